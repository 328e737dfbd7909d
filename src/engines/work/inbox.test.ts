import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { newId, type Queryable } from '#platform/db';
import { type InboxFilter, inbox, inboxCounts, inboxMatters, type Reach } from './index.ts';
import { NOW, type WorkFixture, workFixture } from './testing/fixture.ts';
import type { Task } from './types.ts';

describe('work: inbox', () => {
  const HOUR = 3_600_000;
  const PERMISSIONS = ['dossier.receive', 'dossier.process', 'dossier.sign'];
  const FIELDS = ['HT', 'DD'];
  const WORDS = ['sen', 'may', 'khai', '100%', 'a_b', 'chu'];
  const MATTERS = ['1.000001', '1.000002', null];

  let f: WorkFixture;
  type Known = Task & { search: string; areaId: string | null };
  let known: Known[];
  let places: string[];
  let areas: string[];

  const made = () =>
    fc.record({
      agencyId: fc.constantFrom(...places),
      permission: fc.constantFrom(...PERMISSIONS),
      field: fc.option(fc.constantFrom(...FIELDS), { nil: null }),
      postId: fc.option(fc.constantFrom(...f.posts), { nil: null }),
      hours: fc.option(fc.integer({ min: -6, max: 6 }), { nil: null }),
      words: fc.subarray(WORDS),
      procedure: fc.constantFrom(...MATTERS),
      areaId: fc.option(fc.constantFrom(...areas), { nil: null }),
      state: fc.constantFrom('open', 'open', 'open', 'suspended', 'cancelled'),
    });

  before(async () => {
    f = await workFixture();
    places = [f.agencies.bacHa, f.agencies.saPa, f.agencies.centre];
    const found = await f.db.query<{ id: string }>('SELECT id FROM organisation.area ORDER BY id');
    areas = found.map(area => area.id);
    const search = new Map<string, string>();
    const areaOf = new Map<string, string | null>();
    for (const one of fc.sample(made(), { numRuns: 120, seed: 7 })) {
      const text = one.words.join(' ');
      const id = await f.task({
        ...one,
        subjectId: newId(),
        dueAt: one.hours === null ? null : new Date(NOW.getTime() + one.hours * HOUR),
        title: {
          step: 'Bước',
          code: 'X',
          person: 'Ai đó',
          matter: one.procedure ?? 'Việc khác',
          ...(one.procedure ? { procedure: one.procedure } : {}),
        },
        search: text,
      });
      search.set(id, text);
      areaOf.set(id, one.areaId);
      const end = one.state === 'cancelled' ? ', ended_at = now()' : '';
      await f.db.run(`UPDATE work.task SET state = $2 ${end} WHERE id = $1`, [id, one.state]);
    }
    const everything: Reach[] = places.flatMap(agencyId =>
      PERMISSIONS.flatMap(permission =>
        f.posts.map(postId => ({ agencyId, permission, postId, fields: null })),
      ),
    );
    const page = { limit: 1_000, offset: 0 };
    const all = [
      ...(await inbox(f.db, everything, { state: 'open' }, page)),
      ...(await inbox(f.db, everything, { state: 'suspended' }, page)),
    ];
    known = all.map(task => ({
      ...task,
      search: search.get(task.id) ?? '',
      areaId: areaOf.get(task.id) ?? null,
    }));
  });
  after(() => f.drop());

  const reaches = () =>
    fc.array(
      fc.record(
        {
          agencyId: fc.constantFrom(...places),
          permission: fc.constantFrom(...PERMISSIONS),
          postId: fc.option(fc.constantFrom(...f.posts), { nil: null }),
          fields: fc.option(fc.subarray(FIELDS), { nil: null }),
          inherited: fc.record({ areas: fc.option(fc.subarray(areas), { nil: null }) }),
        },
        { requiredKeys: ['agencyId', 'permission', 'postId', 'fields'] },
      ),
      { maxLength: 5 },
    );
  const moment = fc.integer({ min: -7, max: 7 }).map(h => new Date(NOW.getTime() + h * HOUR));
  const filters = fc.record(
    {
      state: fc.constantFrom('open' as const, 'suspended' as const),
      dueBefore: moment,
      dueFrom: moment,
      procedure: fc.constantFrom('1.000001', '1.000002'),
      words: fc.subarray([...WORDS, '0%', '_'], { maxLength: 2 }),
    },
    { requiredKeys: ['state'] },
  );

  /** What an official would do with all tasks on paper: strike out what is not his, what is not asked for, and sort. */
  function onPaper(reach: readonly Reach[], filter: InboxFilter): Known[] {
    const mine = (t: Known, r: Reach) =>
      t.agencyId === r.agencyId &&
      t.permission === r.permission &&
      (r.inherited !== undefined || t.postId === null || t.postId === r.postId) &&
      (!r.inherited?.areas || (t.areaId !== null && r.inherited.areas.includes(t.areaId))) &&
      (r.fields === null || (t.field !== null && r.fields.includes(t.field)));
    const due = (t: Known) => t.dueAt?.getTime() ?? Number.POSITIVE_INFINITY;
    return known
      .filter(t => t.state === filter.state && reach.some(r => mine(t, r)))
      .filter(t => !filter.dueBefore || due(t) < filter.dueBefore.getTime())
      .filter(t => !filter.dueFrom || due(t) >= filter.dueFrom.getTime())
      .filter(t => !filter.procedure || t.title.procedure === filter.procedure)
      .filter(t => (filter.words ?? []).every(w => t.search.includes(w)))
      .sort((a, b) => (due(a) === due(b) ? (a.id < b.id ? -1 : 1) : due(a) < due(b) ? -1 : 1));
  }

  describe('the inbox', () => {
    test('shows to any rights under any filter what one would pick by hand, in the same order, page by page', async () => {
      const pages = fc.record({
        limit: fc.integer({ min: 1, max: 30 }),
        offset: fc.integer({ min: 0, max: 40 }),
      });
      await fc.assert(
        fc.asyncProperty(reaches(), filters, pages, async (reach, filter, page) => {
          const expected = onPaper(reach, filter).slice(page.offset, page.offset + page.limit);
          const found = await inbox(f.db, reach, filter, page);
          assert.deepEqual(
            found.map(t => t.id),
            expected.map(t => t.id),
          );
        }),
        { numRuns: 150 },
      );
    });

    test('counts all, late and soon as one would count them by hand', async () => {
      await fc.assert(
        fc.asyncProperty(reaches(), filters, moment, async (reach, filter, now) => {
          const soon = new Date(now.getTime() + 3 * HOUR);
          const mine = onPaper(reach, filter);
          const dueIn = (from: number, to: number) =>
            mine.filter(t => t.dueAt && t.dueAt.getTime() >= from && t.dueAt.getTime() < to).length;
          assert.deepEqual(await inboxCounts(f.db, reach, filter, now, soon), {
            all: mine.length,
            late: dueIn(0, now.getTime()),
            soon: dueIn(now.getTime(), soon.getTime()),
          });
        }),
        { numRuns: 100 },
      );
    });

    test('names the matters that are open, the most frequent first', async () => {
      const reach = [
        { agencyId: f.agencies.bacHa, permission: 'dossier.process', postId: null, fields: null },
      ];
      const mine = onPaper(reach, { state: 'open' }).filter(t => t.title.procedure);
      const found = await inboxMatters(f.db, [...reach, ...reach]);
      assert.equal(
        found.reduce((sum, m) => sum + m.count, 0),
        mine.length,
      );
      for (const m of found)
        assert.equal(m.count, mine.filter(t => t.title.procedure === m.procedure).length, m.procedure);
      assert.deepEqual(
        found.map(m => m.count),
        found.map(m => m.count).sort((a, b) => b - a),
      );
    });

    test('is empty for who has no right, without asking the database', async () => {
      const dead = new Proxy({} as Queryable, {
        get: () => {
          throw new Error('asked');
        },
      });
      assert.deepEqual(await inbox(dead, [], { state: 'open' }, { limit: 10, offset: 0 }), []);
      assert.deepEqual(await inboxCounts(dead, [], { state: 'open' }, NOW, NOW), {
        all: 0,
        late: 0,
        soon: 0,
      });
      assert.deepEqual(await inboxMatters(dead, []), []);
    });

    test('walks its index and reads a page, however much is open', async () => {
      await f.owner.run(
        `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, due_at, created_at)
       SELECT (left(work.uuid_at('2026-11-20')::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, 'report', gen_random_uuid(), 'e', '{}', $1, 'dossier.decide', now() + n * interval '1 minute', now()
       FROM generate_series(1, 100000) n`,
        [f.agencies.bacHa],
      );
      await f.owner.query('ANALYZE work.task');
      let plan = '';
      const explaining: Queryable = {
        ...f.db,
        query: async (text, values) => {
          const rows = await f.db.query(`EXPLAIN (ANALYZE, TIMING OFF) ${text}`, values);
          plan = rows.map(r => Object.values(r)[0]).join('\n');
          return [];
        },
      };
      const own = { agencyId: f.agencies.bacHa, permission: 'dossier.decide', postId: null, fields: null };
      const gone = { ...own, agencyId: f.agencies.saPa, inherited: { areas: null } };
      // His own; what came to his agency through a reform, where he has little of his own; both.
      for (const reach of [
        [own],
        [
          { ...own, inherited: { areas: null } },
          { ...own, agencyId: newId() },
        ],
        [own, gone],
      ]) {
        await inbox(explaining, reach, { state: 'open' }, { limit: 50, offset: 0 });
        assert.match(plan, /Index Scan using task_\w+_agency_id_permission_due_at_id_idx/);
        const read = [...plan.matchAll(/on task_\w+ t\w* .*actual rows=(\d+)/g)].map(m => Number(m[1]));
        assert.ok(read.length > 0 && Math.max(...read) <= 51, plan);
      }
    });
  });
});
