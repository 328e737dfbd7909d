import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ctx } from '#platform/http';
import { fault } from './fault.ts';

const t = (key: string, params?: Record<string, unknown>) => [key, ...Object.values(params ?? {})].join(' ');
const OWN = ['error.STEP_WITHOUT_AGENCY.what', 'administration.fault.slow.message'];
const texts = { has: (key: string) => OWN.includes(key) };
const said = (error: string, of?: 'message'): string =>
  fault({ t, texts } as unknown as Ctx, error, undefined, of)
    .toString()
    .split('<div class="raw">')[0] ?? '';

test('what another server or the machine said is told in a sentence, and stays to be read under a fold', () => {
  const meanings: ReadonlyArray<readonly [error: string, meaning: string]> = [
    ['connect ECONNREFUSED 10.15.0.8:443', 'refused'],
    ['getaddrinfo ENOTFOUND sms.example.vn', 'unknown-host'],
    ['The operation was aborted due to timeout', 'slow'],
    ['Connection terminated unexpectedly', 'cut'],
    ['SMTP 550', 'mailbox'],
    ['no such subscriber', 'subscriber'],
    ['SMTP 535', 'sign-in'],
    ['SMTP 451', 'busy'],
    ['SMS provider answered 503', 'their-fault'],
    ['status 401', 'sign-in'],
    ['the bank answered 404', 'not-taken'],
    ['no service population-register', 'no-service'],
    ['canceling statement due to lock timeout', 'slow'],
    ['duplicate key value violates unique constraint "x"', 'database'],
    ["ENOENT: no such file or directory, open '/x'", 'file'],
    ['ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:8999', 'refused'],
    ['ENOTFOUND: getaddrinfo ENOTFOUND sms.example.vn', 'unknown-host'],
    ['ETIMEDOUT', 'slow'],
    ['UND_ERR_CONNECT_TIMEOUT: Connect Timeout Error', 'slow'],
    ['UND_ERR_HEADERS_TIMEOUT: Headers Timeout Error', 'slow'],
    ['ECONNRESET: read ECONNRESET', 'cut'],
    ['UND_ERR_SOCKET: other side closed', 'cut'],
    ['CERT_HAS_EXPIRED: certificate has expired', 'certificate'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['ERR_SSL_WRONG_VERSION_NUMBER: wrong version number', 'refused'],
    ['unexpected redirect', 'moved'],
    ['Cannot read properties of undefined', 'other'],
  ];
  for (const [error, meaning] of meanings)
    assert.equal(said(error), `administration.fault.${meaning}`, error);
  const whole = fault({ t, texts } as unknown as Ctx, 'SMTP 550 <a.pao@example.vn>').toString();
  assert.match(whole, /<details><summary>administration\.fault\.raw<\/summary>\n<code>SMTP 550/);
  assert.doesNotMatch(whole, /pao/);
  const [words, fold = ''] = fault({ t, texts } as unknown as Ctx, 'status 503', 'reader-register')
    .toString()
    .split('<details');
  assert.doesNotMatch(words ?? '', /reader-register/, 'a key is no name');
  assert.match(fold, /<code>reader-register<\/code>/);
});

test('an error of the program itself has its own words', () => {
  assert.equal(
    said('STEP_WITHOUT_AGENCY {"step":"Ký","lane":"kho-bac"}'),
    'error.STEP_WITHOUT_AGENCY.what Ký kho-bac.',
  );
  assert.equal(said('SOMETHING_ELSE {"a":"b"}'), 'administration.fault.other');
});

test('of a letter it is said by which button it is sent again, where there is more to say than of a job', () => {
  assert.equal(said('timed out', 'message'), 'administration.fault.slow.message');
  assert.equal(said('timed out'), 'administration.fault.slow');
  assert.equal(said('no such subscriber', 'message'), 'administration.fault.subscriber');
});
