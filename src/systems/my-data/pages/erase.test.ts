import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listResults } from '#engines/cases';
import { inviteDelegate, vaultService } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { obligationsOf, paymentsService, setAmount } from '#engines/payments';
import { ratings } from '#engines/ratings';
import type { Ctx } from '#platform/http';
import { asRead } from '#test/visit';
import { type CasesFixture, RARE } from '../../../engines/cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../../../engines/cases/testing/people.ts';
import { myData } from '../module.ts';
import { eraseRoutes } from './erase.ts';

describe('my data: who closes an account', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators, ratings, myData],
  );

  type Reader = Awaited<ReturnType<CasesFixture['citizen']>>;

  async function signed(who: Reader) {
    const dossier = await f.apply(who, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    return { dossier, results: await listResults(f.db, dossier.id) };
  }

  /** What the second question of whoever wants to erase `what` says. */
  async function asked(who: Reader, what: string): Promise<string> {
    const send = eraseRoutes.find(r => r.method === 'POST' && !r.path.endsWith('/thoi')) ?? assert.fail();
    const req = { ...f.ctx.req, method: 'POST', path: send.path, body: { xoa: what } };
    const answer = await send.handler({ ...f.ctx, visitor: who, req } as Ctx);
    assert.equal(answer.kind, 'page');
    return asRead(String((answer as { html: unknown }).html));
  }

  test('reads which results were never downloaded, and what becomes of them; what was downloaded is none', async () => {
    const who = await f.citizen('Lò Thị Xôm');
    const [first, second] = [await signed(who), await signed(who)];
    const other = await f.citizen('Sùng A Tủa');
    await signed(other);
    const [had] = first.results;
    await f.owner.run('UPDATE cases.result SET fetched_at = $2 WHERE id = $1', [had?.id, f.clock.now()]);
    const said = await asked(who, 'account');
    assert.match(said, /<h2>1 kết quả chưa tải về<\/h2>/);
    const [left] = second.results;
    assert.match(
      said,
      new RegExp(`Thẻ thư viện ${left?.number}[\\s\\S]*?href="/ho-so/${second.dossier.code}"`),
    );
    assert.doesNotMatch(said, new RegExp(`href="/ho-so/${first.dossier.code}"`));
    assert.match(said, /không tải được bản điện tử của các kết quả này nữa: tải về trước khi đóng/);
    assert.doesNotMatch(await asked(who, 'drafts'), /chưa tải về/, 'whoever keeps the account loses none');
    await f.owner.run('UPDATE cases.result SET fetched_at = $2 WHERE id = $1', [left?.id, f.clock.now()]);
    assert.doesNotMatch(await asked(who, 'account'), /chưa tải về/);
  });

  test('reads that invitations fall with it which nobody has answered', async () => {
    const who = await f.citizen('Lò Thị Lan');
    const until = '2026-12-20';
    const input = { name: 'Cháu Tủa', relation: 'family' as const, phone: '+84912000111', until };
    const act = { ledger: f.ledger, actor: who.accountId, at: f.clock.now() };
    await f.db.tx(tx =>
      inviteDelegate(tx, f.ctx.get(vaultService), who.accountId, { ...input, scope: 'all', code: null }, act),
    );
    const said = await asked(who, 'account');
    assert.match(said, /Lời mời Cháu Tủa làm thay, chưa được trả lời, không còn hiệu lực/);
    assert.doesNotMatch(said, /được báo tin/, 'nobody is told of what he has not taken');
  });

  test('one that waits for its fee says so, and how it is had', async () => {
    const who = await f.citizen('Hạng A Lử');
    const dossier = await f.apply(who, { code: RARE, channel: 'counter', data: f.filledIn({}) });
    await does(f, p.clerk, dossier, 'forward');
    const subject = { kind: 'dossier', id: dossier.id };
    const binding = (await obligationsOf(f.db, subject)).find(o => o.state === 'unset');
    const said = { obligationId: binding?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    const { accountId, postId } = p.clerk;
    const clerk = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
    await f.db.tx(tx => setAmount(tx, f.ctx.get(paymentsService), said, clerk));
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const page = await asked(who, 'account');
    assert.match(
      page,
      new RegExp(`href="/ho-so/${dossier.code}">[\\s\\S]*?</a>, chưa nộp đủ phí, lệ phí</li>`),
    );
    assert.match(page, /chỉ nhận được sau khi nộp: nộp trước khi đóng/);
  });
});
