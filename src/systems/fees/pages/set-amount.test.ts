import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, completeStep, type Dossier } from '#engines/cases';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { type FeesSite, feesSite } from '../testing/site.ts';

describe('fees: who says an amount, and until when', () => {
  let s: FeesSite;
  before(async () => {
    s = await feesSite();
  });
  after(() => s.close());

  const pay = async (dossier: Dossier) => {
    await s.clerk.visit.open(`${s.feesOf(dossier)}/thu`);
    assert.equal((await s.clerk.visit.submit(`${s.feesOf(dossier)}/thu`)).status, 303);
  };
  const stepOf = async (dossier: Dossier) => (await openTasks(s.db, dossier.id))[0] ?? assert.fail();
  const by = (agencyId: string) => ({
    accountId: s.leader.accountId,
    postId: s.leader.postId,
    agencyId,
    at: s.clock.now(),
  });
  const does = async (dossier: Dossier, outcome: string) => {
    const { id, agencyId } = await stepOf(dossier);
    const done = { dossierId: dossier.id, taskId: id, outcome };
    await s.db.tx(tx => completeStep(tx, s.env.get(casesService), done, by(agencyId)));
  };
  const set = async (
    who: FeesSite['clerk'],
    dossier: Dossier,
    name: string,
    amount: string,
    more: object = {},
  ) => {
    const fee = (await s.owed(dossier)).find(o => o.name === name);
    const page = `${s.feesOf(dossier)}/${fee?.id}/so-tien`;
    await who.visit.open(page);
    return who.visit.submit(page, { 'so-tien': amount, 'ly-do': 'Theo thông báo số 12', ...more });
  };
  const links = async (who: FeesSite['clerk'], dossier: Dossier) =>
    [...(await who.visit.open(s.feesOf(dossier))).html.matchAll(/\/phi\/[^"]+\/so-tien"/g)].length;

  test('a charge of nothing is asked about first; confirmed, it is nothing, and nobody is asked to pay it', async () => {
    const dossier = await s.apply();
    await pay(dossier);
    await does(dossier, 'forward');
    const binding = async () =>
      (await s.owed(dossier)).find(o => o.name === 'Phí đóng sách') ?? assert.fail();
    const asked = await set(s.leader, dossier, 'Phí đóng sách', '0');
    assert.equal(asked.status, 422);
    assert.match(asked.html, /Ghi 0 đồng thì người nộp không phải nộp Phí đóng sách/);
    assert.match(asked.html, /name="so-tien"[^>]*value="0"/, 'what was typed stays');
    assert.doesNotMatch(asked.html, /name="khong-thu"[^>]* checked/, 'it is for him to say so');
    assert.equal((await binding()).amount, null, 'nothing was said yet');
    const sure = { 'khong-thu': '1' };
    assert.equal((await set(s.clerk, dossier, 'Phí đóng sách', '0', sure)).status, 403);
    const { status, location } = await set(s.leader, dossier, 'Phí đóng sách', '0', sure);
    assert.deepEqual([status, location?.endsWith('xong=amount')], [303, true], location);
    await does(dossier, 'propose');
    const { amount, state } = await binding();
    assert.deepEqual([amount, state], [0, 'exempt']);
    assert.doesNotMatch((await s.leader.visit.open(s.feesOf(dossier))).html, /Chưa nộp|Chưa ghi/);
  });

  test('what a step’s agency says the desk does not change; what is left is told, and after the end a refund alone', async () => {
    const dossier = await s.apply();
    s.clock.advance(60_000);
    await pay(dossier);
    await does(dossier, 'forward');
    const BINDING = 'Phí đóng sách';
    const refused = await set(s.clerk, dossier, BINDING, '1.000');
    assert.equal(refused.status, 403, 'not even before anybody said it');
    assert.match(refused.html, /do UBND xã Bắc Hà xác định/);
    assert.equal(await links(s.clerk, dossier), 1, 'of the published fee alone');
    assert.equal(await links(s.leader, dossier), 2);
    assert.match(
      (await set(s.leader, dossier, BINDING, '999999999999999')).html,
      /Nhập số tiền không quá 1\.000 tỷ đồng/,
    );
    const nothing = await set(s.leader, dossier, BINDING, '0');
    assert.equal(nothing.status, 422, 'nothing to pay is asked about first');
    assert.match(nothing.html, /name="khong-thu"/);
    assert.equal((await set(s.leader, dossier, BINDING, '12.000')).status, 303);
    await does(dossier, 'propose');
    await pay(dossier);
    assert.equal((await set(s.leader, dossier, BINDING, '20.000')).status, 303);
    await s.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await s.ledger.followers.runOnce(['cases.notify']);
    const told = (await messagesAbout(s.db, dossier.id)).find(m => m.key.endsWith('payment-asked-part'));
    assert.equal(told?.params.rest, '8.000 đồng', 'not the whole sum, as if nothing had been paid');
    await pay(dossier);
    // As it stands once its result was handed over.
    await s.owner.tx(async tx => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query("UPDATE cases.dossier SET status = 'returned', closed_at = now() WHERE id = $1", [
        dossier.id,
      ]);
    });
    for (const amount of ['30.000', '0']) {
      const late = await set(s.leader, dossier, BINDING, amount);
      assert.equal(late.status, 422);
      assert.match(late.html, /Hồ sơ đã kết thúc, số tiền không sửa được nữa/);
    }
    assert.equal(await links(s.leader, dossier), 0);
  });
});
