import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { png } from '../../files/testing/samples.ts';
import { type Dossier, handOver, handOverSlipOf, listHandOvers, receiptOf, stepFor } from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { loadAnywhere, SIGNED_THERE } from '../testing/load-anywhere.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';
import type { HandedOver } from './hand-over.ts';

describe('cases: a result that two have to sign where it is handed over', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    await loadAnywhere(f.db, f.act());
  });

  async function ready(): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { code: SIGNED_THERE });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }
  async function give(dossier: Dossier, handed: HandedOver): Promise<Dossier> {
    const { input } = await facing(f, p.clerk, dossier);
    return f.db.tx(async tx => {
      const locked = await stepFor(tx, p.clerk, input, f.clock.now());
      return handOver(tx, f.deps, { ...input, locked, handed }, locked.actor);
    });
  }
  const drawn = async (words: string) =>
    (await f.deps.files.put(f.db, { bytes: png(60, 20, words), filename: 'chu-ky.png' })).sha256;
  const self = { name: 'Giàng A Phử', personalNumber: null, relation: null };
  const known = { by: 'paper', paper: 'căn cước 010191004172' } as const;
  const second = { name: 'Sùng Thị Máy', paper: 'hộ chiếu C1234567', signature: null };

  test('is given to both, each known by a paper; neither the code of the receipt nor who comes for one of them is enough', async () => {
    const dossier = await ready();
    const alone: HandedOver[] = [
      { check: known, recipient: self, signature: null },
      { check: { by: 'slip' }, recipient: self, signature: null, second },
      { check: known, recipient: { ...self, relation: 'bạn, giấy ủy quyền số 12' }, signature: null, second },
    ];
    for (const handed of alone)
      await assert.rejects(give(dossier, handed), { code: 'BOTH_HAVE_TO_SIGN' }, JSON.stringify(handed));
    assert.deepEqual(await listHandOvers(f.db, dossier.id), []);
    const signature = await drawn('một');
    const other = await drawn('hai');
    await assert.rejects(give(dossier, { check: known, recipient: self, signature, second }), {
      code: '23514',
    });
    const handed = { check: known, recipient: self, signature, second: { ...second, signature: other } };
    assert.equal((await give(dossier, handed)).status, 'returned');
    const [row] = await listHandOvers(f.db, dossier.id);
    assert.deepEqual(
      [row?.recipient.name, row?.checkedPaper, row?.signature, row?.second],
      ['Giàng A Phử', 'căn cước 010191004172', signature, handed.second],
    );
    const entry = (await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.returned'])).at(-1);
    assert.deepEqual(
      [entry?.body.both, entry?.body.signature, entry?.body.secondSignature],
      [true, signature, other],
    );
    assert.doesNotMatch(JSON.stringify(entry?.body), /Sùng|C1234567|010191004172/);
  });

  test('given in doubt it is told to whom, and where to report it; given without, nothing is told', async () => {
    const doubted = await ready();
    const handed = { check: known, recipient: self, signature: null, second };
    await give(doubted, { ...handed, mismatch: 'Đổi số định danh, đã xem giấy xác nhận' });
    const plain = await ready();
    await give(plain, handed);
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const toldOf = async ({ id }: Dossier) =>
      (await messagesAbout(f.db, id)).filter(m => m.key === 'cases.message.given-despite');
    const [told] = await toldOf(doubted);
    assert.match(
      f.ctx.texts.of('vi')('cases.message.given-despite.body', { ...told?.params, base: '' }),
      /đã trả cho Giàng A Phử và Sùng Thị Máy tại Trung tâm PVHCC xã Bắc Hà[\s\S]*báo ngay cho Trung tâm PVHCC xã Bắc Hà/,
    );
    assert.doesNotMatch(JSON.stringify(told?.params), /Đổi số định danh/, 'the reason stays with the office');
    assert.deepEqual(await toldOf(plain), []);
  });

  test('that both have to come is told on the receipt, with the signature, and on the slip that both sign', async () => {
    const dossier = await ready();
    const plain = (pdf: Buffer) => wordsOf(pdf).replace(/\s+/g, ' ');
    assert.match(
      plain(await receiptOf(f.db, f.deps, f.ctx.texts, dossier)),
      /Bản giấy tại [^.]*\. Hai bạn đọc cùng có mặt để ký/,
    );
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const told = (await messagesAbout(f.db, dossier.id)).find(m => m.key.includes('.result-'));
    assert.equal(told?.key, 'cases.message.result-counter-both');
    const t = f.ctx.texts.of('vi');
    const said = ['body', 'sms'].map(part => t(`${told?.key}.${part}`, told?.params ?? {})).join('\n');
    assert.match(
      said,
      /tại Trung tâm PVHCC xã Bắc Hà\. Hai bạn đọc cùng có mặt để ký: mang theo căn cước của từng người/,
    );
    assert.match(said, /Nhan tai .*\. Hai bạn đọc cùng có mặt để ký, mang can cuoc/);
    const people = { recipient: null, relation: null, clerk: 'Vi Thị Huyền', both: true };
    const at = f.clock.now();
    const slip = plain(await handOverSlipOf(f.db, f.deps, dossier, f.agencies.centre, people, at));
    assert.match(slip, /Bên thứ nhất.*Bên thứ hai.*BÊN THỨ NHẤT .*BÊN THỨ HAI .*NGƯỜI TRẢ KẾT QUẢ/);
    assert.doesNotMatch(slip, /nhận thay/);
    const one = { ...people, both: false };
    assert.match(plain(await handOverSlipOf(f.db, f.deps, dossier, f.agencies.centre, one, at)), /nhận thay/);
  });
});
