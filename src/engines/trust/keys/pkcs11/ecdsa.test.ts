import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { derSignature, publicKeyOf } from './ecdsa.ts';

describe('trust: what a token gives, as others read it', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it('r and s in DER verify wherever the plain ones do, whatever is signed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), data => {
        const raw = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
        assert.ok(verify('sha256', data, publicKey, derSignature(raw)));
      }),
      { numRuns: 300 },
    );
  });

  it('numbers are written as DER asks: shortest, and never negative', () => {
    const half = (...last: number[]) => Buffer.concat([Buffer.alloc(32 - last.length), Buffer.from(last)]);
    const hex = (raw: Buffer) => derSignature(raw).toString('hex');
    assert.equal(hex(Buffer.concat([half(0x80), half(1)])), '3007' + '02020080' + '020101');
    assert.equal(hex(Buffer.concat([half(0x7f), half(0x12, 0x34)])), '3007' + '02017f' + '02021234');
    assert.equal(hex(Buffer.alloc(64)), '3006' + '020100' + '020100');
  });

  it('a point, with or without its octet string, is the public key; one of another curve is none', () => {
    const spki = publicKey.export({ format: 'der', type: 'spki' });
    const point = spki.subarray(-65);
    const wrapped = Buffer.concat([Buffer.from([0x04, 0x41]), point]);
    for (const given of [point, wrapped]) {
      assert.deepEqual(publicKeyOf(given), spki);
      createPublicKey({ key: publicKeyOf(given), format: 'der', type: 'spki' });
    }
    assert.throws(() => publicKeyOf(Buffer.alloc(99)), TypeError);
    assert.throws(() => publicKeyOf(Buffer.alloc(65, 2)), TypeError);
  });
});
