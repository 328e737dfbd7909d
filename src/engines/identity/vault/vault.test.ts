import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { newToken } from './token.ts';
import { createVault } from './vault.ts';

const vaultOf = (installation: string) =>
  createVault({ secretFor: purpose => createHash('sha256').update(`${installation} ${purpose}`).digest() });
const ours = vaultOf('ours');

test('a token has 256 random bits, written so that a cookie and an address take it', () => {
  const tokens = Array.from({ length: 200 }, newToken);
  for (const token of tokens) {
    assert.match(token, /^[\w-]+$/);
    assert.equal(Buffer.from(token, 'base64url').length, 32);
  }
  assert.equal(new Set(tokens).size, tokens.length);
});

test('what is sealed comes back, and the same text never seals alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const [a, b] = [ours.seal('personal-number', text), ours.seal('personal-number', text)];
      assert.equal(ours.open('personal-number', a), text);
      assert.notDeepEqual(a, b);
    }),
  );
});

test('changed bytes, another purpose and another installation open nothing', () => {
  const sealed = ours.seal('totp', 'bí mật');
  fc.assert(
    fc.property(fc.nat({ max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ flip;
      assert.throws(() => ours.open('totp', changed));
    }),
  );
  assert.throws(() => ours.open('sign-in', sealed));
  assert.throws(() => vaultOf('theirs').open('totp', sealed));
  assert.throws(() => ours.open('totp', sealed.subarray(0, 10)));
});

test('a digest is the same for the same text, purpose and installation only', () => {
  const digest = ours.digest('personal-number', '010191000172');
  assert.deepEqual(ours.digest('personal-number', '010191000172'), digest);
  assert.notDeepEqual(ours.digest('attempt-account', '010191000172'), digest);
  assert.notDeepEqual(vaultOf('theirs').digest('personal-number', '010191000172'), digest);
});
