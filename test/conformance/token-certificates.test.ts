import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { type Signer, trustService } from '#engines/trust';
import { openDb } from '#platform/db';
import { ledgerService, logKeys } from '#platform/ledger';
import { renderPaper } from '#platform/pdf';
import { type Ran, runCommand } from '#test/command';
import { startProgram, type TestProgram } from '#test/program';
import { type SoftToken, softToken } from '../../src/engines/trust/testing/soft-token.ts';
import { birthCertificate } from '../../src/platform/pdf/testing/papers.ts';

// What an operator does with a new token, by the command line, and an authority that is OpenSSL.
suite('a token with certificates of another authority', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'authority-'));
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  let soft: SoftToken;
  let house: TestProgram;
  let agency: { id: string; identifier: string };
  let person: { id: string; staffId: string };
  const settings = (more: Record<string, string> = {}) => ({
    PKCS11_MODULE: soft.driver,
    PKCS11_TOKEN: soft.label,
    PKCS11_PIN: soft.pin,
    ...more,
  });
  const command = (args: readonly string[], more: Record<string, string> = {}): Promise<Ran> =>
    runCommand(args, {
      DATA_DIR: house.dataDir,
      DATABASE_URL: house.databaseUrl,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SECRET: 'tests-only-0f4c1d6e8b7a29355e1c0d9f8a7b6c5d4e3f2a1b',
      ...settings(more),
    });
  /** The certificate over a request, with the one above it in the same file. */
  const issue = (name: string, request: string, usage = 'digitalSignature,nonRepudiation') => {
    writeFileSync(at(`${name}.csr`), request);
    assert.match(openssl('req', '-verify', '-noout', '-subject', '-in', `${name}.csr`), /subject=/);
    writeFileSync(at(`${name}.ext`), `basicConstraints=critical,CA:FALSE\nkeyUsage=critical,${usage}\n`);
    const by = ['-CA', 'issuing.pem', '-CAkey', 'issuing.key', '-days', '700', '-extfile', `${name}.ext`];
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.one`);
    writeFileSync(
      at(`${name}.pem`),
      readFileSync(at(`${name}.one`), 'utf8') + readFileSync(at('issuing.pem'), 'utf8'),
    );
    return at(`${name}.pem`);
  };
  const request = async (key: string, ...who: string[]) => {
    const ran = await command([
      'certificate',
      'request',
      '--key',
      key,
      '--agency',
      agency.identifier,
      ...who,
    ]);
    assert.equal(ran.code, 0, ran.notes);
    return ran.out;
  };
  const add = (file: string, key: string, ...more: string[]) =>
    command(['certificate', 'add', file, '--key', key, '--agency', agency.identifier, ...more]);

  before(async () => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n';
    writeFileSync(at('ca.ext'), ca);
    const root = ['-keyout', 'root.key', '-out', 'root.pem', '-subj', '/C=VN/CN=Root', '-days', '3000'];
    openssl('req', '-x509', ...key, ...root, '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
    openssl('req', ...key, '-keyout', 'issuing.key', '-out', 'issuing.csr', '-subj', '/C=VN/CN=Issuing');
    const by = ['-CA', 'root.pem', '-CAkey', 'root.key', '-days', '2000', '-extfile', 'ca.ext'];
    openssl('x509', '-req', '-in', 'issuing.csr', ...by, '-out', 'issuing.pem');
    writeFileSync(at('index'), '');
    const name = 'default_ca=c\n[c]\ndatabase=index\ndefault_md=sha256\ndefault_crl_days=30\n';
    writeFileSync(at('ca.conf'), `[ca]\n${name}`);
    const crl = ['-cert', 'issuing.pem', '-keyfile', 'issuing.key', '-out', 'issuing.pem.crl'];
    openssl('ca', '-config', 'ca.conf', '-gencrl', ...crl);
    openssl('crl', '-in', 'issuing.pem.crl', '-outform', 'DER', '-out', 'issuing.crl');

    soft = await softToken('ubnd', '975310');
    house = await startProgram(settings());
    const { db } = house.env;
    agency = await db.one(
      `SELECT a.id, v.identifier FROM organisation.agency a JOIN organisation.agency_version v ON v.agency_id = a.id WHERE v.kind = 'commune-committee' AND v.valid @> current_date ORDER BY v.identifier LIMIT 1`,
    );
    person = await db.one(
      `SELECT id, staff_id AS "staffId" FROM identity.account WHERE kind = 'official' AND staff_id IS NOT NULL ORDER BY staff_id LIMIT 1`,
    );
  });
  after(async () => {
    await house.stop();
    await soft.end();
    rmSync(folder, { recursive: true });
  });

  test('is refused while its root is not believed, and when it is over another key or not for signatures', async () => {
    const file = issue('office', await request('so-van-phong'));
    const early = await add(file, 'so-van-phong');
    assert.equal(early.code, 1, early.out);
    assert.match(early.notes, /không dẫn về chứng thư gốc nào/);
    mkdirSync(path.join(house.dataDir, 'trust-anchors'), { recursive: true });
    cpSync(at('root.pem'), path.join(house.dataDir, 'trust-anchors', 'root.pem'));
    cpSync(at('issuing.crl'), path.join(house.dataDir, 'trust-anchors', 'issuing.crl'));
    await request('another');
    assert.match((await add(file, 'another')).notes, /không phải là khóa của chứng thư/);
    assert.match((await add(file, 'never-made')).notes, /Không tìm thấy khóa/);
    const unfit = issue('unfit', await request('unfit'), 'keyAgreement');
    assert.match((await add(unfit, 'unfit')).notes, /không dùng để ký ở đây được/);
  });

  test('the office and a person sign with theirs: valid for pdfsig, and for OpenSSL who knows the root alone', async () => {
    const office = await add(at('office.pem'), 'so-van-phong');
    assert.equal(office.code, 0, office.notes);
    assert.match(office.out, /ký bằng chứng thư này từ bây giờ, đến hết \d{2}\/\d{2}\/\d{4}/);
    const who = ['--person', person.staffId];
    const theirs = await add(
      issue('person', await request('ca-nhan', ...who)),
      'ca-nhan',
      ...who,
      '--replace',
    );
    assert.equal(theirs.code, 0, theirs.notes);

    const trust = house.env.get(trustService);
    const sign = (pdf: Uint8Array, signer: Signer) =>
      trust.signPdf(pdf, { signer, reason: 'Phê duyệt', location: 'Bắc Hà', at: new Date() });
    const { pdf: paper } = await renderPaper(birthCertificate);
    const one = await trust.signPdf(paper, {
      signer: { kind: 'person', accountId: person.id, agencyId: agency.id },
      ...{ reason: 'Phê duyệt', location: 'Bắc Hà', at: new Date(), reserve: ['agency'] },
    });
    const two = await sign(one.pdf, { kind: 'agency', agencyId: agency.id });
    assert.deepEqual([one.level, two.level], ['B-T', 'B-T']);
    writeFileSync(at('signed.pdf'), two.pdf);
    const told = spawnSync('pdfsig', ['-nocert', at('signed.pdf')], { encoding: 'utf8' }).stdout;
    assert.equal(told.match(/Signature Validation: Signature is Valid\./g)?.length, 2, told);

    const range = /\/ByteRange \[0 (\d+) +(\d+) +(\d+) *\]/.exec(one.pdf.toString('latin1'));
    const [length = 0, next = 0, rest = 0] = (range ?? []).slice(1).map(Number);
    const hex = one.pdf.toString('latin1', length + 1, next - 1).replace(/(00)+$/, '');
    writeFileSync(at('cms.der'), Buffer.from(hex, 'hex'));
    writeFileSync(
      at('content'),
      Buffer.concat([one.pdf.subarray(0, length), one.pdf.subarray(next, next + rest)]),
    );
    const verify = [
      'cms',
      '-verify',
      '-binary',
      '-inform',
      'DER',
      '-in',
      at('cms.der'),
      '-content',
      at('content'),
    ];
    const judged = spawnSync('openssl', [...verify, '-CAfile', at('root.pem'), '-out', '/dev/null'], {
      encoding: 'utf8',
    });
    assert.match(judged.stderr, /CMS Verification successful/, judged.stderr);

    const verified = await trust.verifyPdf(two.pdf);
    assert.equal(verified.verdict, 'valid', JSON.stringify(verified));
    assert.deepEqual(
      verified.signatures.map(s => s.certificate?.issuer),
      ['Issuing', 'Issuing'],
    );
  });

  test('another one for the same signer is taken in its place only where that was said, and over a new key', async () => {
    const again = issue('again', await request('so-van-phong'));
    assert.match((await add(again, 'so-van-phong', '--replace')).notes, /đã đăng ký/);
    const renewed = issue('renewed', await request('so-van-phong-2'));
    assert.match((await add(renewed, 'so-van-phong-2')).notes, /đang có chứng thư khác còn hiệu lực/);
    assert.equal((await add(renewed, 'so-van-phong-2', '--replace')).code, 0);
    const kinds = await house.env.db.query<{ keyId: string; open: boolean }>(
      `SELECT key_id AS "keyId", revoked_at IS NULL AS open FROM trust.certificate
       WHERE subject_kind = 'agency' AND agency_id = $1::uuid AND key_id LIKE 'pkcs11:%' ORDER BY created_at`,
      [agency.id],
    );
    assert.deepEqual(kinds, [
      { keyId: 'pkcs11:object=so-van-phong', open: false },
      { keyId: 'pkcs11:object=so-van-phong-2', open: true },
    ]);
  });

  test('the ledger goes over to a key in the token, is verified, waits while the token is away, and goes on', async () => {
    const rotate = (label: string) =>
      command(['ledger', 'rotate-key', '--yes'], { PKCS11_LEDGER_KEY: label });
    const ledger = house.env.get(ledgerService);
    const { db } = house.env;
    const rotated = await rotate('so-ghi-2026');
    assert.equal(rotated.code, 0, rotated.notes);
    assert.match((await rotate('so-ghi-2026')).notes, /Đặt một nhãn mới/);
    const read = (rows: number) =>
      db.tx(tx =>
        ledger.recordListRead(tx, { actor: 'account:clerk', purpose: 'search', query: { rows }, rows }),
      );
    await read(1);
    await ledger.sealer.sealOnce();
    const keyId = (await logKeys(db)).at(-1)?.keyId;
    const inForce = JSON.parse((await ledger.head(db))?.signed ?? '{}');
    assert.equal(inForce.keyId, keyId);
    await soft.pullOut();
    await read(2);
    await assert.rejects(ledger.sealer.sealOnce({ waitMs: 2_000 }));
    const away = await command(['doctor']);
    assert.match(away.out + away.notes, /Không thấy thiết bị ký số ubnd/);
    await soft.putBack();
    await ledger.sealer.sealOnce();
    const verified = await command(['ledger', 'verify']);
    assert.equal(verified.code, 0, verified.out);
    assert.ok(JSON.parse((await ledger.head(db))?.signed ?? '{}').size > inForce.size);
  });

  test('doctor names the token, its driver, and whose certificates end when; and a key that is gone', async () => {
    const good = await command(['doctor']);
    assert.match(
      good.out,
      /thiết bị ký số ubnd \(SoftHSM project, số [0-9a-f]+\) nhận mã PIN.*libsofthsm2\.so/,
    );
    assert.match(good.out, /chứng thư của .+ còn đến \d{2}\/\d{2}\/\d{4}/);
    const wrong = await command(['doctor'], { PKCS11_TOKEN: 'none' });
    assert.match(wrong.out, /Không thấy thiết bị ký số none/);
    const owner = openDb({ url: house.databaseUrl, max: 1 });
    await owner.run(
      `UPDATE trust.certificate SET key_id = 'pkcs11:object=gone' WHERE key_id = 'pkcs11:object=so-van-phong-2'`,
    );
    await owner.close();
    assert.match((await command(['doctor'])).out, /không có khóa gone của .+ trong thiết bị/);
  });
});
