import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Certificate } from 'pkijs';
import { derOf, makeCertificate } from '../authority/certificate-maker.ts';
import { makeRevocationList, type Revoked } from '../authority/revocation-list.ts';
import { FileKeyStore } from '../keys/file-key-store.ts';
import { OID } from '../oids.ts';
import { signPdfBytes } from '../sign/sign-pdf.ts';
import { testVault } from '../testing/fixture.ts';
import { type SignedPapers, signedPapers } from '../testing/signed-papers.ts';
import { parseRevocationList } from './revocation-lists.ts';

const DAY_MS = 86_400_000;

// A paper signed by somebody of another authority, whose root was put among the anchors here.
describe('trust: verify/revocation lists', () => {
  let p: SignedPapers;
  let keys: FileKeyStore;
  let root: Certificate;
  let leaf: Certificate;
  let serial: string;
  let foreign: Buffer;
  const anchors = () => path.join(p.f.folder, 'trust-anchors');
  const day = (n: number) => new Date(p.f.clock.now().getTime() + n * DAY_MS);

  const certificate = async (key: string, cn: string, issuer?: { certificate: Certificate; key: string }) =>
    makeCertificate(keys, {
      subject: [
        [OID.country, 'VN'],
        [OID.organisation, 'Tỉnh khác'],
        [OID.commonName, cn],
      ],
      publicKey: await keys.create(key),
      notBefore: day(-300),
      notAfter: day(300),
      issuerKey: issuer?.key ?? key,
      ...(issuer
        ? { issuer: issuer.certificate, crlUrl: 'http://127.0.0.1:9/list.crl' }
        : { authorityDepth: 0 }),
    });
  const list = async (revoked: readonly Revoked[], made: Date, key = 'other-root') =>
    makeRevocationList(keys, root, key, revoked, made);
  const put = async (name: string, bytes: Buffer | string) => {
    await mkdir(anchors(), { recursive: true });
    await writeFile(path.join(anchors(), name), bytes);
  };
  const told = async () => {
    const { verdict, signatures } = await p.f.trust.verifyPdf(foreign);
    const { revoked, revocationKnown } = signatures[0]?.certificate ?? assert.fail();
    return { verdict, revoked, known: revocationKnown };
  };

  before(async () => {
    p = await signedPapers();
    keys = new FileKeyStore(path.join(p.f.folder, 'other-keys'), testVault('of another house'));
    root = await certificate('other-root', 'CA tỉnh khác');
    leaf = await certificate('other-leaf', 'Giàng A Chu', { certificate: root, key: 'other-root' });
    serial = Buffer.from(leaf.serialNumber.valueBlock.valueHexView).toString('hex');
    foreign = await signPdfBytes(p.paper, {
      field: 'person',
      name: 'Giàng A Chu',
      reason: 'Phê duyệt',
      location: 'Tỉnh khác',
      at: p.f.clock.now(),
      cms: { chain: [leaf, root].map(derOf), sign: data => keys.sign('other-leaf', data) },
    });
  });
  beforeEach(async () => {
    await rm(anchors(), { recursive: true, force: true });
    await put('other.pem', new X509Certificate(derOf(root)).toString());
  });
  after(() => p.f.end());

  it('what the own authority issued is always known', async () => {
    const { signatures } = await p.f.trust.verifyPdf(p.two);
    assert.ok(signatures.every(s => s.certificate?.revocationKnown === true));
  });

  it('without a list the signature is good, and it is said that nobody knows', async () => {
    assert.deepEqual(await told(), { verdict: 'valid', revoked: false, known: false });
  });

  it('a list that is in force and does not name it settles it', async () => {
    await put('other.crl', await list([], day(-0.5)));
    assert.deepEqual(await told(), { verdict: 'valid', revoked: false, known: true });
  });

  it('an old list settles what was signed before it, not what was signed after', async () => {
    await put('other.crl', await list([], day(-3)));
    assert.equal((await told()).known, false);
    // Made after the signature and long outdated: good then, whatever came later.
    await put('other.crl', await list([], day(0.01)));
    p.f.clock.advance(90 * DAY_MS);
    assert.equal((await told()).known, true);
    p.f.clock.advance(-90 * DAY_MS);
  });

  it('one that is revoked counts for nothing before the time is proven', async () => {
    for (const when of [day(-10), day(10)]) {
      await put('other.crl', await list([{ serial, revokedAt: when, reason: 'key-compromise' }], day(11)));
      assert.deepEqual(await told(), { verdict: 'unknown-signer', revoked: true, known: true });
    }
  });

  it('a list is believed by its signature, not by the name that it bears', async () => {
    await keys.create('stranger');
    const forged = await list([{ serial, revokedAt: day(-10), reason: 'superseded' }], day(-0.5), 'stranger');
    await put('forged.crl', forged);
    assert.deepEqual(await told(), { verdict: 'valid', revoked: false, known: false });
  });

  it('a file that is no list is passed over, and so is one that cannot be read alone', async () => {
    await put('broken.crl', 'no list');
    await put('other.crl', await list([], day(-0.5)));
    assert.equal((await told()).known, true);
  });

  it('takes a list that OpenSSL made, PEM as it comes', async () => {
    const at = (name: string) => path.join(p.f.folder, name);
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: p.f.folder, stdio: 'pipe' });
    await writeFile(
      at('ca.cnf'),
      '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ncrlnumber=number\n[req]\ndistinguished_name=n\n[n]\n',
    );
    openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', 'ca.key');
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      'ca.key',
      '-subj',
      '/CN=CA khác',
      '-config',
      'ca.cnf',
      '-out',
      'ca.pem',
    );
    await writeFile(at('index.txt'), `R\t301231000000Z\t261101000000Z,keyCompromise\t0ABC\tunknown\t/CN=x\n`);
    await writeFile(at('number'), '01\n');
    const ca = ['-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key'];
    openssl('ca', ...ca, '-gencrl', '-crldays', '1', '-out', 'list.crl');
    const parsed = parseRevocationList(await readFile(at('list.crl')));
    assert.ok(parsed.isOf(new X509Certificate(await readFile(at('ca.pem')))));
    assert.deepEqual(parsed.revokedAt('0abc'), new Date('2026-11-01T00:00:00Z'));
    assert.equal(parsed.revokedAt('0abd'), null);
    // A delta list says only what is new: read alone it would acquit whoever stands on the whole one.
    await writeFile(
      at('delta.cnf'),
      `${await readFile(at('ca.cnf'), 'utf8')}[delta]\n2.5.29.27=critical,ASN1:INTEGER:1\n`,
    );
    openssl(
      'ca',
      ...ca.with(1, 'delta.cnf'),
      '-gencrl',
      '-crldays',
      '1',
      '-crlexts',
      'delta',
      '-out',
      'delta.crl',
    );
    const delta = await readFile(at('delta.crl'));
    assert.throws(() => parseRevocationList(delta), /critical extension 2\.5\.29\.27/);
  });
});
