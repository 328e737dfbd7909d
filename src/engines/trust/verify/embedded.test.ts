import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dict, flateStream } from '#platform/pdf';
import { signPdfBytes } from '../sign/sign-pdf.ts';
import { type SignedPapers, signedPapers, updated } from '../testing/signed-papers.ts';

const HOUR_MS = 3_600_000;
const CONFIG = `[ca]
default_ca=d
[d]
database=index.txt
default_md=sha256
[req]
distinguished_name=n
[n]
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
[leaf]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
[responder]
basicConstraints=CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=OCSPSigning
`;

// A paper of another province: authority, signatory and the responder’s answers are all made by OpenSSL.
describe('trust: verify/what a file brings of revocation', () => {
  let p: SignedPapers;
  let folder: string;
  let paper: Buffer;
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', env: { ...process.env, OPENSSL_CONF: '' } });
  const key = (name: string) =>
    openssl('ecparam', '-genkey', '-name', 'prime256v1', '-noout', '-out', `${name}.key`);
  const certify = (name: string, by: string, serial: string) => {
    key(name);
    openssl(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      `/O=Tỉnh khác/CN=${name}`,
      '-utf8',
      '-config',
      'ca.cnf',
      '-out',
      'r.csr',
    );
    openssl(
      ...['x509', '-req', '-in', 'r.csr', '-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-set_serial', serial],
      ...[
        '-days',
        '900',
        '-extfile',
        'ca.cnf',
        '-extensions',
        name === 'responder' ? name : 'leaf',
        '-out',
        `${name}.pem`,
      ],
    );
  };
  const der = async (name: string) =>
    new X509Certificate(await readFile(path.join(folder, `${name}.pem`))).raw;
  /** The responder’s answer about the signatory, as the authority’s index now says; good for a day from now. */
  const answer = async (signer: string, ca = 'root') => {
    openssl(
      ...[
        'ocsp',
        '-index',
        'index.txt',
        '-CA',
        `${ca}.pem`,
        '-issuer',
        `${ca}.pem`,
        '-serial',
        '0x0ABC',
        '-ndays',
        '1',
      ],
      ...['-rsigner', `${signer}.pem`, '-rkey', `${signer}.key`, '-respout', 'answer.der', '-noverify'],
    );
    return readFile(path.join(folder, 'answer.der'));
  };
  const index = (line: string) => writeFile(path.join(folder, 'index.txt'), line);
  const GOOD = 'V\t351231000000Z\t\t0ABC\tunknown\t/CN=x\n';
  const embed = (key: 'OCSPs' | 'CRLs', bytes: Buffer) =>
    updated(paper, u => {
      const store = u.add(dict({ [key]: [u.add(flateStream({}, bytes.toString('latin1')))] }));
      u.set(u.file.rootRef, new Map([...u.file.root, ['DSS', store]]));
    });
  const told = async (pdf: Uint8Array) => {
    const { verdict, signatures } = await p.f.trust.verifyPdf(pdf);
    const { revoked, revocationKnown } = signatures[0]?.certificate ?? assert.fail();
    return { verdict, revoked, known: revocationKnown };
  };

  before(async () => {
    p = await signedPapers();
    // OpenSSL answers by the machine’s clock.
    p.f.clock.set(new Date(Date.now() + HOUR_MS).toISOString());
    folder = path.join(p.f.folder, 'openssl');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'ca.cnf'), CONFIG);
    for (const name of ['root', 'stranger']) {
      key(name);
      openssl(
        'req',
        '-x509',
        '-new',
        '-key',
        `${name}.key`,
        '-subj',
        `/CN=${name}`,
        '-days',
        '900',
        '-config',
        'ca.cnf',
        '-extensions',
        'root',
        '-out',
        `${name}.pem`,
      );
    }
    certify('leaf', 'root', '0x0ABC');
    certify('responder', 'root', '0x0ABD');
    const signer: KeyObject = createPrivateKey(await readFile(path.join(folder, 'leaf.key')));
    paper = await signPdfBytes(p.paper, {
      field: 'person',
      name: 'Giàng A Chu',
      reason: 'Phê duyệt',
      location: 'Tỉnh khác',
      at: p.f.clock.now(),
      cms: {
        chain: [await der('leaf'), await der('root')],
        sign: async data => sign('sha256', data, signer),
      },
    });
    const anchors = path.join(p.f.folder, 'trust-anchors');
    await mkdir(anchors, { recursive: true });
    await writeFile(path.join(anchors, 'root.pem'), await readFile(path.join(folder, 'root.pem')));
  });
  after(() => p.f.end());

  it('without anything nobody knows', async () => {
    assert.deepEqual(await told(paper), { verdict: 'valid', revoked: false, known: false });
  });

  it('an answer of the authority, or of whom it lets answer, settles it while it is new', async () => {
    await index(GOOD);
    for (const signer of ['root', 'responder']) {
      const pdf = embed('OCSPs', await answer(signer));
      assert.deepEqual(await told(pdf), { verdict: 'valid', revoked: false, known: true }, signer);
      p.f.clock.advance(48 * HOUR_MS);
      assert.equal((await told(pdf)).known, false, 'of an old one nobody knows how old the signature is');
      p.f.clock.advance(-48 * HOUR_MS);
    }
  });

  it('an answer that it was revoked is believed, and the signature counts for nothing', async () => {
    await index('R\t351231000000Z\t251101000000Z,keyCompromise\t0ABC\tunknown\t/CN=x\n');
    const pdf = embed('OCSPs', await answer('responder'));
    assert.deepEqual(await told(pdf), { verdict: 'unknown-signer', revoked: true, known: true });
  });

  it('of a stranger nothing is believed, nor of who holds a certificate for something else, nor an unknown', async () => {
    await index(GOOD);
    const unknown = async () => {
      await index('');
      return answer('root');
    };
    const answers = [
      await answer('stranger', 'stranger'),
      await answer('stranger'),
      await answer('leaf'),
      Buffer.from('no answer'),
      await unknown(),
    ];
    for (const [i, bytes] of answers.entries())
      assert.deepEqual(
        await told(embed('OCSPs', bytes)),
        { verdict: 'valid', revoked: false, known: false },
        `${i}`,
      );
  });

  it('a list in the file is read as one that lies here', async () => {
    await index('R\t351231000000Z\t251101000000Z,keyCompromise\t0ABC\tunknown\t/CN=x\n');
    openssl(
      'ca',
      '-config',
      'ca.cnf',
      '-cert',
      'root.pem',
      '-keyfile',
      'root.key',
      '-gencrl',
      '-crldays',
      '1',
      '-out',
      'list.pem',
    );
    openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');
    const pdf = embed('CRLs', await readFile(path.join(folder, 'list.crl')));
    assert.deepEqual(await told(pdf), { verdict: 'unknown-signer', revoked: true, known: true });
  });
});
