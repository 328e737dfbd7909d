import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, listHeirless, retryIncident } from '#engines/cases';
import { endRule, makeRule } from '#engines/work';
import { fixedClock } from '#platform/clock';
import { newId } from '#platform/db';
import { ledgerService } from '#platform/ledger';
import { openDemo } from '#test/program';
import { fillDesks, simulate } from '../index.ts';
import { dump, idsIn, withoutIds } from '../testing/dump.ts';

const NOW = '2026-11-25T10:00:00+07:00';
const DAYS = {
  // Over the reform of 01/07/2025: what lies with an agency that is no more then is done by its heir.
  from: '2025-05-01',
  to: '2026-11-24',
};
// Each of its own, and some alike, which go on with the books that the first have begun.
const ORDERS = [
  { ...DAYS, dossiers: 140, seed: 'đường nhanh' },
  { ...DAYS, dossiers: 360, seed: 'giống nhau', alike: 3 },
];

type Demo = Awaited<ReturnType<typeof openDemo>>;

describe('simulation: the bulk path', () => {
  let demos: Demo[] = [];
  let known: ReturnType<typeof idsIn>;
  before(async () => {
    demos = [await openDemo(fixedClock(NOW)), await openDemo(fixedClock(NOW))];
    known = idsIn(await dump((demos[0] as Demo).owner));
  });
  after(() => Promise.all(demos.map(demo => demo.stop())));

  /** What people's own acts add to all tables, and what the bulk path does: the same. Returns it. */
  async function bothWays(
    orders: ReadonlyArray<Omit<Parameters<typeof simulate>[1], 'bulk'>>,
  ): Promise<string[]> {
    const fresh = async ({ env, owner }: Demo, bulk: boolean) => {
      const there = new Set((await dump(owner)).map(line => `${line.table} ${line.text}`));
      for (const order of orders) {
        const made = await simulate(env, { ...order, bulk, batch: 60 });
        assert.deepEqual(made, { dossiers: order.dossiers, already: false });
      }
      const lines = (await dump(owner)).filter(line => !there.has(`${line.table} ${line.text}`));
      return withoutIds(lines, known);
    };
    const ordinary = await fresh(demos[0] as Demo, false);
    const bulk = await fresh(demos[1] as Demo, true);
    const [a, b] = [new Set(ordinary), new Set(bulk)];
    const onlyIn = (x: string[], y: Set<string>) => x.filter(line => !y.has(line)).slice(0, 5);
    assert.deepEqual({ ordinary: onlyIn(ordinary, b), bulk: onlyIn(bulk, a) }, { ordinary: [], bulk: [] });
    assert.equal(bulk.length, ordinary.length);
    return ordinary;
  }

  test('500 dossiers of many procedures, of their own and alike: every row of every table as people’s own acts would have written it', async () => {
    const ordinary = await bothWays(ORDERS);
    const tables = new Set(ordinary.map(line => line.split(' ')[0]));
    for (const table of [
      'cases.pause',
      'cases.apology',
      'cases.question',
      'cases.undoable_act',
      'payments.journal_line',
    ])
      assert.ok(tables.has(table), `${table} has no rows: nothing is said about it`);
    for (const { owner } of demos) {
      // What comes by the clock came on its day: the program that is started finds nothing of it to make up for.
      const late = await owner.one(
        `SELECT count(*) FILTER (WHERE late_at IS NOT NULL) > 0 AS told, count(*) FILTER (WHERE late_at > q.due_at)::int AS afterwards,
           count(*) FILTER (WHERE answered_at IS NULL AND dropped_at IS NULL AND late_at IS NULL AND q.due_at < $1
             AND d.status NOT IN ('supplementing', 'awaiting-payment'))::int AS passed_over
         FROM cases.question q JOIN cases.dossier d ON d.id = q.dossier_id WHERE d.synthetic`,
        [NOW],
      );
      assert.deepEqual(late, { told: true, afterwards: 0, passed_over: 0 });
      const timers = await owner.one(
        'SELECT count(*)::int AS due FROM cases.timer t JOIN cases.dossier d ON d.id = t.dossier_id WHERE d.paused IS NULL AND fires_at < $1',
        [NOW],
      );
      assert.deepEqual(timers, { due: 0 });
    }
  });

  test('where rules hand out the work the bulk path gives each step to the same person', async () => {
    const ended: Array<() => Promise<void>> = [];
    for (const { env, owner } of demos) {
      const agencies = await owner.query<{ id: string; name: string }>(
        `SELECT DISTINCT ON (name) agency_id AS id, name FROM organisation.agency_version
         WHERE name = ANY ($1) AND upper(valid) IS NULL`,
        [['Ủy ban nhân dân xã Bắc Hà', 'Ủy ban nhân dân phường Lào Cai']],
      );
      assert.equal(agencies.length, 2);
      const act = { actor: newId(), at: new Date(NOW), ledger: env.get(ledgerService) };
      const any = { field: null, procedure: null, permission: null, postId: null };
      for (const [i, { id: agencyId }] of agencies.entries())
        await env.db.tx(async tx => {
          const id = await makeRule(tx, { ...any, agencyId, way: i ? 'round-robin' : 'least-loaded' }, act);
          ended.push(() => env.db.tx(other => endRule(other, id, act)));
        });
    }
    const order = { ...DAYS, from: '2026-09-01', dossiers: 90, seed: 'theo lượt' };
    const ordinary = await bothWays([{ ...order, crowded: ['Xã Bắc Hà', 'Phường Lào Cai'] }]);
    assert.ok(
      ordinary.some(line => line.startsWith('work.hand_out_turn')),
      'somebody was given something',
    );
    for (const end of ended) await end();
  });

  test('what lies on a demo’s desks besides: work with people, letters under way, messages that reach nobody, a draft to approve', async () => {
    const { env, owner } = demos[1] as Demo;
    const near = { from: '2026-11-09', to: '2026-11-24', crowded: ['Xã Bắc Hà', 'Phường Lào Cai'] };
    await simulate(env, { ...near, dossiers: 300, seed: 'bàn việc', bulk: true });
    const old = { from: '2022-03-01', to: '2024-10-31', crowded: ['Thị trấn Bắc Hà'] };
    await simulate(env, { ...old, dossiers: 20, seed: 'bốn cấp', bulk: true });
    const standing = () =>
      owner.one<Record<string, number>>(
        `SELECT (SELECT count(*)::int FROM work.task WHERE state = 'open' AND post_id IS NOT NULL) AS held,
           (SELECT count(*)::int FROM work.hand_out_rule WHERE ended_at IS NULL) AS rules,
           (SELECT count(*)::int FROM work.absence) AS away, (SELECT count(*)::int FROM identity.delegation) AS acting,
           (SELECT count(*)::int FROM cases.mail_list) AS lists,
           (SELECT count(*)::int FROM cases.mailing WHERE delivered_on IS NOT NULL) AS arrived,
           (SELECT count(*)::int FROM cases.mailing WHERE returned_on IS NOT NULL) AS back,
           (SELECT count(*)::int FROM messaging.message WHERE channel = 'sms' AND address ~ '^[+]8495') AS nowhere,
           (SELECT count(*)::int FROM cases.incident WHERE settled_at IS NULL AND error LIKE '%trình diễn%') AS stuck,
           (SELECT count(*)::int FROM procedures.proposal WHERE state = 'open') AS proposed, (SELECT count(*)::int FROM work.saved_view) AS views`,
      );
    await fillDesks(env);
    const once = await standing();
    assert.ok(
      Object.values(once).every(n => n > 0),
      JSON.stringify(once),
    );
    await fillDesks(env);
    assert.deepEqual(await standing(), once, 'twice is once');
    assert.equal(once.stuck, 1);
    const [left, ...more] = await listHeirless(env.db, new Date(NOW));
    assert.deepEqual([left?.dossiers, more.length], [1, 0], 'one is in the hands of nobody');
    const letRun = await owner.one<{ id: string; by: string }>(
      `SELECT i.id, (SELECT id FROM identity.account WHERE kind = 'official' LIMIT 1) AS by FROM cases.incident i WHERE settled_at IS NULL`,
    );
    const mender = { accountId: letRun.by, postId: null, agencyId: null, at: new Date(NOW) };
    await env.db.tx(tx => retryIncident(tx, env.get(casesService), letRun.id, mender));
    assert.equal((await standing()).stuck, 0, 'and what stood still goes on');
    const touched = await owner.query(
      `SELECT code FROM cases.dossier WHERE NOT synthetic OR applicant_id IS NOT NULL`,
    );
    assert.deepEqual(touched, [], 'it is all about dossiers of nobody');
    // With its rules, more can be made as the README says.
    const others = { ...near, dossiers: 60, seed: 'thêm nữa', bulk: true };
    assert.deepEqual(await simulate(env, others), { dossiers: 60, already: false });
  });
});
