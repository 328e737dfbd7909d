import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { givePost, holdingsOfPost, sharePost } from '#engines/identity';
import { newId } from '#platform/db';
import { type StaffSite, staffSite } from '#test/staff-site';
import { noteEntries } from '../../entries/follow.ts';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: who holds a post', () => {
  let s: StaffSite;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    await s.ledger.sealer.start();
  });
  after(() => s.close());

  async function noted(): Promise<void> {
    for (let i = 0; i < 200 && (await s.ledger.lag(s.db)).unsealed !== 0; i++)
      await new Promise(done => setTimeout(done, 25));
    await s.ledger.followers.runOnce([noteEntries.id]);
  }

  /** Something that `who` did in his post, or in another. */
  const did = (who: { accountId: string; postId: string }, at: Date, post = who.postId) =>
    s.db.tx(tx =>
      s.ledger.append(tx, {
        kind: 'case.timer-fired',
        subject: `dossier:${newId()}`,
        ...{ actor: who.accountId, post, agency: s.agencies.bacHa, at },
        body: { status: 'processing', dueAt: at.toISOString(), element: 'x' },
      }),
    );

  test('nobody leaves a post before what he did in it: the last day of that is named, and what was typed stays', async () => {
    const clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    const other = await s.official('Lù Thị Mai', s.agencies.bacHa, ['officer']);
    const end = async (who: typeof clerk) => {
      const [holding] = await holdingsOfPost(s.db, who.postId);
      return `/can-bo/quan-tri/co-quan/${s.agencies.bacHa}/vi-tri/${who.postId}/thoi-giu/${holding?.id}`;
    };
    s.clock.set('2026-11-23T09:00:00+07:00');
    await did(clerk, s.clock.now());
    s.clock.set('2026-11-25T23:30:00+07:00');
    // Written down two days later, and done before: offline, say.
    await did(clerk, new Date('2026-11-24T15:00:00+07:00'));
    // In another post that she stood in for, and by another in hers: neither keeps her in it.
    await did(clerk, s.clock.now(), other.postId);
    await did(other, s.clock.now(), clerk.postId);
    await noted();

    const local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    await local.visit.open(await end(clerk));
    const early = await local.visit.submit(await end(clerk), { 'ngay-cuoi': '23/11/2026' });
    assert.equal(early.status, 422);
    assert.match(early.html, /Lù Thị Sen còn làm việc ở vị trí này ngày 24\/11\/2026/);
    assert.match(early.html, /<input[^>]*value="23\/11\/2026"/);
    assert.equal((await holdingsOfPost(s.db, clerk.postId))[0]?.to, null, 'nothing has changed');
    const said = await local.visit.submit(await end(clerk), { 'ngay-cuoi': '24/11/2026' });
    assert.equal(said.status, 303);
    assert.equal((await holdingsOfPost(s.db, clerk.postId))[0]?.to, '2026-11-25');

    await local.visit.open(await end(other));
    assert.equal((await local.visit.submit(await end(other), { 'ngay-cuoi': '01/11/2026' })).status, 303);
  });

  test('nobody leaves a post before he had it, and nothing of it is erased; what is still to begin is taken back', async () => {
    s.clock.set('2026-11-26T09:00:00+07:00');
    const clerk = await s.official('Vi Thị Hà', s.agencies.bacHa, ['officer']);
    const local = await s.official('Sùng A Páo', s.agencies.bacHa, ['agency-admin']);
    const post = `/can-bo/quan-tri/co-quan/${s.agencies.bacHa}/vi-tri/${clerk.postId}`;
    const [held] = await holdingsOfPost(s.db, clerk.postId);
    const end = `${post}/thoi-giu/${held?.id}`;
    await local.visit.open(end);
    const before = await local.visit.submit(end, { 'ngay-cuoi': '01/01/2020' });
    assert.equal(before.status, 422);
    assert.match(before.html, /href="#f-ngay-cuoi"[^>]*>[^<]*không thể thôi giữ trước ngày đó/);
    assert.match(before.html, /<input[^>]*value="01\/01\/2020"/);
    assert.deepEqual(await holdingsOfPost(s.db, clerk.postId), [held], 'nothing has changed');

    const wished = { postId: local.postId, accountId: clerk.accountId };
    await s.db.tx(async tx => {
      await sharePost(tx, local.postId);
      await givePost(tx, { ...wished, from: '2026-12-01' }, s.act());
    });
    const own = await holdingsOfPost(s.db, local.postId);
    const next = own.find(h => h.accountId === clerk.accountId);
    const back = `/can-bo/quan-tri/co-quan/${s.agencies.bacHa}/vi-tri/${local.postId}/thoi-giu/${next?.id}`;
    await local.visit.open(back);
    assert.equal((await local.visit.submit(back, { 'ngay-cuoi': '26/11/2026' })).status, 303);
    assert.ok(
      !(await holdingsOfPost(s.db, local.postId)).some(h => h.id === next?.id),
      'it never came about',
    );
  });
});
