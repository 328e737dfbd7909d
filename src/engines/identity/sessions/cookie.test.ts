import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sessionCookie } from './cookie.ts';
import { SESSION_LIMITS } from './limits.ts';

test('a citizen whose session has just ended still brings its cookie, so that what they typed is kept for them', () => {
  const { maxAge = 0 } = sessionCookie({ BASE_URL: null }, 'citizen', 'token');
  assert.ok(maxAge * 1_000 > SESSION_LIMITS.citizen.absolute);
  assert.equal(sessionCookie({ BASE_URL: null }, 'official', 'token').maxAge, undefined);
});
