import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createFileStore, Disk } from '#engines/files';
import { renderPaper } from '#platform/pdf';
import { birthCertificate } from '../../platform/pdf/testing/papers.ts';
import { findUsableCertificate, listCertificates, revokeCertificate } from './authority/certificates.ts';
import { FileKeyStore } from './keys/file-key-store.ts';
import { type TrustFixture, testVault, trustFixture } from './testing/fixture.ts';

describe('trust: trust', () => {
  let f: TrustFixture;
  let paper: Uint8Array;
  before(async () => {
    f = await trustFixture();
    paper = (await renderPaper(birthCertificate)).pdf;
  });
  after(() => f.end());

  const order = (signer: TrustFixture['person'] | TrustFixture['office'], at = f.clock.now()) => ({
    signer,
    reason: 'Phê duyệt',
    location: 'Bắc Hà',
    at,
  });

  describe('the test authority', () => {
    it('gives a signer one certificate, however many processes ask at once', async () => {
      const signed = await Promise.all(
        Array.from({ length: 6 }, () => f.trust.signPdf(paper, order(f.person))),
      );
      assert.equal(new Set(signed.map(s => s.serial)).size, 1);
      assert.equal((await listCertificates(f.db, f.person)).length, 1);
      const { n } = await f.db.one<{ n: number }>('SELECT count(*) AS n FROM trust.authority');
      assert.equal(n, 3);
      const issued = f.entries.filter(e => e.kind === 'trust.certificate-issued');
      assert.equal(issued.length, 1);
      assert.deepEqual(issued[0]?.personal, { name: 'Thào A Sính' });
    });

    it('says in every name that it is a test, and certifies signing only', async () => {
      const [row] = await listCertificates(f.db, f.person);
      const certificate = new X509Certificate(row?.der ?? '');
      assert.match(certificate.subject, /DEMO/);
      assert.match(certificate.issuer, /thử nghiệm \(DEMO\)/);
      assert.match(certificate.issuer, /không có giá trị pháp lý/);
      assert.equal(certificate.ca, false);
      assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4']);
    });

    it('is not made outside of a demo: whoever signs needs a certificate from elsewhere', async () => {
      const serious = await trustFixture({ demo: false });
      try {
        await assert.rejects(
          serious.trust.signPdf(paper, { ...order(serious.person), at: serious.clock.now() }),
          {
            code: 'NO_CERTIFICATE',
          },
        );
        assert.equal(await serious.trust.authorityPem(), undefined);
        assert.equal(await serious.trust.revocationList(), undefined);
        assert.deepEqual(readdirSync(serious.folder), []);
      } finally {
        await serious.end();
      }
    });

    it('the database holds one good certificate a signer at a time, and no way back from a revocation', async () => {
      const other = await f.account('Giàng A Vư', 'giang.vu');
      const signer = { kind: 'person', accountId: other, agencyId: f.agencyId } as const;
      const { pdf, certificateId } = await f.trust.signPdf(paper, order(signer));
      await assert.rejects(
        f.owner.run(
          `INSERT INTO trust.certificate (id, subject_kind, account_id, agency_id, serial, subject_name, organisation,
           not_before, not_after, der, key_id, created_at)
         SELECT gen_random_uuid(), subject_kind, account_id, agency_id, 'abcd', subject_name, organisation, not_before,
           not_after, der, 'abcd', created_at FROM trust.certificate WHERE id = $1`,
          [certificateId],
        ),
        /certificate_one_at_a_time/,
      );
      const act = { ...f.act, at: new Date(f.clock.now().getTime() + 60_000) };
      await f.db.tx(tx => revokeCertificate(tx, certificateId, 'key-compromise', act));
      await f.db.tx(tx => revokeCertificate(tx, certificateId, 'superseded', act));
      assert.equal(
        f.entries.filter(e => e.kind === 'trust.certificate-revoked').length,
        1,
        'once, though said twice',
      );
      await assert.rejects(
        f.owner.run(
          'UPDATE trust.certificate SET revoked_at = NULL, revocation_reason = NULL WHERE id = $1',
          [certificateId],
        ),
        /stays revoked/,
      );
      await assert.rejects(f.db.run('DELETE FROM trust.certificate'), /permission denied/);

      const told = await f.trust.verifyPdf(pdf);
      assert.equal(
        told.verdict,
        'unknown-signer',
        'the time is the signer’s own word, and his key is in other hands',
      );
      assert.equal(told.signatures[0]?.certificate?.revoked, true);
      assert.equal(await findUsableCertificate(f.db, signer, f.clock.now()), undefined);
      const next = await f.trust.signPdf(paper, order(signer));
      assert.notEqual(next.certificateId, certificateId, 'he signs on with a new one');
    });

    it('publishes what was revoked', async () => {
      const list = (await f.trust.revocationList()) ?? assert.fail('no list');
      const rows = await f.db.query<{ serial: string }>(
        'SELECT serial FROM trust.certificate WHERE revoked_at IS NOT NULL',
      );
      assert.ok(rows.length > 0);
      for (const { serial } of rows) assert.ok(list.includes(Buffer.from(serial, 'hex')));
    });
  });

  describe('what was signed and noted', () => {
    it('stays valid when the certificate is revoked later; a file that was never noted does not', async () => {
      const store = createFileStore(new Disk(path.join(f.folder, 'files')), f.clock, null);
      const { pdf, certificateId } = await f.trust.signPdf(paper, order(f.office));
      const unknown = (await f.trust.signPdf(paper, order(f.office))).pdf;
      const note = () =>
        f.db.tx(async tx => {
          const { sha256 } = await store.put(tx, { bytes: pdf });
          await f.trust.record(tx, sha256, pdf, f.clock.now());
          return sha256;
        });
      const sha256 = await note();
      assert.equal(await note(), sha256, 'a repetition changes nothing');
      const rows = await f.db.query('SELECT field, level, verdict FROM trust.signature WHERE sha256 = $1', [
        sha256,
      ]);
      assert.deepEqual(rows, [{ field: 'agency', level: 'B-B', verdict: 'valid' }]);
      const act = { ...f.act, at: new Date(f.clock.now().getTime() + 3_600_000) };
      await f.db.tx(tx => revokeCertificate(tx, certificateId, 'affiliation-changed', act));
      assert.equal((await f.trust.verifyPdf(pdf)).verdict, 'valid');
      assert.equal((await f.trust.verifyPdf(unknown)).verdict, 'unknown-signer');
    });

    it('a file that does not verify is not noted', async () => {
      const { pdf } = await f.trust.signPdf(paper, order(f.person));
      pdf[100] = (pdf[100] ?? 0) ^ 1;
      await assert.rejects(
        f.db.tx(tx => f.trust.record(tx, 'a'.repeat(64), pdf, f.clock.now())),
        { code: 'SIGNATURE_NOT_VALID' },
      );
      await assert.rejects(
        f.db.tx(tx => f.trust.record(tx, 'a'.repeat(64), paper, f.clock.now())),
        { code: 'SIGNATURE_NOT_VALID' },
      );
    });

    it('a paper is not signed twice in the same place, and a broken one not at all', async () => {
      const { pdf } = await f.trust.signPdf(paper, order(f.person));
      await assert.rejects(f.trust.signPdf(pdf, order(f.person)), { code: 'ALREADY_SIGNED' });
      await assert.rejects(f.trust.signPdf(pdf.subarray(0, -20), order(f.office)), {
        code: 'PDF_UNREADABLE',
      });
    });
  });

  describe('keys as files', () => {
    it('are readable by their owner only, encrypted, and of no use without the installation’s secret', async () => {
      const folder = path.join(f.folder, 'keys');
      assert.equal(statSync(folder).mode & 0o777, 0o700);
      const names = readdirSync(folder);
      assert.ok(names.length >= 3 && names.every(n => n.endsWith('.key')));
      for (const name of names) {
        assert.equal(statSync(path.join(folder, name)).mode & 0o777, 0o600);
        // An unencrypted key would say its curve.
        assert.ok(!readFileSync(path.join(folder, name)).includes(Buffer.from('2a8648ce3d030107', 'hex')));
      }
      const id = names[0]?.replace('.key', '') ?? '';
      const stranger = new FileKeyStore(folder, testVault('another secret'));
      await assert.rejects(stranger.sign(id, Buffer.from('x')));
      const elsewhere = new FileKeyStore(`${folder}-elsewhere`, testVault('a secret of the installation'));
      await assert.rejects(elsewhere.sign(id, Buffer.from('x')), { code: 'KEY_MISSING' });
      await assert.rejects(elsewhere.sign('../secret', Buffer.from('x')), TypeError);
    });

    it('of two processes that make the same key, both get the same', async () => {
      const store = () => new FileKeyStore(path.join(f.folder, 'race'), testVault('s'));
      const keys = await Promise.all(Array.from({ length: 5 }, () => store().create('one')));
      assert.equal(new Set(keys.map(k => k.toString('hex'))).size, 1);
      assert.deepEqual(readdirSync(path.join(f.folder, 'race')), ['one.key']);
    });
  });
});
