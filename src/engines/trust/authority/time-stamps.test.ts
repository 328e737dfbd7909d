import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { FileKeyStore } from '../keys/file-key-store.ts';
import { requestTimeStamp, sha256, type TimeStampService } from '../sign/time-stamp.ts';
import { type TrustFixture, testVault, trustFixture } from '../testing/fixture.ts';
import { checkTimeStamp } from '../verify/check-time-stamp.ts';
import { type Authority, ensureAuthority, findAuthority } from './authority.ts';
import { derOf } from './certificate-maker.ts';
import { timeStampService } from './time-stamps.ts';

// The demo’s own time-stamp service, asked and judged by OpenSSL.
suite('the test authority’s time-stamp service', () => {
  let f: TrustFixture;
  let service: TimeStampService;
  let authority: Authority;
  const at = (name: string) => path.join(f.folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: f.folder, stdio: 'pipe' });

  before(async () => {
    f = await trustFixture();
    const keys = new FileKeyStore(at('keys'), testVault('a secret of the installation'));
    authority = await f.db.tx(tx => ensureAuthority(tx, keys, 'Thử', f.clock.now()));
    service = timeStampService(keys, async () => authority, f.clock);
    writeFileSync(at('data'), 'một đầu sổ');
    writeFileSync(at('root.pem'), new X509Certificate(derOf(authority.root)).toString());
  });
  after(() => f.end());

  test('answers what OpenSSL asks, and OpenSSL verifies the answer for as long as the certificates are good', async () => {
    openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query');
    writeFileSync(at('reply'), await service(readFileSync(at('query'))));
    const text = openssl('ts', '-reply', '-in', 'reply', '-text').toString();
    assert.match(text, /Status: Granted\./);
    assert.match(text, /Time stamp: Nov 18 03:42:00 2026 GMT/);
    assert.match(text, /Nonce: 0x/);
    const verify = (query: string) =>
      spawnSync('openssl', ['ts', '-verify', '-queryfile', query, '-in', 'reply', '-CAfile', 'root.pem'], {
        cwd: f.folder,
        encoding: 'utf8',
      });
    const good = verify('query');
    assert.equal(good.status, 0, good.stderr);
    // The same question asked another time has another nonce.
    openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'again');
    assert.match(verify('again').stderr, /nonce mismatch/);
  });

  test('refuses what it cannot stamp, in the words of the standard', async () => {
    openssl('ts', '-query', '-data', 'data', '-sha512', '-out', 'other');
    const cases: Array<[Buffer, RegExp]> = [
      [readFileSync(at('other')), /unrecognized or unsupported algorithm/],
      [Buffer.from('hello'), /transaction not permitted or supported/],
    ];
    for (const [request, why] of cases) {
      writeFileSync(at('refusal'), await service(request));
      const text = openssl('ts', '-reply', '-in', 'refusal', '-text').toString();
      assert.match(text, /Status: Rejected\./);
      assert.match(text, why);
    }
  });

  test('its certificate is for nothing but time stamps, and says that it is a test', async () => {
    const own = new X509Certificate(derOf(authority.timeStamps?.certificate ?? assert.fail()));
    assert.deepEqual(own.keyUsage, ['1.3.6.1.5.5.7.3.8']);
    assert.match(own.subject, /DEMO/);
    writeFileSync(at('tsa.pem'), own.toString());
    assert.match(
      openssl('x509', '-in', 'tsa.pem', '-noout', '-text').toString(),
      /Extended Key Usage: critical\n\s+Time Stamping/,
    );
  });

  test('its tokens are good here under its root, and unknown under another', async () => {
    const bytes = Buffer.from('một tờ giấy');
    const token = await requestTimeStamp(service, sha256(bytes));
    const root = new X509Certificate(derOf(authority.root));
    assert.equal(checkTimeStamp(token, bytes, [root]).state, 'good');
    assert.equal(checkTimeStamp(token, bytes, []).state, 'unknown');
    assert.equal(checkTimeStamp(token, Buffer.from('another'), [root]).state, 'broken');
  });

  test('an authority made before it gets it, and keeps its other certificates', async () => {
    await f.owner.query("DELETE FROM trust.authority WHERE role = 'time-stamp'");
    const before = await findAuthority(f.db);
    assert.ok(before && !before.timeStamps);
    const keys = new FileKeyStore(at('keys'), testVault('a secret of the installation'));
    const after = await f.db.tx(tx => ensureAuthority(tx, keys, 'Thử', f.clock.now()));
    assert.deepEqual(derOf(after.root), derOf(before.root));
    assert.ok(after.timeStamps);
  });
});
