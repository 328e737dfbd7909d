import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { isSigned, signed } from './signature.ts';

describe('payments: signature of a bank', () => {
  const secret = Buffer.alloc(32, 7);
  const at = new Date('2026-11-20T09:00:00+07:00');
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  const body = '{"id":"n-000001","số":1}';
  const headers = signed(secret, body, at);

  test('is HMAC-SHA-256 over time, full stop and the bytes', () => {
    const expected = createHmac('sha256', secret).update(`1795140000.${body}`).digest('hex');
    assert.deepEqual(headers, { 'x-bank-timestamp': '1795140000', 'x-bank-signature': `v1=${expected}` });
    assert.ok(isSigned(secret, headers, Buffer.from(body), at));
  });

  test('of another body, key or time is none', () => {
    assert.ok(!isSigned(secret, headers, `${body} `, at));
    assert.ok(!isSigned(Buffer.alloc(32, 8), headers, body, at));
    assert.ok(!isSigned(secret, { ...headers, 'x-bank-timestamp': '1795140001' }, body, at));
    for (const wrong of [{}, { 'x-bank-timestamp': 'x' }, { ...headers, 'x-bank-signature': 'v1=abc' }])
      assert.ok(!isSigned(secret, wrong, body, at));
  });

  test('is good for five minutes, before and after', () => {
    assert.ok(isSigned(secret, headers, body, later(300)) && isSigned(secret, headers, body, later(-300)));
    assert.ok(!isSigned(secret, headers, body, later(301)) && !isSigned(secret, headers, body, later(-301)));
  });
});
