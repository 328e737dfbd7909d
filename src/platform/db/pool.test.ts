import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { ledger } from '#platform/ledger';
import { type TestDatabase, testDatabase } from '#test/database';
import { openDb, type Tx } from './index.ts';

describe('db: pool', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase([ledger]);
    await t.owner.query(
      'CREATE TABLE public.sheep (name text PRIMARY KEY, at bigserial); GRANT ALL ON public.sheep TO fansipan_app; GRANT ALL ON public.sheep_at_seq TO fansipan_app',
    );
  });
  after(() => t.drop());

  const add = (tx: Tx, name: string) => tx.run('INSERT INTO sheep (name) VALUES ($1)', [name]);
  const names = async () =>
    (await t.db.query<{ name: string }>('SELECT name FROM sheep ORDER BY at')).map(row => row.name);

  test('what is sent together in a transaction is done in that order, and seen by what comes after it', async () => {
    const seen = await t.db.tx(async tx => {
      const [, , rows] = await Promise.all([
        add(tx, 'Pá'),
        add(tx, 'Dua'),
        tx.query('SELECT name FROM sheep'),
      ]);
      return rows.length;
    });
    assert.equal(seen, 2);
    assert.deepEqual(await names(), ['Pá', 'Dua']);
  });

  test('where one of several fails the first fault is told, nothing of the transaction stays, and the connection serves the next', async () => {
    await assert.rejects(
      t.db.tx(tx => Promise.all([add(tx, 'Chứ'), add(tx, 'Pá'), add(tx, 'Sử')])),
      { code: '23505' },
    );
    assert.deepEqual(await names(), ['Pá', 'Dua']);
    await t.db.tx(tx => add(tx, 'Lử'));
    assert.deepEqual(await names(), ['Pá', 'Dua', 'Lử']);
  });

  test('why it failed is told, also by those who were only refused because of it', async () => {
    const heard: string[] = [];
    const code = (error: { code?: string }) => {
      heard.push(String(error.code));
      throw error;
    };
    const sent = t.db.tx(async tx => {
      const [first, second] = [tx.query('SELECT 1 / 0'), tx.query('SELECT 1')];
      // Whoever waits for the second one hears of it before the other is looked at.
      await Promise.allSettled([second.catch(code), first.catch(code)]);
      await tx.query('SELECT 2');
    });
    await assert.rejects(sent, { code: '22012' });
    assert.deepEqual(heard, ['22012', '22012']);
  });

  test('a fault under a savepoint takes back what was sent with it, and the rest stays', async () => {
    await t.db.tx(async tx => {
      await add(tx, 'Súa');
      const both = tx.savepoint(() => Promise.all([add(tx, 'Mỷ'), add(tx, 'Pá')]));
      await assert.rejects(both, { code: '23505' });
      await add(tx, 'Dợ');
    });
    assert.deepEqual((await names()).slice(3), ['Súa', 'Dợ']);
  });

  test('questions that are asked together are asked on one connection', async () => {
    const pid = 'SELECT pg_backend_pid() AS pid, $1::int AS n';
    const [a, b] = await t.db.together(q =>
      Promise.all([q.one<{ pid: number; n: number }>(pid, [1]), q.one<{ pid: number; n: number }>(pid, [2])]),
    );
    assert.equal(a.pid, b.pid);
    assert.deepEqual([a.n, b.n], [1, 2]);
  });

  test('where one of several that go on side by side fails, nothing of the others is done after the end by itself', async () => {
    const before = await names();
    let wrote: Promise<unknown> = Promise.resolve();
    await assert.rejects(
      t.db.tx(tx => {
        wrote = (async () => {
          await add(tx, 'Ly');
          await add(tx, 'Sếnh');
        })();
        return Promise.all([wrote, Promise.reject(new Error('refused'))]);
      }),
      /refused/,
    );
    await assert.rejects(wrote, /after the end of its transaction/);
    assert.deepEqual(await names(), before);
  });

  test('what comes after the end of a transaction is refused: the connection may be somebody else’s', async () => {
    let kept: Tx | undefined;
    await t.db.tx(async tx => {
      kept = tx;
      await add(tx, 'Vàng');
    });
    await assert.rejects(kept?.query('SELECT 1') ?? assert.fail(), /after the end of its transaction/);
  });

  test('a connection that breaks once it was given back, with an answer still to come, ends nothing else', async () => {
    const client = await t.db.connect();
    const answer = client.query('SELECT pg_sleep(5)').catch((error: Error) => error.message);
    client.release(new Error('not to be used again'));
    (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy(new Error('cut'));
    assert.match(String(await answer), /cut|terminated/);
    assert.equal((await t.db.one<{ n: number }>('SELECT $1::int AS n', [1])).n, 1);
  });

  test('an act that keeps its plans leaves the connection as it was', async () => {
    const modeOf = (q: Pick<Tx, 'one'>) =>
      q.one<{ mode: string }>("SELECT current_setting('plan_cache_mode') AS mode");
    assert.equal((await t.db.tx(modeOf, { keptPlans: true })).mode, 'force_generic_plan');
    assert.equal((await t.db.tx(modeOf)).mode, 'auto');
  });

  test('a server that stops right after the program cuts connections that are being closed: nobody is warned of it', async c => {
    const warned: string[] = [];
    const db = openDb({
      url: t.db.url,
      applicationName: 'leaving',
      onError: error => warned.push(error.message),
    });
    const client = await db.connect();
    const { pid } =
      (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0] ?? assert.fail();
    const over = new Promise<void>(resolve => void client.once('end', resolve));
    client.release();
    // The connection's farewell is still on its way.
    c.mock.method(pg.Client.prototype, 'end', (done?: () => void) => done?.());
    await db.close();
    await t.owner.query('SELECT pg_terminate_backend($1)', [pid]);
    await over;
    assert.deepEqual(warned, []);
  });
});
