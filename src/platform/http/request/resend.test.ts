import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Unavailable } from '#platform/errors';
import type { Resend, Route } from '../index.ts';
import { CITIZEN, httpFixture, multipart } from '../testing/server.ts';

const WORDS = 'Xin hai bản, “nhanh” & <cẩn thận>';
const OWN = { 'sec-fetch-site': 'same-origin' };

const never = async () => assert.fail('it was done');
const routes: Route[] = [
  {
    method: 'POST',
    path: '/khai',
    rule: 'citizen',
    upload: { maxBytes: 1_000, maxFiles: 2 },
    handler: async ({ req }) => {
      if (req.body.ten === 'đứt') throw Unavailable();
      return never();
    },
  },
  { method: 'POST', path: '/mat-khau', rule: 'citizen', secret: true, handler: never },
  { method: 'POST', path: '/nho', rule: 'citizen', handler: never },
];

describe('http: what was typed into a form that could not be taken', () => {
  let away = false;
  let f: Awaited<ReturnType<typeof httpFixture>>;
  before(async () => {
    f = await httpFixture({
      more: routes,
      visitorOf: async () => {
        if (away) throw Unavailable();
        return CITIZEN;
      },
    });
  });
  after(() => f.close());

  async function posted(
    url: string,
    payload: string,
    headers: Record<string, string>,
    type = 'application/x-www-form-urlencoded',
  ) {
    const answer = await f.server.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': type, ...headers },
    });
    const text = /<pre>([\s\S]*)<\/pre>/.exec(answer.body)?.[1];
    return {
      answer,
      status: answer.statusCode,
      resend: text === undefined ? undefined : (JSON.parse(text) as Resend),
    };
  }
  const encoded = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

  async function whileAway<T>(run: () => Promise<T>): Promise<T> {
    away = true;
    try {
      return await run();
    } finally {
      away = false;
    }
  }

  test('the database is away before anybody knows who sends it: the page has it, to be sent again', async () => {
    const { cookie, token } = await f.form();
    const { status, resend } = await whileAway(() =>
      posted('/khai?b=1', encoded({ _csrf: token, ten: WORDS }), { cookie }),
    );
    assert.equal(status, 503);
    assert.deepEqual(resend, {
      action: '/khai?b=1',
      fields: [
        ['_csrf', token],
        ['ten', WORDS],
      ],
      files: [],
    });
  });

  test('of a form with files their names, and nothing of them is left on the disk', async () => {
    const { cookie, token } = await f.form();
    const parts = [
      { name: '_csrf', value: token },
      { name: 'ten', value: WORDS },
      { name: 'ten', value: 'hai' },
      { name: 'anh', value: 'x', filename: 'giấy chứng sinh.png' },
      { name: 'khac', value: '', filename: '' },
    ];
    const { payload, type } = multipart(parts);
    const { status, resend } = await whileAway(() => posted('/khai', payload, { cookie }, type));
    assert.equal(status, 503);
    assert.deepEqual(resend?.fields.slice(1), [
      ['ten', WORDS],
      ['ten', 'hai'],
    ]);
    assert.deepEqual(resend?.files, ['giấy chứng sinh.png']);
    assert.deepEqual(await f.left(), []);
  });

  test('also when it goes away while the form is done', async () => {
    const { cookie, token } = await f.form();
    // The fixture's form was drawn for who is signed in.
    const { status, resend } = await posted('/khai', encoded({ _csrf: token, ten: 'đứt' }), { cookie });
    assert.deepEqual([status, resend?.fields[1]], [503, ['ten', 'đứt']]);
  });

  test('never a password or a code, never what is not from a form of ours, nothing without end', async () => {
    const { cookie, token } = await f.form();
    await whileAway(async () => {
      const secret = await posted('/mat-khau', encoded({ _csrf: token, 'mat-khau': WORDS }), { cookie });
      const foreign = await posted('/khai', encoded({ _csrf: 'x', ten: WORDS }), { cookie });
      const long = await posted('/khai', encoded({ _csrf: token, ten: 'x'.repeat(100_000) }), { cookie });
      for (const { status, resend } of [secret, foreign, long])
        assert.deepEqual([status, resend], [503, undefined]);
    });
  });

  describe('the token is not known any more', () => {
    test('a page of ours gets a new one, and a cookie that belongs to it: sent again it is taken', async () => {
      const lost = await posted('/to-khai', encoded({ _csrf: 'gone', ten: WORDS }), OWN);
      assert.equal(lost.status, 403);
      const cookie = String(lost.answer.headers['set-cookie']).split(';')[0] ?? '';
      const again = await posted('/to-khai', encoded(Object.fromEntries(lost.resend?.fields ?? [])), {
        ...OWN,
        cookie,
      });
      assert.deepEqual([again.status, again.answer.json().body.ten], [200, WORDS]);
    });

    test('not what another site sends, a browser that does not say, or what was drawn for another account', async () => {
      const body = encoded({ _csrf: 'gone', ten: WORDS });
      const theirs = encoded({ _csrf: 'someone.gone', ten: WORDS });
      for (const [url, payload, headers] of [
        ['/to-khai', body, { 'sec-fetch-site': 'cross-site' }],
        ['/to-khai', body, { origin: 'https://evil.example' }],
        ['/to-khai', body, {}],
        ['/nho', theirs, OWN],
      ] as const) {
        const { status, resend } = await posted(url, payload, headers);
        assert.deepEqual([status, resend], [403, undefined]);
      }
      assert.ok((await posted('/nho', encoded({ _csrf: '.gone', ten: WORDS }), OWN)).resend);
    });

    test('whose it is the token still says when all cookies are gone: it leads to the sign-in, and is not done', async () => {
      const { token } = await f.form();
      const kept = await posted('/nho', encoded({ _csrf: token, ten: WORDS }), OWN);
      assert.deepEqual([kept.status, kept.answer.headers.location], [303, '/dang-nhap']);
      const [account, digest, mark = ''] = token.split('.');
      for (const forged of [
        `other.${digest}.${mark}`,
        `${account}.${digest}.${mark.slice(1)}`,
        `${account}.${digest}`,
      ])
        assert.equal((await posted('/nho', encoded({ _csrf: forged }), OWN)).status, 403);
    });
  });
});
