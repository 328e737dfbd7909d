import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { lastRange, type SignedPapers, signedPapers } from '../testing/signed-papers.ts';
import type { Verification } from './verify-bytes.ts';

describe('trust: verify, a certificate that was altered', () => {
  let p: SignedPapers;
  let issuing: Buffer;
  before(async () => {
    p = await signedPapers();
    const rows = await p.f.db.query<{ der: Buffer }>('SELECT der FROM trust.authority');
    const certificates = rows.map(r => new X509Certificate(r.der)).filter(c => c.ca);
    issuing = certificates.find(c => c.subject !== c.issuer)?.raw ?? assert.fail();
  });
  after(() => p.f.end());

  /** The paper with another byte at `at` of `part`, which lies in its last signature. */
  function touched(part: Buffer, at: number, flip = 1): Promise<Verification> {
    const { two } = p;
    const from = two.indexOf(part.toString('hex'), lastRange(two).open, 'latin1');
    assert.ok(from > 0);
    const other = Buffer.from(two);
    other.write(Buffer.of((part[at] ?? 0) ^ flip).toString('hex'), from + 2 * at, 'latin1');
    return p.f.trust.verifyPdf(other);
  }

  it('is not called one of a strange authority, whichever part of the authority’s own certificate was touched', async () => {
    const parts = {
      signature: issuing.length - 1,
      name: issuing.lastIndexOf('thử nghiệm') + 1,
      key: issuing.indexOf('2a8648ce3d030107034200', 0, 'hex') + 30,
    };
    for (const [part, at] of Object.entries(parts)) {
      assert.ok(at > 30, part);
      const { verdict, signatures } = await touched(issuing, at);
      assert.equal(verdict, 'damaged', part);
      const last = signatures.at(-1);
      assert.equal(last?.certificate?.altered, true, part);
      assert.equal(last?.certificate?.trusted, false, part);
      assert.equal(signatures[0]?.certificate?.altered, false, 'the other signature brings its own');
      assert.equal(signatures[0]?.certificate?.trusted, true);
    }
  });

  it('byte for byte: never of a strange signer; only what nothing depends on changes nothing that is told', async () => {
    const whole = await p.f.trust.verifyPdf(p.two);
    for (let at = 0; at < issuing.length; at += 7) {
      const told = await touched(issuing, at, 1 + (at % 255));
      if (told.verdict === 'valid') assert.deepEqual(told, whole, String(at));
      else assert.ok(['damaged', 'changed'].includes(told.verdict), `${at}: ${told.verdict}`);
    }
  });

  it('is told of the signatory’s own certificate too, whose signature then does not fit', async () => {
    const [own] = await p.f.db.query<{ der: Buffer }>(
      `SELECT der FROM trust.certificate WHERE subject_kind <> 'person'`,
    );
    assert.ok(own);
    const { verdict, signatures } = await touched(own.der, own.der.length - 1);
    assert.equal(verdict, 'changed');
    assert.equal(signatures.at(-1)?.certificate?.altered, true);
  });

  it('so is a signature that says it was made in a way that this system never signs', async () => {
    const { two } = p;
    const { open, close } = lastRange(two);
    const way = Buffer.from('2a8648ce3d040302', 'hex');
    const at = two.subarray(0, close).lastIndexOf(way.toString('hex'), undefined, 'latin1');
    assert.ok(at > open);
    const other = Buffer.from(two);
    other.write('01', at + 14, 'latin1');
    const { verdict, signatures } = await p.f.trust.verifyPdf(other);
    assert.equal(verdict, 'damaged');
    assert.equal(signatures.at(-1)?.intact, false);
    assert.equal(signatures.at(-1)?.certificate?.trusted, true, 'the certificate itself is whole');
  });
});
