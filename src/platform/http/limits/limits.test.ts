import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpModule } from '#platform/manifests';
import { type TestDatabase, testDatabase } from '#test/database';
import { json, type Route, type Visitor } from '../index.ts';
import { CITIZEN, httpFixture } from '../testing/server.ts';

describe('http: limits', () => {
  type Fixture = Awaited<ReturnType<typeof httpFixture>>;
  let t: TestDatabase;
  /** Two processes on one database. */
  let a: Fixture;
  let b: Fixture;
  /** Who sends the next request. */
  let visitor: Visitor | null = null;
  const few: Route = {
    method: 'GET',
    path: '/it-thoi',
    rule: 'public',
    rateLimit: { max: 5, windowSeconds: 60 },
    handler: async () => json({}),
  };
  before(async () => {
    t = await testDatabase([httpModule]);
    const options = { db: t.db, more: [few, { ...few, path: '/it-khac' }], visitorOf: async () => visitor };
    [a, b] = [await httpFixture(options), await httpFixture(options)];
  });
  after(async () => {
    await a.close();
    await b.close();
    await t.drop();
  });

  const ask = (f: Fixture, url: string, remoteAddress: string) => f.server.inject({ url, remoteAddress });
  const statuses = async (n: number, url: string, from: string) =>
    (await Promise.all(Array.from({ length: n }, (_, i) => ask(i % 2 ? a : b, url, from)))).map(
      answer => answer.statusCode,
    );
  const person = (accountId: string): Visitor => ({ ...CITIZEN, accountId, kind: 'official' });

  test('of a route hold over two processes: of eight at once five are let in', async () => {
    assert.equal((await statuses(8, '/it-thoi', '203.0.113.1')).filter(s => s === 200).length, 5);
    const late = await ask(a, '/it-thoi', '203.0.113.1');
    assert.equal(late.statusCode, 429);
    const seconds = Number(late.headers['retry-after']);
    assert.ok(seconds > 0 && seconds <= 60);
    assert.match(late.body, /Chờ một phút/);
    assert.equal((await ask(a, '/it-khac', '203.0.113.1')).statusCode, 200, 'another route is another count');
    assert.equal((await ask(a, '/it-thoi', '203.0.113.2')).statusCode, 200, 'so is another address');
  });

  test('are each person’s own for those who are signed in, though an office has one address', async () => {
    for (let i = 0; i < 20; i++) {
      visitor = person(`can-bo-${i}`);
      assert.deepEqual(await statuses(5, '/it-thoi', '203.0.113.9'), [200, 200, 200, 200, 200]);
    }
    assert.equal((await ask(a, '/it-thoi', '203.0.113.9')).statusCode, 429);
    assert.equal((await ask(a, '/it-thoi', '203.0.113.10')).statusCode, 429, 'also from elsewhere');
    visitor = null;
  });

  test('who floods from an address is held, by the other process too; who is signed in there works on', async () => {
    const from = '203.0.113.20';
    for (let i = 0; i < 1_200; i++) assert.equal((await ask(a, '/to-khai', from)).statusCode, 200);
    assert.equal((await ask(a, '/to-khai', from)).statusCode, 429);
    visitor = person('lam-viec');
    assert.equal((await ask(a, '/to-khai', from)).statusCode, 200);
    visitor = null;
    for (let i = 0; (await ask(b, '/to-khai', from)).statusCode !== 429; i++) {
      assert.ok(i < 200, 'the other process never learns of it');
      await sleep(25);
    }
  });
});
