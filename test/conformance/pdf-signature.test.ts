import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Anchor, dict, Name, PdfUpdate, readPdf, renderPaper } from '#platform/pdf';
import { type TrustFixture, trustFixture } from '../../src/engines/trust/testing/fixture.ts';
import { serviceAt, startTsa } from '../../src/engines/trust/testing/tsa.ts';
import { birthCertificate } from '../../src/platform/pdf/testing/papers.ts';

describe('conformance: pdf signature', () => {
  // Judges that are not ours: poppler's pdfsig over NSS, OpenSSL, qpdf.
  const folder = mkdtempSync(path.join(tmpdir(), 'pdf-signature-'));
  const at = (name: string) => path.join(folder, name);
  const put = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(at(name), bytes);
    return at(name);
  };
  const pdfsig = (pdf: Uint8Array, ...args: string[]) =>
    spawnSync('pdfsig', [...args, put('judged.pdf', pdf)], { encoding: 'utf8' }).stdout;

  let f: TrustFixture;
  let anchor: Anchor;
  let paper: Uint8Array;
  before(async () => {
    f = await trustFixture();
    const rendered = await renderPaper(birthCertificate);
    paper = rendered.pdf;
    anchor = rendered.anchors.person ?? assert.fail('no room for the signature');
  });
  after(async () => {
    await f.end();
    rmSync(folder, { recursive: true });
  });

  const byPerson = (pdf: Uint8Array) =>
    f.trust.signPdf(pdf, {
      signer: f.person,
      reason: 'Phê duyệt Giấy khai sinh',
      location: 'Bắc Hà',
      at: f.clock.now(),
      appearance: anchor,
      reserve: ['agency'],
    });
  const byOffice = (pdf: Uint8Array) =>
    f.trust.signPdf(pdf, {
      signer: f.office,
      reason: 'Phát hành',
      location: 'Bắc Hà',
      at: f.clock.now(),
      appearance: anchor,
    });

  /** The CMS of the n-th signature and what it covers, cut out by the byte range alone. */
  function cut(pdf: Buffer, n: number): { cms: string; content: string } {
    const [, ...range] =
      [...pdf.toString('latin1').matchAll(/\/ByteRange \[(\d+) (\d+) +(\d+) +(\d+) *\]/g)][n] ?? [];
    const [from = 0, length = 0, next = 0, rest = 0] = range.map(Number);
    const hex = pdf.toString('latin1', from + length + 1, next - 1);
    return {
      cms: put(`cms-${n}.der`, Buffer.from(hex.replace(/(00)+$/, ''), 'hex')),
      content: put(
        `content-${n}.bin`,
        Buffer.concat([pdf.subarray(0, length), pdf.subarray(next, next + rest)]),
      ),
    };
  }

  describe('a result signed by the chairman, then by the office', () => {
    it('is valid for pdfsig: both signatures, the last over the whole document, and sound for qpdf', async () => {
      const one = await byPerson(paper);
      assert.match(
        pdfsig(one.pdf, '-nocert'),
        /Total document signed\s+- Signature Validation: Signature is Valid\./,
      );
      const two = await byOffice(one.pdf);
      const told = pdfsig(two.pdf, '-nocert');
      assert.equal(told.match(/Signature Validation: Signature is Valid\./g)?.length, 2);
      assert.match(told, /Signature #1:[\s\S]*Common Name: Thào A Sính[\s\S]*Not total document signed/);
      assert.match(told, /Signature #2:[\s\S]*Common Name: UBND xã Bắc Hà[\s\S]*Total document signed/);
      assert.match(told, /O=UBND xã Bắc Hà/);
      assert.equal(told.match(/Signature Type: ETSI\.CAdES\.detached/g)?.length, 2);
      execFileSync('qpdf', ['--check', put('two.pdf', two.pdf)]);
      const verified = await f.trust.verifyPdf(two.pdf);
      assert.equal(verified.verdict, 'valid');
      assert.deepEqual(
        verified.signatures.map(s => [s.kind, s.signerName, s.coversWholeDocument]),
        [
          ['person', 'Thào A Sính', false],
          ['agency', 'UBND xã Bắc Hà', true],
        ],
      );
    });

    it('its certificates are trusted by NSS once the root is', async () => {
      assert.ok(!spawnSync('certutil', ['-H']).error, 'certutil is missing: install libnss3-tools');
      const two = await byOffice((await byPerson(paper)).pdf);
      const pem = (await f.trust.authorityPem()) ?? assert.fail('no authority');
      const [issuing, root] = pem.split(/(?<=-----END CERTIFICATE-----\n)/);
      mkdirSync(at('nss'), { recursive: true });
      execFileSync('certutil', ['-N', '-d', `sql:${at('nss')}`, '--empty-password']);
      const add = (name: string, file: string, trustFlags: string) =>
        execFileSync('certutil', ['-A', '-d', `sql:${at('nss')}`, '-n', name, '-t', trustFlags, '-i', file]);
      add('root', put('root.pem', root ?? ''), 'C,C,C');
      add('issuing', put('issuing.pem', issuing ?? ''), ',,');
      const told = pdfsig(two.pdf, '-nssdir', at('nss'));
      assert.equal(told.match(/Certificate Validation: Certificate is Trusted\./g)?.length, 2, told);
    });

    it('is verified by OpenSSL from the CMS alone, along the chain to the root', async () => {
      const two = await byOffice((await byPerson(paper)).pdf);
      const pem = (await f.trust.authorityPem()) ?? assert.fail('no authority');
      const root = put('root.pem', pem.slice(pem.lastIndexOf('-----BEGIN')));
      for (const n of [0, 1]) {
        const { cms, content } = cut(two.pdf, n);
        const args = [
          'cms',
          '-verify',
          '-binary',
          '-inform',
          'DER',
          '-in',
          cms,
          '-content',
          content,
          '-CAfile',
          root,
        ];
        const judged = spawnSync('openssl', [...args, '-purpose', 'smimesign', '-out', '/dev/null'], {
          encoding: 'utf8',
        });
        assert.match(judged.stderr, /CMS Verification successful/, judged.stderr);
        writeFileSync(content, 'đã sửa');
        assert.notEqual(spawnSync('openssl', [...args, '-purpose', 'smimesign']).status, 0);
      }
    });

    it('says by whom, why and where in the file itself, and shows a blue name under a red seal', async () => {
      const two = await byOffice((await byPerson(paper)).pdf);
      const file = put('seen.pdf', two.pdf);
      const ppm = execFileSync('pdftoppm', ['-r', '50', file], { maxBuffer: 64 << 20 });
      const header = /^P6\n(\d+) (\d+)\n255\n/.exec(ppm.toString('latin1', 0, 40));
      const width = Number(header?.[1]);
      const pixels = ppm.subarray(header?.[0].length);
      const scale = 50 / 72;
      const box = {
        left: Math.floor((anchor.x - 40) * scale),
        right: Math.ceil((anchor.x + anchor.width) * scale),
      };
      let [red, blue, elsewhere] = [0, 0, 0];
      for (let i = 0; i + 2 < pixels.length; i += 3) {
        const [r = 0, g = 0, b = 0] = pixels.subarray(i, i + 3);
        const x = (i / 3) % width;
        const inside = x >= box.left && x <= box.right;
        if (r > 180 && g < 110 && b < 110) inside ? red++ : elsewhere++;
        if (b > 120 && r < 110 && g < 120) inside ? blue++ : elsewhere++;
      }
      assert.ok(red > 150 && blue > 60, `red ${red}, blue ${blue}`);
      assert.equal(elsewhere, 0, 'no colour outside of the room for the signature');
      assert.match(execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }), /GIẤY KHAI SINH/);
    });

    it('a changed byte, an appended object and a removed signature are found by pdfsig and by us', async () => {
      const two = (await byOffice((await byPerson(paper)).pdf)).pdf;
      const changed = Buffer.from(two);
      const where = changed.indexOf('/MediaBox');
      changed[where + 12] = (changed[where + 12] ?? 0) ^ 1;
      assert.doesNotMatch(pdfsig(changed, '-nocert'), /Signature is Valid/);
      assert.equal((await f.trust.verifyPdf(changed)).verdict, 'changed');

      const appended = Buffer.concat([two, Buffer.from('99 0 obj\n<</Type/Page>>\nendobj\n')]);
      assert.equal((await f.trust.verifyPdf(appended)).verdict, 'changed');
      const update = new PdfUpdate(readPdf(two));
      update.add(dict({ Type: new Name('Page') }));
      const updated = update.finish().bytes;
      assert.equal(pdfsig(updated, '-nocert').match(/Not total document signed/g)?.length, 2);
      assert.equal((await f.trust.verifyPdf(updated)).verdict, 'changed');

      const cutOff = two.subarray(0, two.indexOf('%%EOF', two.indexOf('/Reason')) + 6);
      const told = await f.trust.verifyPdf(cutOff);
      assert.equal(told.verdict, 'incomplete');
      assert.deepEqual(told.missing, ['agency']);
    });

    it('a PDF of another program, with a cross-reference stream, is signed in its own kind', async () => {
      execFileSync('qpdf', ['--object-streams=generate', put('plain.pdf', paper), at('packed.pdf')]);
      const packed = execFileSync('cat', [at('packed.pdf')], { maxBuffer: 64 << 20 });
      assert.match(packed.toString('latin1'), /\/Type ?\/XRef/);
      const two = await byOffice((await byPerson(packed)).pdf);
      assert.equal(pdfsig(two.pdf, '-nocert').match(/Signature is Valid/g)?.length, 2);
      assert.equal((await f.trust.verifyPdf(two.pdf)).verdict, 'valid');
      execFileSync('qpdf', ['--check', put('packed-signed.pdf', two.pdf)]);
    });
  });

  describe('a signature with a time stamp', () => {
    it('carries a token that OpenSSL made, counts as B-T, and stays valid for pdfsig', async () => {
      const tsa = await startTsa(folder);
      const stamped = await trustFixture({ timeStamps: serviceAt(tsa.url) });
      try {
        mkdirSync(path.join(stamped.folder, 'trust-anchors'));
        writeFileSync(path.join(stamped.folder, 'trust-anchors', 'tsa.pem'), tsa.rootPem);
        const order = {
          signer: stamped.office,
          reason: 'Phát hành',
          location: 'Bắc Hà',
          at: new Date(),
        };
        const signed = await stamped.trust.signPdf(paper, order);
        assert.equal(signed.level, 'B-T');
        assert.match(pdfsig(signed.pdf, '-nocert'), /Signature is Valid/);
        const [signature] = (await stamped.trust.verifyPdf(signed.pdf)).signatures;
        assert.equal(signature?.timeStamped, true);
        assert.ok(Math.abs((signature?.signedAt?.getTime() ?? 0) - Date.now()) < 60_000);
        const text = execFileSync('openssl', ['asn1parse', '-inform', 'DER', '-in', cut(signed.pdf, 0).cms], {
          encoding: 'utf8',
        });
        assert.match(text, /id-smime-aa-timeStampToken/);
        assert.ok(new X509Certificate(tsa.rootPem).ca);
      } finally {
        await stamped.end();
        await tsa.stop();
      }
    });

    it('comes from the demo’s own service where no other is named, but not for a past that it was not there for', async () => {
      const demo = await trustFixture({ timeStamps: 'own' });
      try {
        const at = demo.clock.now();
        const order = { signer: demo.office, reason: 'Phát hành', location: 'Bắc Hà', at };
        const signed = await demo.trust.signPdf(paper, order);
        assert.equal(signed.level, 'B-T');
        assert.match(pdfsig(signed.pdf, '-nocert'), /Signature is Valid/);
        const [signature] = (await demo.trust.verifyPdf(signed.pdf)).signatures;
        assert.deepEqual([signature?.timeStamped, signature?.signedAt], [true, at]);
        const past = new Date(at.getTime() - 30 * 86_400_000);
        const old = await demo.trust.signPdf(paper, { ...order, at: past });
        assert.equal(old.level, 'B-B');
        assert.deepEqual((await demo.trust.verifyPdf(old.pdf)).signatures[0]?.signedAt, past);
      } finally {
        await demo.end();
      }
    });

    it('is not made when the service is away: nothing unstamped leaves instead', async () => {
      const away = await trustFixture({ timeStamps: serviceAt('http://127.0.0.1:9/') });
      try {
        await assert.rejects(
          away.trust.signPdf(paper, {
            signer: away.office,
            reason: 'Phát hành',
            location: 'Bắc Hà',
            at: new Date(),
          }),
          { code: 'TIME_STAMP_AWAY' },
        );
      } finally {
        await away.end();
      }
    });
  });
});
