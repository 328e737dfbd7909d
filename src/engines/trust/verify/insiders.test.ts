import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isDict, Ref, readPdf } from '#platform/pdf';
import { derOf, makeCertificate, readCertificate } from '../authority/certificate-maker.ts';
import { FileKeyStore } from '../keys/file-key-store.ts';
import { OID } from '../oids.ts';
import { signPdfBytes } from '../sign/sign-pdf.ts';
import { type TrustFixture, testVault } from '../testing/fixture.ts';
import {
  firstPage,
  otherContent,
  type SignedPapers,
  signedPapers,
  updated,
} from '../testing/signed-papers.ts';

describe('trust: verify/insiders', () => {
  let f: TrustFixture;
  let at: SignedPapers['at'];
  let paper: Uint8Array;
  let one: Buffer;
  let verdict: SignedPapers['verdict'];
  before(async () => {
    ({ f, at, paper, one, verdict } = await signedPapers());
  });
  after(() => f.end());

  describe('someone who has a good certificate of his own', () => {
    it('cannot change the paper between two signatures', async () => {
      const changed = updated(one, u => {
        const page = firstPage(u);
        u.set(page.ref, new Map([...page.dict, ['Contents', otherContent(u)]]));
      });
      const { pdf } = await f.trust.signPdf(changed, { signer: f.office, ...at });
      const told = await f.trust.verifyPdf(pdf);
      assert.equal(told.verdict, 'changed');
      assert.ok(
        told.signatures.every(s => s.intact),
        'each signature fits its bytes; the paper between them was changed',
      );
    });

    it('cannot cover the page with the image of his signature', async () => {
      const page = { page: 0, x: 0, y: 0, width: 595, height: 842 };
      const { pdf } = await f.trust.signPdf(one, { signer: f.office, ...at, appearance: page });
      assert.equal(await verdict(pdf), 'valid', 'our own images stay small whatever place they are given');
      const file = readPdf(one);
      const form = file.dict(file.root.get('AcroForm'));
      const reserved = file.list(form?.get('Fields')).at(-1);
      assert.ok(reserved instanceof Ref && isDict(file.resolve(reserved)));
      const keys = new FileKeyStore(`${f.folder}/keys`, testVault('a secret of the installation'));
      const [own] = await f.db.query<{ der: Buffer; keyId: string }>(
        `SELECT der, key_id AS "keyId" FROM trust.certificate WHERE subject_kind = 'agency'`,
      );
      assert.ok(own);
      const huge = await signPdfBytes(one, {
        field: 'agency',
        name: 'UBND xã Bắc Hà',
        ...at,
        placed: {
          page: 0,
          rect: [0, 0, 595, 842],
          drawing: { width: 595, height: 842, content: '1 g 0 0 595 842 re f' },
        },
        cms: { chain: [own.der], sign: data => keys.sign(own.keyId, data) },
      });
      assert.equal(await verdict(huge), 'changed');
    });

    it('is not known here when his authority is not, though he calls himself the same', async () => {
      const keys = new FileKeyStore(`${f.folder}/other-keys`, testVault('another'));
      const root = await keys.create('root');
      const leaf = await keys.create('leaf');
      const period = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') };
      const subject = [[OID.commonName, 'CA cấp phát thử nghiệm (DEMO)']] as const;
      const issuer = await makeCertificate(keys, {
        subject,
        publicKey: root,
        ...period,
        authorityDepth: 0,
        issuerKey: 'root',
      });
      const certificate = await makeCertificate(keys, {
        subject: [
          [OID.organisation, 'UBND xã Bắc Hà'],
          [OID.commonName, 'UBND xã Bắc Hà'],
        ],
        publicKey: leaf,
        ...period,
        issuer,
        issuerKey: 'root',
      });
      const forged = await signPdfBytes(paper, {
        field: 'agency',
        name: 'UBND xã Bắc Hà',
        ...at,
        cms: { chain: [derOf(certificate), derOf(issuer)], sign: data => keys.sign('leaf', data) },
      });
      const told = await f.trust.verifyPdf(forged);
      assert.equal(told.verdict, 'unknown-signer');
      assert.equal(told.signatures[0]?.certificate?.trusted, false);
      assert.equal(told.signatures[0]?.intact, true);
      // Added to a paper that the chairman signed, it makes the whole one unknown.
      const added = await signPdfBytes(one, {
        field: 'agency',
        name: 'UBND xã Bắc Hà',
        ...at,
        cms: { chain: [derOf(certificate), derOf(issuer)], sign: data => keys.sign('leaf', data) },
      });
      assert.equal(await verdict(added), 'unknown-signer');
    });

    it('cannot issue certificates with one that only signs papers', async () => {
      const keys = new FileKeyStore(`${f.folder}/keys`, testVault('a secret of the installation'));
      const [own] = await f.db.query<{ der: Buffer; keyId: string }>(
        `SELECT der, key_id AS "keyId" FROM trust.certificate WHERE subject_kind = 'person'`,
      );
      assert.ok(own);
      const publicKey = await keys.create('made-up');
      const certificate = await makeCertificate(keys, {
        subject: [[OID.commonName, 'Chủ tịch tỉnh']],
        publicKey,
        notBefore: new Date('2026-01-01'),
        notAfter: new Date('2027-01-01'),
        issuer: readCertificate(own.der),
        issuerKey: own.keyId,
      });
      const rows = await f.db.query<{ der: Buffer }>('SELECT der FROM trust.authority');
      const forged = await signPdfBytes(paper, {
        field: 'person',
        name: 'Chủ tịch tỉnh',
        ...at,
        cms: {
          chain: [derOf(certificate), own.der, ...rows.map(r => r.der)],
          sign: data => keys.sign('made-up', data),
        },
      });
      assert.equal(await verdict(forged), 'unknown-signer');
    });
  });
});
