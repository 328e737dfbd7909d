import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delegate, scopeRole } from '#engines/identity';
import { changeAgency, endAgency, linkAgencies } from '#engines/organisation';
import { inbox } from '#engines/work';
import { loadCalendar } from '#engines/worktime';
import { newId, type Queryable } from '#platform/db';
import { calendarOf } from '../acts/deadline.ts';
import {
  actorAt,
  actorOn,
  askerOf,
  type Dossier,
  doable,
  dossierFor,
  factsOf,
  mayAct,
  reachOfInbox,
} from '../index.ts';
import { storyOf } from '../read/story.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, type People, withLibrary } from '../testing/people.ts';

describe('cases: access/access', () => {
  let f: CasesFixture;
  let p: People;
  let dossier: Dossier;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    dossier = await f.apply(p.reader);
  });

  const open = (
    who: Parameters<typeof dossierFor>[1],
    action: Parameters<typeof dossierFor>[3],
    id = dossier.id,
  ) => dossierFor(f.db, who, id, action, f.clock.now());

  describe('a dossier', () => {
    test('does not exist for an official of another commune, another reader, or nobody', async () => {
      for (const who of [p.stranger, await f.citizen('Lù A Páo'), null])
        for (const action of ['read', 'refuse', 'withdraw'] as const)
          await assert.rejects(open(who, action), { code: 'NOT_FOUND', status: 404 });
    });

    test('that is not there looks the same, whatever is asked for', async () => {
      for (const id of [newId(), '-'.repeat(36), 'abc', "' OR 1=1 --", 'g'.repeat(36)])
        await assert.rejects(open(p.clerk, 'read', id), { code: 'NOT_FOUND' });
    });

    test('may be read by who may not act on it: he is told so', async () => {
      assert.equal((await open(p.officer, 'read')).id, dossier.id);
      await assert.rejects(open(p.officer, 'refuse'), { code: 'NOT_ALLOWED', status: 403 });
      await assert.rejects(open(p.reader, 'refuse'), { code: 'NOT_ALLOWED' });
      assert.equal((await open(p.clerk, 'refuse')).id, dossier.id);
      assert.equal((await open(p.reader, 'withdraw')).id, dossier.id);
    });

    test('lies in the inbox of its desk and of nobody else', async () => {
      const found = async (who: typeof p.clerk) => {
        const tasks = await inbox(
          f.db,
          await reachOfInbox(f.db, who, f.clock.now()),
          { state: 'open' },
          { limit: 50 },
        );
        return tasks.some(t => t.subjectId === dossier.id);
      };
      assert.deepEqual(
        [await found(p.clerk), await found(p.officer), await found(p.stranger)],
        [true, false, false],
      );
    });
  });

  describe('who acts', () => {
    test('acts in the post that covers the step, though another of his posts has the same right elsewhere', async () => {
      const two = await f.official('Lù Văn Thắng', f.agencies.saPa, ['receiver']);
      const leave = {
        fromPostId: p.clerk.postId,
        toPostId: two.postId,
        from: '2026-11-20',
        to: '2026-11-27',
      };
      await f.db.tx(tx => delegate(tx, { ...leave, roles: ['receiver'], reason: 'Đi công tác' }, f.act()));
      const who = await f.visitor(two.accountId, 'official');
      const facts = await factsOf(f.db, dossier, f.clock.now());
      const [task] = doable(askerOf(who), facts);
      assert.ok(task);
      const actor = actorOn(who, f.clock.now(), facts, task);
      assert.deepEqual([actor.postId, actor.agencyId], [p.clerk.postId, f.agencies.centre]);
      assert.equal(actorAt(who, f.clock.now(), facts, 'dossier.read').agencyId, f.agencies.centre);
    });

    test('acts in the post that the step was given to', async () => {
      const both = await f.official('Vàng Seo Páo', f.agencies.bacHa, ['officer']);
      const other = await f.official('Ai khác', f.agencies.bacHa, ['officer']);
      const grants = [...other.grants, ...both.grants];
      const facts = await factsOf(f.db, dossier, f.clock.now());
      const [task] = facts.tasks;
      assert.ok(task);
      const given = {
        ...task,
        permission: 'dossier.process',
        agencyPath: [f.agencies.bacHa],
        postId: both.postId,
      };
      assert.equal(actorOn({ ...both, grants }, f.clock.now(), facts, given).postId, both.postId);
    });

    test('has no post where none of his covers the place', async () => {
      const facts = await factsOf(f.db, dossier, f.clock.now());
      assert.equal(actorAt(p.stranger, f.clock.now(), facts, 'dossier.read').postId, null);
    });

    test('reaches below his agency in his fields only', async () => {
      const far = await f.official('Đỗ Đức Thắng', f.agencies.province, ['receiver']);
      const scope = { postId: far.postId, roleId: 'receiver', agencyId: f.agencies.bacHa, below: true };
      await f.db.tx(tx => scopeRole(tx, { ...scope, fields: [dossier.field] }, f.act()));
      assert.equal((await open(await f.visitor(far.accountId, 'official'), 'refuse')).id, dossier.id);
      await f.db.tx(tx => scopeRole(tx, { ...scope, fields: ['KHAC'] }, f.act()));
      await assert.rejects(open(await f.visitor(far.accountId, 'official'), 'read'), { code: 'NOT_FOUND' });
    });
  });

  /** Counts the queries that `work` sends. */
  async function queriesOf(work: (q: Queryable) => Promise<unknown>): Promise<number> {
    let n = 0;
    const counted =
      <A extends unknown[], R>(send: (...args: A) => R) =>
      (...args: A) => {
        n++;
        return send(...args);
      };
    const { query, one, maybe, run } = f.db;
    const q = { query: counted(query), one: counted(one), maybe: counted(maybe), run: counted(run) };
    await work(q as Queryable);
    return n;
  }

  test('rights take two queries and a story fourteen, however much has happened', async () => {
    await does(f, p.clerk, dossier, 'forward');
    const now = await f.again(dossier);
    assert.equal(await queriesOf(q => factsOf(q, now, f.clock.now())), 2);
    const before = await queriesOf(q => storyOf(q, f.ledger, now, f.clock.now()));
    await does(f, p.officer, dossier, 'propose');
    const later = await f.again(dossier);
    assert.equal(await queriesOf(q => storyOf(q, f.ledger, later, f.clock.now())), before);
    assert.ok(before <= 14, String(before));
  });

  test('after a reform the successor’s officials see and do it; the clock stays that of its reception', async () => {
    const { bacHa, centre, saPa } = f.agencies;
    const on = '2027-01-01';
    const promised = (await f.again(dossier)).dueAt;
    await f.db.tx(async tx => {
      await changeAgency(tx, centre, on, { parentId: saPa }, f.act());
      await endAgency(tx, bacHa, on, f.act());
      await linkAgencies(
        tx,
        { fromId: bacHa, intoId: saPa, on, share: 'whole', unverified: false, note: null },
        f.act(),
      );
    });
    const now = new Date('2027-01-04T09:00:00+07:00');
    const facts = await factsOf(f.db, dossier, now);
    assert.equal(mayAct(askerOf(p.stranger), 'sign', facts), true);
    assert.equal(mayAct(askerOf(p.chairman), 'sign', facts), false);
    const calendar = await calendarOf(f.db, dossier);
    assert.equal(calendar, await loadCalendar(f.db, bacHa, dossier.receivedAt));
    const story = await storyOf(f.db, f.ledger, await f.again(dossier), now);
    assert.deepEqual([story.dossier.dueAt, story.deadline?.state], [promised, 'late']);
    assert.equal(story.agencyName, 'UBND xã Bắc Hà');
  });
});
