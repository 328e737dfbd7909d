import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { json, type Route } from '#platform/http';
import { httpFixture, multipart } from '../../src/platform/http/testing/server.ts';

describe('security: uploads', () => {
  /** What lay in the folder of files in transit while the handler, or the sign-in, had the request. */
  const seen: number[] = [];
  let lying: string[] = [];
  let f: Awaited<ReturnType<typeof httpFixture>>;
  before(async () => {
    const route: Route = {
      method: 'POST',
      path: '/giay',
      rule: 'public',
      upload: { maxBytes: 100_000, maxFiles: 3 },
      handler: async ({ req }) => {
        lying = await readdir(f.temporary);
        seen.push(lying.length);
        return json({ files: req.uploads.length, names: req.uploads.map(u => u.filename) });
      },
    };
    const late: Route = { ...route, path: '/cua-toi/giay', rule: 'citizen' };
    f = await httpFixture({ more: [route, late] });
  });
  after(() => f.close());

  type Parts = Parameters<typeof multipart>[0];
  async function send(url: string, parts: Parts, options: { token?: 'last' | 'none' } = {}) {
    const { cookie, token } = await f.form();
    const mark = { name: '_csrf', value: token };
    const all =
      options.token === 'none' ? parts : options.token === 'last' ? [...parts, mark] : [mark, ...parts];
    const { payload, type } = multipart(all);
    return f.server.inject({ method: 'POST', url, payload, headers: { cookie, 'content-type': type } });
  }
  const picture = (size: number) => ({ name: 'giay', value: 'x'.repeat(size), filename: 'a.png' });

  describe('a multipart body', () => {
    test('holds no more in its fields than a form without files may', async () => {
      const field = (i: number) => ({ name: `f${i}`, value: 'x'.repeat(150_000) });
      const many = Array.from({ length: 8 }, (_, i) => field(i));
      assert.equal((await send('/giay', many)).statusCode, 413);
      assert.equal((await send('/giay', many.slice(0, 3))).statusCode, 200);
      const names = Array.from({ length: 1_100 }, (_, i) => ({ name: `f${i}`, value: '' }));
      assert.equal((await send('/giay', names)).statusCode, 413);
    });

    test('holds no more in all its files together than the route takes', async () => {
      assert.equal((await send('/giay', [picture(60_000), picture(60_000)])).statusCode, 413);
      assert.equal((await send('/giay', [picture(40_000), picture(40_000)])).json().files, 2);
      assert.deepEqual(await f.left(), []);
    });

    test('of a stranger, or from a form that is not ours, never reaches the disk', async () => {
      const before = seen.length;
      assert.equal((await send('/giay', [picture(50_000)], { token: 'none' })).statusCode, 403);
      assert.equal(seen.length, before);
      // Only what came behind the form's token is kept.
      assert.equal((await send('/giay', [picture(50_000)], { token: 'last' })).json().files, 0);
      assert.equal(seen.at(-1), 0);
      assert.equal((await send('/cua-toi/giay', [picture(50_000)])).headers.location, '/dang-nhap');
      assert.equal((await send('/cua-toi/giay', [picture(70_000), picture(70_000)])).statusCode, 413);
    });

    test('cannot name a file, neither into another folder nor where it lies in transit', async () => {
      for (const filename of [
        '../../etc/passwd',
        'C:\\\\a\\\\b.png',
        '/etc/cron.d/x',
        'a.png',
        '\u202Egnp.exe',
      ]) {
        const answer = await send('/giay', [{ name: 'giay', value: 'x', filename }]);
        const { names } = answer.json<{ names: string[] }>();
        assert.equal(names.length, 1);
        assert.doesNotMatch(names[0] ?? '/', /[/\\\u202E]/);
        assert.equal(lying.length, 1);
        assert.match(lying[0] ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      }
    });
  });

  test('over HTTPS the browser id has the prefix that keeps neighbouring hosts from planting it', async () => {
    const secure = await httpFixture({ baseUrl: 'https://dichvucong.example' });
    assert.match(
      (await secure.form()).line,
      /^__Host-fs_b=[\w-]{24}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    await secure.close();
  });
});
