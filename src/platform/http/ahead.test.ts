import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { NotFound } from '#platform/errors';
import { httpModule } from '#platform/manifests';
import { type TestDatabase, testDatabase } from '#test/database';
import { json, type Route, type Visitor } from './index.ts';
import { CITIZEN, httpFixture } from './testing/server.ts';

describe('http: what a route reads ahead', () => {
  let t: TestDatabase;
  let f: Awaited<ReturnType<typeof httpFixture>>;
  let visitor: Visitor | null = CITIZEN;
  let asked: string[] = [];
  const diary: Route = {
    method: 'GET',
    path: '/nhat-ky/:owner',
    rule: 'citizen',
    ahead: async (q, { owner = '' }) => {
      asked.push(owner);
      return q.one<{ owner: string }>('SELECT $1::text AS owner, 1 / (length($1) - 4) AS whole', [owner]);
    },
    handler: async ctx => {
      const { owner } = (await ctx.ahead) as { owner: string };
      if (owner !== ctx.visitor?.accountId) throw NotFound();
      return json({ owner });
    },
  };
  before(async () => {
    t = await testDatabase([httpModule]);
    f = await httpFixture({ db: t.db, more: [diary], visitorOf: async () => visitor });
  });
  after(async () => {
    await f.close();
    await t.drop();
  });

  const read = (owner: string, cookie = 'fs=x') =>
    f.server.inject({ url: `/nhat-ky/${owner}`, headers: cookie ? { cookie } : {} });

  test('is shown to whom it belongs, and to nobody else', async () => {
    visitor = CITIZEN;
    assert.deepEqual((await read('my')).json(), { owner: 'my' });
    assert.equal((await read('other')).statusCode, 404);
  });

  test('is not read for who brings no cookie; who is not signed in is led there without it', async () => {
    asked = [];
    visitor = null;
    assert.notEqual((await read('my', '')).statusCode, 200);
    assert.deepEqual(asked, []);
    assert.notEqual((await read('my')).statusCode, 200);
    assert.deepEqual(asked, ['my']);
  });

  test('that cannot be read is the fault of the handler that asks for it, of nobody who is refused before', async () => {
    visitor = CITIZEN;
    assert.equal((await read('four')).statusCode, 500);
    visitor = null;
    assert.notEqual((await read('four')).statusCode, 500);
  });
});
