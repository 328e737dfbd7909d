import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openDb } from '#platform/db';
import { createLog } from '#platform/log';
import { httpModule } from '#platform/manifests';
import { type TestDatabase, testDatabase } from '#test/database';
import { createSharedCounts } from './shared-counts.ts';

describe('http: counts that all processes share', () => {
  const secret = Buffer.alloc(32, 3);
  const MINUTE = 60_000;
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase([httpModule]);
  });
  after(() => t.drop());

  /** A process of its own on the database. */
  const processOn = (db = t.db, now?: () => number) =>
    createSharedCounts({ db, log: createLog('silent'), secret }, now);

  test('counted now: of twenty at once at two processes each has a number of its own', async () => {
    const [a, b] = [processOn(), processOn()];
    const counted = await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).countNow('đăng nhập', MINUTE)),
    );
    const numbers = counted.map(c => c.n).sort((x, y) => x - y);
    assert.deepEqual(
      numbers,
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    assert.ok(counted.every(c => c.msLeft > 0 && c.msLeft <= MINUTE));
  });

  test('counted soon: after an exchange each knows what the other counted', async () => {
    const [a, b] = [processOn(), processOn()];
    for (let i = 0; i < 5; i++) a.countSoon('xem', MINUTE);
    assert.equal(b.countSoon('xem', MINUTE).n, 1, 'it has not been told');
    await a.sync();
    await b.sync();
    assert.equal(b.countSoon('xem', MINUTE).n, 7);
    await b.sync();
    a.countSoon('xem', MINUTE);
    await a.sync();
    assert.equal(a.countSoon('xem', MINUTE).n, 9);
    a.close();
    b.close();
  });

  test('many keys exchanged by many at once stand in nobody’s way', async () => {
    const all = Array.from({ length: 6 }, () => processOn());
    const keys = Array.from({ length: 200 }, (_, i) => `địa chỉ ${i}`);
    await Promise.all(
      all.map(async (p, i) => {
        for (let round = 0; round < 5; round++) {
          for (const key of i % 2 ? keys : keys.toReversed()) p.countSoon(key, MINUTE);
          await p.sync();
        }
        p.close();
      }),
    );
    const rows = await t.owner.query<{ n: number }>('SELECT n FROM http.request_count WHERE n = 30');
    assert.equal(rows.length, keys.length);
  });

  test('begins anew when the window is over, here and in the database', async () => {
    let now = 0;
    const [a, b] = [processOn(t.db, () => now), processOn()];
    assert.equal((await b.countNow('ngắn', 0)).n, 1);
    assert.equal((await b.countNow('ngắn', 0)).n, 1);
    for (let i = 0; i < 3; i++) a.countSoon('dài', MINUTE);
    now = MINUTE - 1;
    assert.equal(a.countSoon('dài', MINUTE).n, 4);
    now = MINUTE;
    assert.equal(a.countSoon('dài', MINUTE).n, 1);
    a.close();
  });

  test('a process whose database is away counts for itself', async () => {
    const dead = openDb({ url: 'postgresql://postgres@127.0.0.1:9/none' });
    const alone = processOn(dead);
    assert.equal((await alone.countNow('a', MINUTE)).n, 1);
    assert.equal((await alone.countNow('a', MINUTE)).n, 2);
    alone.countSoon('b', MINUTE);
    await alone.sync();
    assert.equal(alone.countSoon('b', MINUTE).n, 2);
    alone.close();
    await dead.close();
  });

  test('remembers no more than it can hold, whoever comes', async () => {
    const p = processOn();
    for (let i = 0; i < 25_000; i++) p.countSoon(`2001:db8::${i}`, MINUTE);
    assert.equal(p.countSoon('2001:db8::24999', MINUTE).n, 2, 'the last is remembered');
    assert.equal(p.countSoon('2001:db8::0', MINUTE).n, 1, 'the first is not');
    p.close();
  });

  test('keeps no address: a digest under the installation’s secret', async () => {
    const p = processOn();
    await p.countNow('address 203.0.113.7', MINUTE);
    const rows = await t.owner.query<{ key: Buffer }>('SELECT key FROM http.request_count');
    assert.ok(rows.length > 0);
    assert.ok(rows.every(({ key }) => key.length === 16 && !key.toString('latin1').includes('203')));
    const { kind } = await t.owner.one<{ kind: string }>(
      "SELECT relpersistence AS kind FROM pg_class WHERE oid = 'http.request_count'::regclass",
    );
    assert.equal(kind, 'u', 'counting does not wait for the disk');
  });
});
