import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#test/database';
import { openDb } from './index.ts';

describe('db: a statement that is asked again on the same connection', () => {
  let t: TestDatabase;
  let db: ReturnType<typeof openDb>;
  before(async () => {
    t = await testDatabase([]);
    await t.owner.query(
      'CREATE TABLE public.goat (name text PRIMARY KEY, horns int, seen timestamptz, kids jsonb); GRANT ALL ON public.goat TO fansipan_app',
    );
    db = openDb({ url: t.db.url, max: 1 });
  });
  after(async () => {
    await db.close();
    await t.drop();
  });

  const add = (name: string) =>
    db.run(`INSERT INTO goat VALUES ($1, 2, '2026-11-28T04:00:00Z', '{"n": 1}')`, [name]);
  const find = (name: string) =>
    db.query<Record<string, unknown>>(
      'SELECT name, horns, seen, kids, NULL AS owner FROM goat WHERE name = $1',
      [name],
    );
  const DE = {
    name: 'Dê',
    horns: 2,
    seen: new Date('2026-11-28T04:00:00Z'),
    kids: { n: 1 },
    owner: null,
  };

  test('gives rows that are read as the first time, none where there are none, and how many were touched', async () => {
    assert.equal(await add('Dê'), 1);
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(await find('Dê'), [DE]);
      assert.deepEqual(await find('Cừu'), []);
    }
    assert.equal(await add('Bê'), 1);
    assert.equal(await add('Me'), 1);
    assert.equal(await db.run('UPDATE goat SET horns = $1', [3]), 3);
    assert.equal(await db.run('UPDATE goat SET horns = $1', [2]), 3);
  });

  test('of which several go out at once, the first time and later', async () => {
    const both = (q: Pick<typeof db, 'query'>) =>
      Promise.all([
        q.query('SELECT $1::int AS a, $2::text AS b', [1, 'x']),
        q.query('SELECT $1::bool AS c', [true]),
      ]);
    for (let i = 0; i < 3; i++)
      assert.deepEqual(await db.together(both), [[{ a: 1, b: 'x' }], [{ c: true }]]);
    const same = await db.together(q => Promise.all([1, 2, 3].map(n => q.query('SELECT $1::int AS n', [n]))));
    assert.deepEqual(same.flat(), [{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  test('fails as the first time, also where a value cannot be read or sent, and the connection serves the next', async () => {
    const far = (n: number) => db.query('SELECT $1::float8::bigint AS n', [n]);
    assert.deepEqual(await far(5), [{ n: 5 }]);
    await assert.rejects(far(2 ** 60), RangeError);
    assert.deepEqual(await far(6), [{ n: 6 }]);
    const part = (n: unknown) => db.query('SELECT 1 / $1::int AS n', [n]);
    await assert.rejects(part(0), { code: '22012' });
    assert.deepEqual(await part(1), [{ n: 1 }]);
    await assert.rejects(part(0), { code: '22012' });
    await assert.rejects(
      part({
        toJSON: () => {
          throw new TypeError('not to be sent');
        },
      }),
      /not to be sent/,
    );
    assert.deepEqual(await part(1), [{ n: 1 }]);
  });

  test('whose table has changed is refused, instead of being read wrongly', async () => {
    const all = () => db.query('SELECT * FROM goat WHERE name = $1', ['Dê']);
    assert.equal((await all()).length, 1);
    await t.owner.query('ALTER TABLE public.goat ADD COLUMN age int');
    await assert.rejects(all(), { code: '0A000' });
  });
});
