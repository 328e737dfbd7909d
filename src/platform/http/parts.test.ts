import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { httpModule } from '#platform/manifests';
import { type TestDatabase, testDatabase } from '#test/database';
import { disposition } from './answer/reply.ts';
import { fileName } from './file-name.ts';
import { once, pageNumber, queryText, redirect, textField, textFields } from './index.ts';
import { cleanBody } from './request/body.ts';

describe('what a browser sent', () => {
  test('is in NFC without NUL, however deep; names of prototypes are only names', () => {
    const sent = JSON.parse(
      '{"__proto__":{"admin":true},"ten":"Mo\\u0309\\u0000","list":[{"a":"e\\u0301"}]}',
    );
    const clean = cleanBody(sent) as Record<string, unknown>;
    assert.equal(({} as { admin?: boolean }).admin, undefined);
    assert.equal(Object.getPrototypeOf(clean), null);
    assert.equal(clean.ten, 'Mỏ');
    assert.deepEqual(Object.keys(cleanBody({ 'te\0n': 1 }) as object), ['ten']);
    assert.deepEqual(JSON.parse(JSON.stringify(clean.list)), [{ a: 'é' }]);
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const text = JSON.stringify(cleanBody(value));
        assert.ok(!text.includes('\\u0000') && text === text.normalize('NFC'));
      }),
    );
  });

  test('is read as one text, several, or a page', () => {
    assert.equal(textField({ a: ['x', 'y'] }, 'a'), '');
    assert.equal(textField({ a: ' x ' }, 'a'), 'x');
    assert.deepEqual(textFields({ a: ['x', '', 3] }, 'a'), ['x']);
    assert.equal(queryText({ q: ['a', 'b'] }, 'q'), '');
    const pages = ['0', '-1', '1.5', 'x', '7', '99999999'].map(trang => pageNumber({ trang }));
    assert.deepEqual(pages, [1, 1, 1, 1, 7, 10_000]);
  });
});

describe('a file’s name', () => {
  test('is no path, has nothing unseen, and is not too long', () => {
    assert.equal(fileName('../../etc/passwd'), 'passwd');
    assert.equal(fileName('C:\\Users\\mỷ\\giấy.pdf'), 'giấy.pdf');
    assert.equal(fileName('a\r\nSet-Cookie: x=1.pdf'), 'aSet-Cookie: x=1.pdf');
    assert.equal(fileName('hoa\u202Efdp.exe'), 'hoafdp.exe');
    assert.equal(fileName('x'.repeat(500)).length, 200);
  });

  test('is one that a paper can show: telephones put picture signs into it', () => {
    assert.equal(fileName('giấy chứng sinh😀.png'), 'giấy chứng sinh.png');
    assert.equal(fileName('👨‍👩‍👧 ảnh 1️⃣.jpg'), 'ảnh 1.jpg');
    assert.equal(fileName('😀.png'), 'tep.png');
    assert.equal(fileName('😀'), 'tep');
    assert.equal(fileName(''), '');
    assert.equal(fileName('.png'), '.png');
  });

  test('never breaks a header, and comes back whole', () => {
    assert.equal(disposition(''), `attachment; filename="tep"; filename*=UTF-8''tep`);
    assert.match(
      disposition('giấy khai sinh.pdf'),
      /filename="giay khai sinh.pdf"; filename\*=UTF-8''gi%E1%BA%A5y%20khai/,
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), name => {
        const header = disposition(name);
        assert.match(header, /^attachment; filename="[\w. -]*"; filename\*=UTF-8''[\w.!#$&+^`|~%-]*$/);
        const back = decodeURIComponent(header.split("UTF-8''")[1] ?? '');
        assert.equal(back, fileName(name) || 'tep');
      }),
    );
    assert.match(disposition('a.pdf', 'inline'), /^inline; filename="a.pdf"; /);
    assert.doesNotThrow(() => disposition('\ud800.pdf'));
  });
});

test('one is sent on to a page of this site only', () => {
  for (const to of ['https://ke-xau.example', '//ke-xau.example', '/\\ke-xau.example', 'javascript:alert(1)'])
    assert.throws(() => redirect(to), /not a path of ours/);
  assert.equal(redirect('/ho-so').kind, 'redirect');
});

describe('exactly once', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase([httpModule]);
  });
  after(() => t.drop());
  let done = 0;
  const request = { actor: 'my', route: 'POST /nop', key: 'khoa-0001', content: { a: 1, b: [2] } };
  const send = (change: Partial<typeof request> = {}) =>
    t.db.tx(tx => once(tx, { ...request, ...change }, async () => ({ n: ++done })));

  test('five at the same moment do the work once and get one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send({ content: { b: [2], a: 1 } })));
    assert.deepEqual(new Set(answers.map(a => a.answer.n)), new Set([1]));
    assert.equal(answers.filter(a => !a.repeated).length, 1);
  });

  test('the same key with another content is a 422; of another person or route it is another key', async () => {
    await assert.rejects(send({ content: { a: 1, b: [3] } }), { code: 'KEY_REUSED', status: 422 });
    assert.deepEqual((await send({ actor: 'pao' })).answer, { n: 2 });
    assert.deepEqual((await send({ route: 'POST /rut' })).answer, { n: 3 });
  });

  test('work that fails may be tried again under its key', async () => {
    const failing = t.db.tx(tx =>
      once(tx, { ...request, key: 'khoa-0002' }, () => Promise.reject(new Error('hỏng'))),
    );
    await assert.rejects(failing, /hỏng/);
    assert.deepEqual((await send({ key: 'khoa-0002' })).answer, { n: 4 });
  });

  test('a key that is none is refused', async () => {
    for (const key of ['ngan', 'x'.repeat(201), 'khoa-\0-0003'])
      await assert.rejects(send({ key }), { code: 'BAD_REQUEST' });
  });
});
