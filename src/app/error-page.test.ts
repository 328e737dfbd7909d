import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '#platform/env';
import type { Failure } from '#platform/http';
import { STAFF_CSS } from '#ui';
import { errorPage, waysBack } from './error-page.ts';

const ID = '0198a2b4-0000-7000-8000-000000000001';
const failure: Failure = {
  code: 'TASK_DONE',
  status: 409,
  what: 'Đã làm',
  todo: 'Mở lại hồ sơ',
  traceId: 'x1',
};
const env = {
  site: { demo: true, name: 'Dịch vụ công', authority: 'UBND', hotline: '1022', baseUrl: '' },
  texts: { of: () => (key: string) => key },
} as unknown as Env;
const shown = (path: string) => errorPage(failure, { lang: 'vi', path, env }).toString();

test('an official’s page that failed leads back to the dossier and the inbox, in the frame of staff', () => {
  const html = shown(`/can-bo/ho-so/${ID}/buoc/${ID}`);
  assert.ok(html.includes(STAFF_CSS));
  assert.match(html, new RegExp(`class="btn" href="/can-bo/ho-so/${ID}"`));
  assert.match(html, /href="\/can-bo">app\.error\.inbox/);
  assert.doesNotMatch(html, /href="\/(thu-tuc|tra-cuu)?"/);
});

test('a dossier that is not there leads to the inbox, a page of the administration to its overview', () => {
  assert.deepEqual(
    waysBack(`/can-bo/ho-so/${ID}`).map(w => w.href),
    ['/can-bo'],
  );
  assert.deepEqual(
    waysBack('/can-bo/quan-tri/vai-tro').map(w => w.href),
    ['/can-bo/quan-tri', '/can-bo'],
  );
});

test('a citizen’s page leads home, to procedures and to tracking', () => {
  const html = shown('/ho-so/x');
  assert.ok(!html.includes(STAFF_CSS));
  assert.match(html, /class="btn" href="\/"/);
  assert.match(html, /href="\/thu-tuc"[\s\S]*href="\/tra-cuu"/);
  assert.match(shown('/can-boong'), /class="btn" href="\/"/);
});

test('what was typed is in the page that could not take it, with a button that sends it again', () => {
  const resend = {
    action: '/nop/1/child?x=1',
    fields: [
      ['_csrf', 'a.b'],
      ['ten', '"><script>'],
    ] as const,
    files: ['a.png'],
  };
  const html = errorPage(
    { ...failure, status: 503, resend },
    { lang: 'vi', path: '/nop/1/child', env },
  ).toString();
  assert.match(html, /<form method="post" action="\/nop\/1\/child\?x=1">/);
  assert.match(html, /name="ten" value="&quot;&gt;&lt;script&gt;"/);
  assert.match(
    html,
    /app\.error\.kept-wait[\s\S]*app\.error\.files[\s\S]*<button class="btn">app\.error\.again/,
  );
  assert.ok(!html.includes('Mở lại hồ sơ'), 'one thing to do, not two');
});

test('a short code to read out, its whole id with a fault, and nothing of a page that is not there', () => {
  const traceId = '01a22abf-80f6-766d-8f00-0123456789ab';
  const env2 = {
    ...env,
    texts: { of: () => (key: string, params?: { trace?: string }) => `${key} ${params?.trace ?? ''}` },
  } as unknown as Env;
  const of = (status: number) =>
    errorPage({ ...failure, traceId, status }, { lang: 'vi', path: '/x', env: env2 }).toString();
  assert.match(of(409), /app\.error\.trace 4567-89AB/);
  assert.doesNotMatch(of(409), /01a22abf/);
  assert.match(
    of(500),
    /app\.error\.trace 4567-89AB<br>app\.error\.trace-whole 01a22abf-80f6-766d-8f00-0123456789ab/,
  );
  assert.doesNotMatch(of(404), /app\.error\.trace/);
});
