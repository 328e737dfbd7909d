import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { openDb } from '#platform/db';
import type { Log } from '#platform/log';
import { httpModule } from '#platform/manifests';
import { type TestDatabase, testDatabase } from '#test/database';
import { type Answered, file, json, page, type Route } from './index.ts';
import { CITIZEN, httpFixture, multipart } from './testing/server.ts';

describe('http: server', () => {
  type Fixture = Awaited<ReturnType<typeof httpFixture>>;
  let f: Fixture;
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase([httpModule]);
    f = await httpFixture({ db: t.db });
  });
  after(async () => {
    await f.close();
    await t.drop();
  });

  async function post(parts: Parameters<typeof multipart>[0], end?: string) {
    const { cookie, token } = await f.form();
    const { payload, type } = multipart([{ name: '_csrf', value: token }, ...parts], end);
    return f.server.inject({
      method: 'POST',
      url: '/to-khai',
      payload,
      headers: { cookie, 'content-type': type },
    });
  }

  describe('a route', () => {
    test('without a rule does not start; two alike do not either', async () => {
      const open = { method: 'GET', path: '/mo', handler: async () => json({}) } as unknown as Route;
      await assert.rejects(httpFixture({ more: [open] }), /has no rule/);
      const twice = { ...open, rule: 'public' as const };
      await assert.rejects(httpFixture({ more: [twice, twice] }), /already declared/);
    });

    test('that is signed gets the bytes as they came, without form token and without visitor; only under /api/', async () => {
      const signed = (path: string): Route => ({
        method: 'POST',
        path,
        rule: 'public',
        signed: true,
        handler: async ({ req, visitor }) =>
          json({ raw: req.raw.toString('base64'), body: req.body, visitor }),
      });
      await assert.rejects(httpFixture({ more: [signed('/nhan')] }), /not under \/api\//);
      const other = await httpFixture({ visitor: CITIZEN, more: [signed('/api/nhan')] });
      const send = (payload: string) =>
        other.server.inject({
          method: 'POST',
          url: '/api/nhan',
          payload,
          headers: { 'content-type': 'application/json' },
        });
      const payload = '{ "ten":"Mo\u0309" , "n":1.0 }';
      const { raw, body, visitor } = (await send(payload)).json();
      assert.equal(Buffer.from(raw, 'base64').toString(), payload);
      assert.deepEqual([body, visitor], [{ ten: 'Mỏ', n: 1 }, null]);
      assert.equal((await send('{')).statusCode, 400);
      assert.equal((await send(`"${'x'.repeat(1_000_001)}"`)).statusCode, 413);
      await other.close();
    });

    test('for citizens sends nobody to sign in, and refuses officials', async () => {
      assert.equal((await f.server.inject('/cua-toi')).headers.location, '/dang-nhap');
      for (const [kind, status] of [
        ['citizen', 200],
        ['official', 403],
      ] as const) {
        const other = await httpFixture({ visitor: { ...CITIZEN, kind } });
        assert.equal((await other.server.inject('/cua-toi')).statusCode, status);
        await other.close();
      }
    });

    test('answers HEAD as GET without the body; an unknown page, method or broken address with a page that says so', async () => {
      const head = await f.server.inject({ method: 'HEAD', url: '/to-khai' });
      assert.deepEqual([head.statusCode, head.body], [200, '']);
      for (const [method, url, status] of [
        ['GET', '/khong-co', 404],
        ['DELETE', '/to-khai', 404],
        ['OPTIONS', '/to-khai', 404],
        ['GET', '/%E0%A4%A', 404],
        ['GET', '/to-khai?lang=%00', 200],
      ] as const)
        assert.equal((await f.server.inject({ method, url })).statusCode, status, `${method} ${url}`);
      assert.equal((await f.server.inject('/api/v1/dossiers/%E0%A4%A')).json().code, 'NOT_FOUND');
    });
  });

  describe('every answer', () => {
    test('has the headers that keep a page safe, and none that a cache would keep', async () => {
      const { headers } = await f.server.inject('/to-khai');
      assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/);
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe|https?:|\*/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'same-origin');
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['strict-transport-security'], undefined);
      assert.equal(headers['x-powered-by'], undefined);
    });

    test('has its text in UTF-8; of a character whose second half is missing the page is shown all the same', async () => {
      const said = ['Lù Thị Sen, xã Bắc Hà', '', 'plain', 'Nùng 🏔 ở đây', 'nửa \ud83c thôi'];
      const other = await httpFixture({
        more: said.map((text, i) => ({
          method: 'GET',
          path: `/noi/${i}`,
          rule: 'public',
          handler: async () => page(text),
        })),
      });
      for (const [i, text] of said.entries())
        assert.equal((await other.server.inject(`/noi/${i}`)).body, text.toWellFormed());
      await other.close();
    });

    test('lets scripts run only where the page brings one, and files of the program go without what is for pages', async () => {
      const scripted: Route = {
        method: 'GET',
        path: '/co-script',
        rule: 'public',
        handler: async () => page('<script type="module" src="/a/x.js"></script>'),
      };
      const sheet: Route = {
        method: 'GET',
        path: '/a.css',
        rule: 'public',
        asset: true,
        handler: async () => file(Buffer.from('a{}'), 'text/css'),
      };
      const other = await httpFixture({ more: [scripted, sheet] });
      const policyOf = async (url: string) =>
        String((await other.server.inject(url)).headers['content-security-policy']);
      assert.match(await policyOf('/co-script'), /script-src 'self'/);
      assert.doesNotMatch(await policyOf('/to-khai'), /script-src|connect-src|worker-src/);
      const { headers } = await other.server.inject('/a.css');
      assert.equal(headers['content-security-policy'], undefined);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      await other.close();
    });

    test('sets cookies that no script reads and no other site sends; over HTTPS only where it is served so', async () => {
      assert.match((await f.form()).line, /^fs_b=[\w-]{24}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/);
      const secure = await httpFixture({ baseUrl: 'https://dichvucong.example' });
      assert.match((await secure.form()).line, /; Secure/);
      assert.match(
        String((await secure.server.inject('/to-khai')).headers['strict-transport-security']),
        /max-age=31536000/,
      );
      await secure.close();
    });
  });

  describe('a form', () => {
    test('is taken with its token only, and from this site only', async () => {
      const { cookie, token } = await f.form();
      const send = (body: string, headers = {}) =>
        f.server.inject({
          method: 'POST',
          url: '/to-khai',
          payload: body,
          headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        });
      assert.equal((await send(`_csrf=${token}&ten=Mo%CC%89`)).json().body.ten, 'Mỏ');
      for (const [body, headers] of [
        ['ten=a', {}],
        [`_csrf=${token}x`, {}],
        [`_csrf=${token}`, { cookie: 'fs_b=AAAAAAAAAAAAAAAAAAAAAAAA' }],
        [`_csrf=${token}`, { 'sec-fetch-site': 'cross-site' }],
        [`_csrf=${token}`, { origin: 'https://ke-xau.example' }],
      ] as const)
        assert.equal((await send(body, headers)).statusCode, 403, body);
    });

    test('of more than a megabyte is refused with 413, in words', async () => {
      const answer = await f.server.inject({
        method: 'POST',
        url: '/to-khai',
        payload: `a=${'x'.repeat(1_100_000)}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      assert.equal(answer.statusCode, 413);
      assert.match(answer.body, /quá lớn/);
    });
  });

  describe('an upload', () => {
    test('has its fields in NFC without NUL, a name without tricks, and leaves no file behind', async () => {
      const answer = await post([
        { name: 'ten', value: 'Mo\u0309 \0đá' },
        { name: 'giay', value: 'x'.repeat(10), filename: 'C:\\\\giay\\\\hoa\u202Efdp.exe' },
        { name: 'trong', value: '', filename: '' },
      ]);
      assert.equal(answer.json().body.ten, 'Mỏ đá');
      assert.deepEqual(answer.json().files, [{ field: 'giay', filename: 'hoafdp.exe', size: 10 }]);
      assert.deepEqual(await f.left(), []);
    });

    test('too large, or one file too many, is refused with 413 and leaves no file', async () => {
      const big = { name: 'a', value: 'x'.repeat(100_001), filename: 'a.pdf' };
      const small = { name: 'a', value: 'x', filename: 'a.pdf' };
      assert.equal((await post([big])).statusCode, 413);
      const many = await post([small, small, small]);
      assert.equal(many.statusCode, 413);
      assert.match(many.body, /không quá 2 tệp/);
      assert.deepEqual(await f.left(), []);
    });

    test('that is torn or without a boundary is refused with 400 and leaves no file', async () => {
      assert.equal((await post([{ name: 'a', value: 'x', filename: 'a.pdf' }], '')).statusCode, 400);
      const answer = await f.server.inject({
        method: 'POST',
        url: '/to-khai',
        payload: 'abc',
        headers: { 'content-type': 'multipart/form-data' },
      });
      assert.equal(answer.statusCode, 400);
      assert.deepEqual(await f.left(), []);
    });

    test('whose sender goes away leaves no file', async () => {
      const other = await httpFixture();
      const port = Number(new URL(await other.server.listen({ port: 0, host: '127.0.0.1' })).port);
      const { cookie, token } = await other.form();
      const { payload, type } = multipart(
        [
          { name: '_csrf', value: token },
          { name: 'giay', value: 'x'.repeat(50_000), filename: 'a.pdf' },
        ],
        '',
      );
      const socket = connect(port, '127.0.0.1');
      const head = `POST /to-khai HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nContent-Type: ${type}\r\nContent-Length: 99999\r\n\r\n`;
      socket.write(head + payload);
      const until = async (what: () => Promise<boolean>) => {
        for (let i = 0; i < 100 && !(await what()); i++)
          await new Promise(resolve => setTimeout(resolve, 20));
        assert.ok(await what());
      };
      await until(async () => (await other.left()).length === 1);
      socket.destroy();
      await until(async () => (await other.left()).length === 0);
      await other.close();
    });
  });

  test('every request is one line of the log with its status, whatever answered it, and is counted', async () => {
    const lines: Array<Record<string, unknown>> = [];
    const counted: Answered[] = [];
    const log = Object.fromEntries(
      ['debug', 'info', 'warn', 'error', 'fatal'].map(level => [
        level,
        (facts: Record<string, unknown>, message: string) => lines.push({ ...facts, level, message }),
      ]),
    ) as unknown as Log;
    const broken: Route = {
      method: 'GET',
      path: '/hong/:ma',
      rule: 'public',
      handler: async () => {
        throw new Error('a fault');
      },
    };
    const other = await httpFixture({
      visitor: { ...CITIZEN, kind: 'official' },
      more: [broken],
      log,
      answered: a => counted.push(a),
    });
    for (const path of ['/to-khai', '/hong/1?ten=Mo', '/khong-co', '/cua-toi'])
      await other.server.inject(path);
    await other.close();
    const told = lines.filter(l => l.message === 'request');
    assert.deepEqual(
      told.map(l => [l.method, l.route, l.status, l.error, l.account]),
      [
        ['GET', '/to-khai', 200, undefined, 'my'],
        ['GET', '/hong/:ma', 500, 'UNEXPECTED', 'my'],
        ['GET', null, 404, 'NOT_FOUND', undefined],
        ['GET', '/cua-toi', 403, 'NOT_ALLOWED', 'my'],
      ],
    );
    assert.ok(told.every(l => typeof l.ms === 'number' && typeof l.traceId === 'string'));
    assert.deepEqual(
      counted.map(a => [a.route, a.status]),
      told.map(l => [l.route, l.status]),
    );
    assert.doesNotMatch(JSON.stringify(told), /ten=Mo/);
  });

  test('a fault tells who met it nothing of itself but a code, under which the log has all of it', async () => {
    const lines: Array<{ traceId?: string; err?: Error }> = [];
    const keep = (facts: object) => lines.push(facts);
    const log = Object.fromEntries(['debug', 'info', 'warn', 'error', 'fatal'].map(l => [l, keep]));
    const broken: Route = {
      method: 'GET',
      path: '/hong',
      rule: 'public',
      handler: async () => {
        throw new Error('relation "secret_table" does not exist');
      },
    };
    const other = await httpFixture({ more: [broken], log: log as unknown as Log });
    const { body, statusCode } = await other.server.inject('/hong');
    await other.close();
    assert.equal(statusCode, 500);
    assert.doesNotMatch(body, /secret_table|relation|\.ts:|at async|node_modules/);
    const told = lines.find(l => l.err);
    assert.match(told?.err?.stack ?? '', /secret_table[\s\S]*server\.test\.ts/);
    assert.ok(told?.traceId && body.includes(told.traceId));
  });

  describe('while the database is away', () => {
    test('a page that needs it says so with 503 and when to come back; others are served', async () => {
      const dead = openDb({ url: 'postgresql://postgres@127.0.0.1:9/none' });
      const other = await httpFixture({ db: dead });
      const answer = await other.server.inject('/ho-so');
      assert.deepEqual([answer.statusCode, answer.headers['retry-after']], [503, '10']);
      assert.match(answer.body, /Thử lại sau ít phút/);
      assert.equal((await other.server.inject('/to-khai')).statusCode, 200);
      await other.close();
      await dead.close();
    });

    test('whoever answers 503 says when to come again, also a disk without room', async () => {
      const failing = (path: string, handler: Route['handler']): Route => ({
        method: 'GET',
        path,
        rule: 'public',
        handler,
      });
      const full = (code: string) => async () => {
        throw Object.assign(new Error('no room'), { code });
      };
      const other = await httpFixture({
        more: [
          failing('/tu-noi', async () => json({ code: 'UNAVAILABLE' }, { status: 503 })),
          failing('/dia-day', full('ENOSPC')),
          failing('/csdl-day', full('53100')),
        ],
      });
      for (const path of ['/tu-noi', '/dia-day', '/csdl-day']) {
        const { statusCode, headers } = await other.server.inject(path);
        assert.deepEqual([path, statusCode, headers['retry-after']], [path, 503, '10']);
      }
      await other.close();
    });

    test('nobody has to restart anything when it is back', async () => {
      assert.equal((await f.server.inject('/ho-so')).statusCode, 200);
      const cut = () =>
        t.owner.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      const during = f.server.inject('/ho-so');
      await cut();
      assert.ok([200, 503].includes((await during).statusCode));
      let status = 0;
      for (let i = 0; i < 50 && status !== 200; i++) status = (await f.server.inject('/ho-so')).statusCode;
      assert.equal(status, 200);
    });

    test('a query that is cut off is 503, and a lock that is not had in time, too', async () => {
      const slow: Route = {
        method: 'GET',
        path: '/cham',
        rule: 'public',
        handler: async ctx =>
          json(await ctx.db.query('SELECT pg_sleep($1::float), $2::text AS mark', [5, 'cham'])),
      };
      const locked: Route = {
        method: 'GET',
        path: '/khoa',
        rule: 'public',
        handler: async ctx =>
          json(await ctx.db.tx(tx => tx.query('DO $$ BEGIN RAISE lock_not_available; END $$'))),
      };
      const other = await httpFixture({ db: t.db, more: [slow, locked] });
      const asked = other.server.inject('/cham');
      let cut = 0;
      for (let i = 0; i < 100 && !cut; i++) {
        const rows = await t.owner.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep($1%' AND pid <> pg_backend_pid()",
        );
        cut = rows.length;
        await new Promise(resolve => setTimeout(resolve, 20));
      }
      assert.equal((await asked).statusCode, 503);
      assert.equal((await other.server.inject('/khoa')).statusCode, 503);
      await other.close();
    });
  });
});
