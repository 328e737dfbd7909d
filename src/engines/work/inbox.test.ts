import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { newId, type Queryable } from '#platform/db';
import { type InboxFilter, inbox, inboxChoices, inboxCounts, type Reach } from './index.ts';
import { NOW, type WorkFixture, workFixture } from './testing/fixture.ts';
import type { Task } from './types.ts';
import { searchText } from './words.ts';

describe('work: inbox', () => {
  const HOUR = 3_600_000;
  const PERMISSIONS = ['dossier.receive', 'dossier.process', 'dossier.sign'];
  const FIELDS = ['HT', 'DD'];
  const WORDS = ['sen', 'may', 'khai', '100%', 'a_b', 'chu', '2611', 'le'];
  const MATTERS = ['1.000001', '1.000002', null];
  const STEPS = ['Thẩm định', 'Ký kết quả'];
  const CHANNELS = ['online', 'counter'];

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
      step: fc.constantFrom(...STEPS),
      channel: fc.constantFrom(...CHANNELS),
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
      const text = searchText([
        one.words.slice(0, 3).join(' '),
        one.words.slice(3, 5).join(' '),
        one.words.slice(5).join(' '),
      ]);
      const id = await f.task({
        ...one,
        subjectId: newId(),
        dueAt: one.hours === null ? null : new Date(NOW.getTime() + one.hours * HOUR),
        title: {
          step: one.step,
          channel: one.channel,
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
    const page = { limit: 1_000 };
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
  const filters = () =>
    fc.record(
      {
        state: fc.constantFrom('open' as const, 'suspended' as const),
        dueBefore: moment,
        dueFrom: moment,
        procedure: fc.constantFrom('1.000001', '1.000002'),
        field: fc.constantFrom(...FIELDS),
        step: fc.constantFrom(...STEPS),
        channel: fc.constantFrom(...CHANNELS),
        posts: fc.subarray([...f.posts]),
        subjects: fc.subarray(known.map(t => t.subjectId)),
        ids: fc.subarray(known.map(t => t.id)),
        words: fc.subarray([...WORDS, '0%', '_', '61', 'ma', 'ay', 's'], { maxLength: 3 }),
      },
      { requiredKeys: ['state'] },
    );

  const begins = (text: string, words: string) => ` ${text}`.includes(` ${words}`);
  /** Whether somebody who reads the pieces would say that the words are there. */
  function read(search: string, words: readonly string[]): boolean {
    const number = (word: string) => /^\d+$/.test(word);
    if (!words.every(w => (number(w) ? search.includes(w) : begins(search, w)))) return false;
    const spoken = words.filter(w => !/\d/.test(w));
    const pieces = search.split(' | ');
    const inOne = (some: readonly string[]) => pieces.some(piece => some.every(w => begins(piece, w)));
    const matter = (some: readonly string[]) =>
      some.length > 1 && pieces.slice(-2).some(piece => begins(piece, some.join(' ')));
    return (
      spoken.length < 2 ||
      inOne(spoken) ||
      spoken.some((_, at) => {
        const [one, two] = [spoken.slice(0, at), spoken.slice(at)];
        return at > 0 && ((matter(two) && inOne(one)) || (matter(one) && inOne(two)));
      })
    );
  }

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
      .filter(t => !filter.field || t.field === filter.field)
      .filter(t => !filter.step || t.title.step === filter.step)
      .filter(t => !filter.channel || t.title.channel === filter.channel)
      .filter(t => !filter.ids || filter.ids.includes(t.id))
      .filter(t => !filter.subjects || filter.subjects.includes(t.subjectId))
      .filter(t => !filter.posts || (t.postId ? filter.posts.includes(t.postId) : !filter.posts.length))
      .filter(t => read(t.search, filter.words ?? []))
      .sort((a, b) => (due(a) === due(b) ? (a.id < b.id ? -1 : 1) : due(a) < due(b) ? -1 : 1));
  }

  describe('the inbox', () => {
    test('shows to any rights under any filter what one would pick by hand, in the same order, page by page and back', async () => {
      const limit = fc.integer({ min: 1, max: 30 });
      await fc.assert(
        fc.asyncProperty(reaches(), filters(), limit, async (reach, filter, limit) => {
          const expected = onPaper(reach, filter).map(t => t.id);
          const seen: string[] = [];
          let page = await inbox(f.db, reach, filter, { limit });
          const pages = [page];
          while (page.length) {
            seen.push(...page.map(t => t.id));
            page = await inbox(f.db, reach, filter, { limit, after: page.at(-1)! });
            pages.push(page);
          }
          assert.deepEqual(seen, expected);
          const [first, second] = pages;
          if (!second?.length) return;
          const back = await inbox(f.db, reach, filter, { limit, before: second[0]! });
          assert.deepEqual(back, first);
        }),
        { numRuns: 150 },
      );
    });

    test('a name is found within one name, not in what begins so here and there; a name with its matter is found too', async () => {
      const reach = [{ agencyId: f.agencies.centre, permission: 'report.read', postId: null, fields: null }];
      const put = (search: string) =>
        f.task({ agencyId: f.agencies.centre, permission: 'report.read', subjectId: newId(), search });
      const code = '000 00 26 h38 261129 0017 261129 0017';
      const wanted = await put(
        searchText([code, 'le thi ha', 'tran van nam', 'dang ky khai sinh', 'tham tra']),
      );
      const house = await put(
        searchText([
          code,
          'nong van thang',
          'le van tam',
          'cap giay phep nha o rieng le',
          'tham tra thiet ke ha tang',
        ]),
      );
      const before = await put('le ha cap giay phep nha o');
      const hers = await put(
        searchText(['z99 261118 0021', 'giang thi my', 'hop tac xa bac ha', 'ly lich', 'kiem tra']),
      );
      for (const [typed, found] of [
        ['le thi ha', [wanted]],
        ['ha le', [wanted, before]],
        ['thi h', [wanted, house]],
        ['e thi', []],
        ['tran ha', []],
        ['ha khai sinh', [wanted]],
        ['khai sinh ha', [wanted]],
        ['ha sinh', []],
        ['17 nong thang', [house]],
        ['0017', [wanted, house]],
        ['rieng le', [house]],
        ['le nha o', [house, before]],
        ['khai sinh tham tra', [wanted]],
        ['giang thi mi', [hers]],
        ['giang thi my', [hers]],
        ['my li lich', [hers]],
        ['htx bac ha', [hers]],
      ] as const) {
        const words = typed.split(' ');
        const seen = await inbox(f.db, reach, { state: 'open', words }, { limit: 10 });
        assert.deepEqual(seen.map(t => t.id).sort(), [...found].sort(), typed);
      }
    });

    test('a page begins where the one before ended, also when a task of that one is gone', async () => {
      const reach = PERMISSIONS.map(permission => ({
        agencyId: f.agencies.saPa,
        permission,
        postId: null,
        fields: null,
      }));
      const mine = onPaper(reach, { state: 'open' });
      assert.ok(mine.length > 3);
      const [first, second] = await inbox(f.db, reach, { state: 'open' }, { limit: 2 });
      await f.db.run("UPDATE work.task SET state = 'suspended' WHERE id = $1", [first?.id]);
      const next = await inbox(f.db, reach, { state: 'open' }, { limit: 1, after: second! });
      await f.db.run("UPDATE work.task SET state = 'open' WHERE id = $1", [first?.id]);
      assert.equal(next[0]?.id, mine[2]?.id);
    });

    test('counts all, late and soon as one would count them by hand', async () => {
      await fc.assert(
        fc.asyncProperty(reaches(), filters(), moment, async (reach, filter, now) => {
          const soon = new Date(now.getTime() + 3 * HOUR);
          const mine = onPaper(reach, filter);
          const dueIn = (from: number, to: number) =>
            mine.filter(t => t.dueAt && t.dueAt.getTime() >= from && t.dueAt.getTime() < to).length;
          const at = Math.floor(mine.length / 2);
          assert.deepEqual(await inboxCounts(f.db, reach, filter, now, soon, mine[at]), {
            all: mine.length,
            late: dueIn(0, now.getTime()),
            soon: dueIn(now.getTime(), soon.getTime()),
            before: at,
          });
        }),
        { numRuns: 120 },
      );
    });

    test('offers to choose from what there is, and nothing else', async () => {
      const reach = [
        { agencyId: f.agencies.bacHa, permission: 'dossier.process', postId: null, fields: null },
        { agencyId: f.agencies.saPa, permission: 'dossier.process', postId: f.posts[0], fields: null },
      ];
      const mine = onPaper(reach, { state: 'open' });
      const found = await inboxChoices(f.db, [...reach, ...reach], 'open');
      const among = (of: (t: Known) => string | null | undefined) => [
        ...new Set(mine.flatMap(t => of(t) ?? [])),
      ];
      const same = (one: readonly string[], two: readonly string[]) =>
        assert.deepEqual([...one].sort(), [...two].sort());
      same(
        found.procedures.map(p => p.value),
        among(t => t.title.procedure),
      );
      same(
        found.fields,
        among(t => t.field),
      );
      same(
        found.steps,
        among(t => t.title.step),
      );
      same(
        found.channels,
        among(t => t.title.channel),
      );
      same(
        found.agencies,
        among(t => t.agencyId),
      );
    });

    test('is empty for who has no right, without asking the database', async () => {
      const dead = new Proxy({} as Queryable, {
        get: () => {
          throw new Error('asked');
        },
      });
      assert.deepEqual(await inbox(dead, [], { state: 'open' }, { limit: 10 }), []);
      assert.deepEqual(await inboxCounts(dead, [], { state: 'open' }, NOW, NOW), {
        all: 0,
        late: 0,
        soon: 0,
        before: 0,
      });
      assert.deepEqual((await inboxChoices(dead, [], 'open')).steps, []);
    });

    /** How many rows the plans of what is asked read at most from a table of tasks, and how they find them. */
    const explained = async (
      ask: (q: Queryable) => Promise<unknown>,
    ): Promise<{ plan: string; most: number }> => {
      let plan = '';
      const explain = async (text: string, values?: readonly unknown[]) => {
        const rows = await f.db.query(`EXPLAIN (ANALYZE, TIMING OFF) ${text}`, values);
        plan = rows.map(r => Object.values(r)[0]).join('\n');
        return [];
      };
      await ask({ ...f.db, query: explain, one: explain as never });
      const read = [...plan.matchAll(/on task_\w+ t\w* .*actual rows=(\d+)/g)].map(m => Number(m[1]));
      assert.ok(read.length > 0, plan);
      return { plan, most: Math.max(...read) };
    };

    test('walks its index and reads a page, however much is open', async () => {
      await f.owner.run(
        `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, due_at, created_at)
       SELECT (left(work.uuid_at('2026-11-20')::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, 'report', gen_random_uuid(), 'e', '{}', $1, 'dossier.decide', now() + n * interval '1 minute', now()
       FROM generate_series(1, 100000) n`,
        [f.agencies.bacHa],
      );
      await f.owner.query('ANALYZE work.task');
      const own = { agencyId: f.agencies.bacHa, permission: 'dossier.decide', postId: null, fields: null };
      const gone = { ...own, agencyId: f.agencies.saPa, inherited: { areas: null } };
      // His own; what came to his agency through a reform, where he has little of his own; both.
      const far = { id: newId(), dueAt: new Date(Date.now() + 50_000 * 60_000) };
      const pages = [{ limit: 50 }, { limit: 50, after: far }, { limit: 50, before: far }];
      for (const [reach, page] of [
        [own],
        [
          { ...own, inherited: { areas: null } },
          { ...own, agencyId: newId() },
        ],
        [own, gone],
      ].flatMap(reach => pages.map(page => [reach, page] as const))) {
        const { plan, most } = await explained(q => inbox(q, reach, { state: 'open' }, page));
        assert.match(
          plan,
          /Index Scan (Backward )?using task_\w+_agency_id_permission_due_at_id_post_id_\w+/,
        );
        assert.ok(most <= 51, plan);
      }
    });

    test('looks for words at the asker’s agencies alone, and counts by the index alone', async () => {
      const [here, elsewhere] = [f.agencies.bacHa, f.agencies.saPa];
      // All of one partition, the one of ids that are of no day.
      await f.owner.run(
        `INSERT INTO work.task (id, subject_kind, subject_id, element_id, title, agency_id, permission, due_at, created_at, search)
         SELECT ('ffffffff-ffff-4fff-8fff-' || lpad(to_hex(n), 12, '0'))::uuid, 'report', gen_random_uuid(), 'e', '{}', CASE WHEN n % 500 = 0 THEN $1 ELSE $2 END::uuid, 'dossier.sign', now(), now(),
           'khai sinh ' || n
         FROM generate_series(1, 3000) n`,
        [here, elsewhere],
      );
      await f.owner.query('VACUUM ANALYZE work.task');
      const own = { agencyId: here, permission: 'dossier.sign', postId: null, fields: null };
      const filter = { state: 'open', words: ['khai', 'sinh'] } as const;
      const [found, counted] = [
        await explained(q => inbox(q, [own], filter, { limit: 50 })),
        await explained(q => inboxCounts(q, [own], filter, new Date(), new Date())),
      ];
      assert.deepEqual([found.most, counted.most], [6, 6], found.plan);
      assert.match(found.plan, /Index Cond: \(\(agency_id = .*\(search ~ .*\(search ~ /);
      assert.equal((await inboxCounts(f.db, [own], filter, new Date(), new Date())).all, 6);
      const spelt = await explained(q => inbox(q, [own], { ...filter, words: ['mi', 'htx'] }, { limit: 50 }));
      assert.match(spelt.plan, /Index Cond: \(\(agency_id = .*\(search ~ .*\(search ~ /);
      assert.ok(spelt.most <= 1, spelt.plan);
      const all = await explained(q => inboxCounts(q, [own], { state: 'open' }, new Date(), new Date()));
      assert.match(all.plan, /Index Only Scan using task_\w+_agency_id_permission_due_at_id_post_id_\w+/);
    });
  });
});
