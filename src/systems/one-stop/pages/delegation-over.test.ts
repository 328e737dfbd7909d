import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listHandOvers } from '#engines/cases';
import { delegate, delegationEndedLately, revokeDelegation } from '#engines/identity';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

const NOWHERE = '/can-bo/ho-so/018f0000-0000-7000-8000-000000000009';

describe('one-stop: the end of a delegation', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('who stood in at the counter and has the hand-over of a result before him reads that too, also where he may still read the dossier', async () => {
    const does = async (
      who: typeof s.clerk,
      dossier: Awaited<ReturnType<typeof s.apply>>,
      outcome: string,
    ) => {
      await who.visit.open(s.pageOf(dossier));
      const done = await who.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, {
        outcome,
      });
      assert.equal(done.status, 303);
    };
    const elsewhere = await s.official('Vù A Dế', s.agencies.saPa, ['receiver']);
    const reads = await s.official('Lý Láo Tả', s.agencies.bacHa, ['officer']);
    const stranger = await s.official('Má A Chư', s.agencies.saPa, ['receiver']);
    const dossier = await s.apply();
    await does(s.clerk, dossier, 'forward');
    await does(s.officer, dossier, 'propose');
    await does(s.signer, dossier, 'signed');
    const path = `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}`;
    const paper = { kiem: '', 'giay-khac': 'hộ chiếu C1234567', ky: 'paper' };
    for (const [who, status] of [
      [elsewhere, 404],
      [reads, 403],
    ] as const) {
      const given = { fromPostId: s.clerk.postId, toPostId: who.postId, roles: ['receiver'] };
      const days = { from: '2026-01-01', to: '2027-01-01', reason: 'Đi công tác' };
      const id = await s.db.tx(tx => delegate(tx, { ...given, ...days }, s.act()));
      assert.equal((await who.visit.open(path)).status, 200);
      await s.db.tx(tx => revokeDelegation(tx, id, s.act()));
      const over = await who.visit.submit(path, paper);
      assert.equal(over.status, status);
      assert.match(
        over.html,
        /Ủy quyền làm thay đã kết thúc[\s\S]*“Chuyên viên” theo ủy quyền đã kết thúc lúc \d/,
      );
      assert.match(over.html, /hộ chiếu C1234567/);
    }
    await stranger.visit.open('/can-bo');
    const strange = await stranger.visit.submit(path, paper);
    assert.equal(strange.status, 404);
    assert.doesNotMatch(strange.html, /Ủy quyền/);
    assert.deepEqual(await listHandOvers(s.db, dossier.id), []);
  });

  test('whoever acted by it reads that it has ended and when, and keeps what he typed; a stranger reads what he always reads', async () => {
    const standIn = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    const stranger = await s.official('Lồ Thị Dín', s.agencies.saPa, ['receiver']);
    const dossier = await s.apply();
    const path = `${s.pageOf(dossier)}/hoi-y-kien`;
    const asked = { 'co-quan': s.agencies.saPa, 'noi-dung': 'Người này có thẻ chưa?', 'so-ngay': '1' };
    const given = { fromPostId: s.clerk.postId, toPostId: standIn.postId, roles: ['receiver'] };
    const days = { from: '2026-01-01', to: '2027-01-01', reason: 'Đi công tác' };
    const id = await s.db.tx(tx => delegate(tx, { ...given, ...days }, s.act()));
    assert.equal((await standIn.visit.open(path)).status, 200);
    assert.equal(await delegationEndedLately(s.db, standIn.accountId, s.clock.now()), undefined);
    await s.db.tx(tx => revokeDelegation(tx, id, s.act()));

    const over = await standIn.visit.submit(path, asked);
    assert.equal(over.status, 404);
    assert.match(
      over.html,
      /Ủy quyền làm thay đã kết thúc[\s\S]*“Chuyên viên” theo ủy quyền đã kết thúc lúc \d/,
    );
    assert.match(over.html, /Người này có thẻ chưa\?[\s\S]*href="\/can-bo"[^>]*>Về việc của tôi/);
    // Whoever only opens a form reads it too, of an act that he did and would take back as well.
    for (const form of [path, `${NOWHERE}/hoan-tac/018f0000-0000-7000-8000-000000000008`]) {
      const opened = await standIn.visit.open(form);
      assert.equal(opened.status, 404);
      assert.match(
        opened.html,
        /Ủy quyền làm thay đã kết thúc[\s\S]*kết thúc lúc \d[\s\S]*nay không xem được nữa/,
      );
      assert.doesNotMatch(opened.html, /Việc vừa gửi/);
    }
    const nowhere = await standIn.visit.submit(`${NOWHERE}/hoi-y-kien`, asked);
    assert.match(nowhere.html, /Ủy quyền làm thay đã kết thúc/, 'it says nothing of the dossier');
    await stranger.visit.open('/can-bo');
    const strange = await stranger.visit.submit(path, asked);
    assert.equal(strange.status, 404);
    assert.doesNotMatch(strange.html, /Ủy quyền/);
    assert.doesNotMatch((await stranger.visit.open(path)).html, /Ủy quyền/);

    s.clock.set(new Date(s.clock.now().getTime() + 3 * 86_400_000));
    assert.equal(await delegationEndedLately(s.db, standIn.accountId, s.clock.now()), undefined);
  });
});
