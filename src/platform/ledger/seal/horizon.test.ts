import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { testServerUrl } from '#test/server';
import { count, type Fixture, fixture, fold } from '../testing/fixture.ts';

suite('the horizon', () => {
  let f: Fixture;
  before(async () => {
    f = await fixture();
    await f.ledger.sealer.sealOnce();
  });
  after(() => f.close());

  const sealNow = (waitMs: number) => f.ledger.sealer.sealOnce({ waitMs });

  async function session<T>(url: string, fn: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url, application_name: 'the slow one' });
    await client.connect();
    try {
      return await fn(client);
    } finally {
      await client.end();
    }
  }

  test('an entry that came later is not sealed before one that drew its number earlier and is still open', async () => {
    const size = await f.ledger.sealedSize(f.test.db);
    let [first, second] = [{ id: '' }, { id: '' }];
    await f.test.db.tx(async tx => {
      first = await f.ledger.append(tx, {
        kind: 'sheep.shorn',
        subject: fold(),
        actor: 'dog',
        at: new Date(),
        body: { grams: 1 },
      });
      second = (await count(f.ledger, f.test.db, 1)).at(0) ?? second;
      await assert.rejects(sealNow(150), /not sealed within 150 ms/);
      assert.equal(await f.ledger.sealedSize(f.test.db), size);
      const lag = await f.ledger.lag(f.test.db);
      assert.equal(lag.unsealed, 1, 'what is not committed does not count');
      assert.ok(lag.oldest);
    });
    await f.ledger.sealer.sealOnce();
    const entries = await f.ledger.read(f.test.db, { from: size, to: size + 2 });
    assert.deepEqual(
      entries.map(e => e.id),
      [first.id, second.id],
    );
  });

  test('a writer in another database holds the horizon too, and is named', async () => {
    await session(await testServerUrl(), async elsewhere => {
      await elsewhere.query('BEGIN');
      await elsewhere.query('SELECT pg_current_xact_id()');
      const { rows } = await elsewhere.query(
        'SELECT pg_backend_pid() AS pid, current_database() AS database',
      );
      await count(f.ledger, f.test.db, 1);
      await assert.rejects(sealNow(150), /not sealed/);
      const { holders, unsealed } = await f.ledger.lag(f.test.db);
      assert.equal(unsealed, 1);
      const culprit = holders.find(h => h.pid === rows[0].pid);
      assert.equal(culprit?.application, 'the slow one');
      assert.equal(culprit?.database, rows[0].database);
      assert.equal(culprit?.state, 'idle in transaction');
      assert.ok(culprit?.since instanceof Date);
      await elsewhere.query('COMMIT');
    });
    await f.ledger.sealer.sealOnce();
    assert.equal((await f.ledger.lag(f.test.db)).unsealed, 0);
  });

  test('one who only reads, however long, holds nobody up', async () => {
    await session(f.test.url, async reader => {
      await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await reader.query('SELECT count(*) FROM ledger.entry');
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      assert.equal((await f.ledger.lag(f.test.db)).unsealed, 0);
      await reader.query('ROLLBACK');
    });
  });

  // The snapshot's xmax is one past the last id that has *ended*. The newest running transaction lies at or above it, so a
  // sealer that waited for xmin ≥ xmax would call it decided while it runs. Only a moment in which nobody else in the cluster
  // writes shows it, and other tests write there too: so it is waited for.
  test('the control: a bound taken from the snapshot would call an open transaction decided', async () => {
    let wrong = 0;
    const until = performance.now() + 60_000;
    while (!wrong && performance.now() < until) {
      await setTimeout(5);
      await f.test.db
        .tx(async tx => {
          await tx.query('SELECT * FROM ledger.append($1, $2, $3, $4, NULL, NULL, NULL)', [
            crypto.randomUUID(),
            fold(),
            'sheep.shorn',
            '{"id":"x"',
          ]);
          const open = await f.test.db.one<{ decided: boolean }>(
            `SELECT pg_snapshot_xmin(s) >= pg_snapshot_xmax(s) AS decided FROM pg_current_snapshot() s`,
          );
          if (open.decided) {
            wrong++;
            await assert.rejects(sealNow(20), /not sealed/);
          }
          throw new Error('undone');
        })
        .catch(error => assert.match(String(error), /undone/));
    }
    assert.ok(wrong > 0);
  });

  test('aborted numbers leave no gap and are not waited for again', async () => {
    const size = await f.ledger.sealedSize(f.test.db);
    for (let i = 0; i < 3; i++) {
      await f.test.db
        .tx(async tx => {
          await f.ledger.append(tx, {
            kind: 'sheep.shorn',
            subject: fold(),
            actor: 'dog',
            at: new Date(),
            body: { grams: 1 },
          });
          throw new Error('undone');
        })
        .catch(() => undefined);
      await count(f.ledger, f.test.db, 1);
    }
    await f.ledger.sealer.sealOnce();
    assert.equal(await f.ledger.sealedSize(f.test.db), size + 3);
  });
});
