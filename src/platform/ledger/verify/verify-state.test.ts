import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { APP_ROLE } from '#platform/db';
import type { StateCheck } from '../index.ts';
import { type Fixture, fixture } from '../testing/fixture.ts';

// The flock as a table holds it: how many, when last counted. Shearing is no part of it.
const flocks: StateCheck = {
  id: 'flocks',
  kinds: ['sheep.counted'],
  actual: async (db, afterKey, limit) => {
    const rows = await db.query<{ id: string; count: number; at: Date }>(
      `SELECT id, count, at FROM flock WHERE $1::text IS NULL OR id COLLATE "C" > $1 ORDER BY id COLLATE "C" LIMIT $2`,
      [afterKey, limit],
    );
    return rows.map(({ id, count, at }) => ({ key: id, state: { count, at } }));
  },
  fold: (_, entry) => (entry.body.number === 0 ? undefined : { count: entry.body.number, at: entry.at }),
};

suite('state against entries', () => {
  let f: Fixture;
  const subject = (n: number) => `sheep:${String(n).padStart(5, '0')}`;
  const act = (n: number, count: number, kind = 'sheep.counted') =>
    f.test.db.tx(async tx => {
      const at = new Date();
      if (count) {
        await tx.run(
          'INSERT INTO flock VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET count = excluded.count, at = excluded.at',
          [subject(n), count, at],
        );
      } else await tx.run('DELETE FROM flock WHERE id = $1', [subject(n)]);
      await f.ledger.append(tx, { kind, subject: subject(n), actor: 'dog', at, body: { number: count } });
    });

  before(async () => {
    f = await fixture();
    await f.test.owner.query(
      `CREATE TABLE flock (id text PRIMARY KEY, count int NOT NULL, at timestamptz NOT NULL);
       GRANT ALL ON flock TO ${APP_ROLE}`,
    );
    for (let n = 0; n < 20; n++) await act(n, n + 1);
    await f.ledger.sealer.sealOnce();
    await act(3, 33);
    await act(4, 0);
    await f.test.db.tx(tx =>
      f.ledger.append(tx, {
        kind: 'sheep.shorn',
        subject: subject(99),
        actor: 'dog',
        at: new Date(),
        body: { grams: 1 },
      }),
    );
  });
  after(() => f.close({ spoilt: true }));

  test('acts done by the rules agree, sealed or not', async () => {
    assert.deepEqual(await f.ledger.verifyState([flocks]), []);
  });

  test('a row edited, a row gone, a row without an entry: each is named, both ways', async () => {
    await f.test.owner.query(
      `UPDATE flock SET count = 5 WHERE id = '${subject(7)}'; DELETE FROM flock WHERE id IN ('${subject(0)}', '${subject(19)}');
       INSERT INTO flock VALUES ('${subject(4)}', 1, now()), ('sheep:zzz', 1, now())`,
    );
    const problems = await f.ledger.verifyState([flocks]);
    assert.deepEqual(
      problems.map(p => [p.check, p.code, p.key]),
      [
        ['flocks', 'missing', subject(0)],
        ['flocks', 'unfounded', subject(4)],
        ['flocks', 'edited', subject(7)],
        ['flocks', 'missing', subject(19)],
        ['flocks', 'unfounded', 'sheep:zzz'],
      ],
    );
    assert.deepEqual(problems[2]?.fields, [{ name: 'count', entries: 8, table: 5 }]);
  });

  test('a table emptied, and many pages of it', async () => {
    await f.test.owner.query('DELETE FROM flock');
    assert.equal((await f.ledger.verifyState([flocks])).length, 19);
    await f.test.owner.query(
      `INSERT INTO flock SELECT 'sheep:x' || lpad(n::text, 6, '0'), 1, now() FROM generate_series(1, 2500) n`,
    );
    assert.equal((await f.ledger.verifyState([flocks])).length, 2519);
  });

  test('a check that gives its rows out of order is refused rather than believed', async () => {
    const careless: StateCheck = {
      ...flocks,
      actual: async () => [
        { key: 'sheep:b', state: {} },
        { key: 'sheep:a', state: {} },
      ],
    };
    await assert.rejects(f.ledger.verifyState([careless]), /in order/);
  });
});
