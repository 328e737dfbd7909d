import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decideClaim, obligationsOf, paymentsService, takeCash } from '#engines/payments';
import { subjectOf } from '../fees/follow.ts';
import { type Actor, chargeFee, type Dossier, receiptOf } from '../index.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: the fees on a receipt', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const rare = (channel: Dossier['channel'], ground?: string) =>
    f.apply(p.reader, {
      code: RARE,
      channel,
      data: f.filledIn({ way: 'counter', ...(ground && { ground }) }),
    });
  const deps = () => f.ctx.get(paymentsService);
  const clerk = (): Actor => ({
    accountId: p.clerk.accountId,
    postId: p.clerk.postId,
    agencyId: f.agencies.centre,
    at: f.clock.now(),
  });
  const said = async (dossier: Dossier): Promise<string> => {
    const words = wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, await f.again(dossier)));
    return /Phí, lệ phí: (.*?) Thời gian giải quyết/.exec(words)?.[1] ?? words;
  };
  const decides = async (dossier: Dossier, grant: boolean) => {
    const [o] = await obligationsOf(f.db, subjectOf(dossier));
    const input = { obligationId: o?.id ?? '', grant, reason: 'Đã xem giấy chứng nhận' };
    await f.db.tx(tx => decideClaim(tx, deps(), input, clerk()));
  };
  const PUBLISHED = 'Mức công bố, chưa yêu cầu nộp: Phí đóng sách Theo số trang; Phí in lại thẻ 20.000 đồng';

  test('what is asked for stands apart from what is only published, and is paid when it is', async () => {
    const dossier = await rare('online');
    assert.equal(await said(dossier), `Phí thẩm định 800.000 đồng (cần nộp); ${PUBLISHED}`);
    const paid = { subject: subjectOf(dossier), amount: 800_000, payer: 'Giàng Thị Mỷ' };
    await f.db.tx(tx => takeCash(tx, deps(), paid, clerk()));
    const card = {
      fee: '/Phí in lại thẻ',
      name: '',
      amount: 20_000,
      waits: false,
      basis: '',
      reason: 'In lại',
    };
    await f.db.tx(tx => chargeFee(tx, deps(), { dossierId: dossier.id, ...card }, clerk()));
    assert.equal(
      await said(dossier),
      'Phí thẩm định 800.000 đồng (đã nộp đủ); Phí in lại thẻ 20.000 đồng (cần nộp); Mức công bố, chưa yêu cầu nộp: Phí đóng sách Theo số trang',
    );
  });

  test('an exemption that is claimed is said, and then that it was granted or was not; never on which ground', async () => {
    const poor = await rare('online', 'poor');
    assert.equal(
      await said(poor),
      `Phí thẩm định 800.000 đồng (đề nghị miễn, giảm đang được xét, chưa phải nộp); ${PUBLISHED}`,
    );
    await decides(poor, true);
    assert.equal(await said(poor), `Phí thẩm định: được miễn; ${PUBLISHED}`);
    const old = await rare('online', 'old');
    await decides(old, true);
    assert.equal(await said(old), `Phí thẩm định 400.000 đồng (cần nộp, đã giảm); ${PUBLISHED}`);
    const declined = await rare('online', 'poor');
    await decides(declined, false);
    assert.equal(await said(declined), `Phí thẩm định 800.000 đồng (cần nộp); ${PUBLISHED}`);
    assert.doesNotMatch(wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, poor)), /Hộ nghèo/);
  });

  test('a procedure that takes nothing says so', async () => {
    assert.equal(await said(await f.apply(p.reader)), '0 đồng');
  });
});
