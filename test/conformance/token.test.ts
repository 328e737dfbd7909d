import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { renderPaper } from '#platform/pdf';
import { type TrustFixture, trustFixture } from '../../src/engines/trust/testing/fixture.ts';
import {
  callsOf,
  refresh,
  type SoftToken,
  softToken,
  type Token,
  tokenAt,
  tokenKeyStore,
} from '../../src/engines/trust/testing/soft-token.ts';
import { birthCertificate } from '../../src/platform/pdf/testing/papers.ts';

// Keys in a token of SoftHSM2, through the driver that a token’s maker would give; pdfsig and OpenSSL judge what it signed.
describe('conformance: keys in a token (PKCS#11)', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'token-'));
  const at = (name: string) => path.join(folder, name);
  let soft: SoftToken;
  let token: Token;
  let f: TrustFixture;
  let paper: Uint8Array;
  const withPin = (pin: string, label: string | null = soft.label) =>
    tokenAt(soft.driver, label, pin, at('refused'));
  const order = (signer: TrustFixture['person'] | TrustFixture['office']) => ({
    signer,
    reason: 'Phê duyệt',
    location: 'Bắc Hà',
    at: f.clock.now(),
  });

  before(async () => {
    soft = await softToken('fansipan-test', '246813');
    token = withPin(soft.pin);
    f = await trustFixture({ keys: tokenKeyStore(token) });
    paper = (await renderPaper(birthCertificate)).pdf;
  });
  after(async () => {
    await f.end();
    await soft.end();
    rmSync(folder, { recursive: true });
  });

  it('a result signed by the person and the office is valid for pdfsig, and for OpenSSL along the chain', async () => {
    const one = await f.trust.signPdf(paper, { ...order(f.person), reserve: ['agency'] });
    const { pdf } = await f.trust.signPdf(one.pdf, order(f.office));
    writeFileSync(at('signed.pdf'), pdf);
    const told = spawnSync('pdfsig', ['-nocert', at('signed.pdf')], { encoding: 'utf8' }).stdout;
    assert.equal(told.match(/Signature Validation: Signature is Valid\./g)?.length, 2, told);
    assert.match(told, /Common Name: Thào A Sính[\s\S]*Common Name: UBND xã Bắc Hà/);
    assert.equal((await f.trust.verifyPdf(pdf)).verdict, 'valid');

    const pem = (await f.trust.authorityPem()) ?? assert.fail('no authority');
    writeFileSync(at('root.pem'), pem.slice(pem.lastIndexOf('-----BEGIN')));
    const text = pdf.toString('latin1');
    const ranges = [...text.matchAll(/\/ByteRange \[(\d+) (\d+) +(\d+) +(\d+) *\]/g)];
    assert.equal(ranges.length, 2);
    for (const [, ...range] of ranges) {
      const [from = 0, length = 0, next = 0, rest = 0] = range.map(Number);
      const cms = text.slice(from + length + 1, next - 1).replace(/(00)+$/, '');
      writeFileSync(at('cms.der'), Buffer.from(cms, 'hex'));
      writeFileSync(at('content'), Buffer.concat([pdf.subarray(0, length), pdf.subarray(next, next + rest)]));
      const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('cms.der'), '-content'];
      const judged = spawnSync(
        'openssl',
        [...args, at('content'), '-CAfile', at('root.pem'), '-purpose', 'smimesign', '-out', '/dev/null'],
        { encoding: 'utf8' },
      );
      assert.match(judged.stderr, /CMS Verification successful/, judged.stderr);
    }
  });

  it('the private key does not leave the token: it is sensitive and not to be taken out', async () => {
    await token.make('kept');
    // CKA_SENSITIVE, CKA_EXTRACTABLE as the driver itself tells them; the value is refused.
    const calls = callsOf(soft.driver);
    const [slot] = calls
      .C_GetSlotList(true)
      .filter(s => calls.C_GetTokenInfo(s).label.startsWith(soft.label));
    const session = calls.C_OpenSession(slot ?? assert.fail('no slot'), 6);
    calls.C_FindObjectsInit(session, [
      { type: 0, value: 3 },
      { type: 3, value: 'kept' },
    ]);
    const [key] = calls.C_FindObjects(session, 1);
    calls.C_FindObjectsFinal(session);
    const read = (type: number) =>
      calls.C_GetAttributeValue(session, key ?? assert.fail('no key'), [{ type }])[0]?.value.toString('hex');
    assert.deepEqual([read(0x103), read(0x162)], ['01', '00']);
    assert.throws(() => read(0x11), /CKR_ATTRIBUTE_SENSITIVE/);
    calls.C_CloseSession(session);
  });

  it('a key is made once, signs what OpenSSL’s library verifies, and one that is not there is missed', async () => {
    const spki = await token.make('once');
    assert.deepEqual(await token.make('once'), spki);
    assert.deepEqual(await withPin(soft.pin).publicKey('once'), spki, 'another process sees the same');
    const data = Buffer.from('Giấy khai sinh');
    const signatures = await Promise.all(Array.from({ length: 20 }, () => token.sign('once', data)));
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    for (const signature of signatures) assert.ok(verify('sha256', data, key, signature));
    await assert.rejects(token.sign('never made', data), { code: 'KEY_MISSING', status: 503 });
    assert.equal(await token.publicKey('never made'), undefined);
  });

  it('pulled out: nothing is signed and nothing is half done; put back: it signs on, without a restart', async () => {
    const signer = {
      kind: 'person',
      accountId: await f.account('Giàng A Vư', 'giang.vu'),
      agencyId: f.agencyId,
    } as const;
    const entries = f.entries.length;
    await soft.pullOut();
    const refused = { code: 'TOKEN_AWAY', status: 503, params: { token: soft.label } };
    await assert.rejects(f.trust.signPdf(paper, order(f.person)), refused);
    // A first signature makes a certificate too: that one does not come to be either.
    await assert.rejects(f.trust.signPdf(paper, order(signer)), refused);
    const { n } = await f.db.one<{ n: number }>(
      'SELECT count(*) AS n FROM trust.certificate WHERE account_id = $1::uuid',
      [signer.accountId],
    );
    assert.deepEqual([n, f.entries.length], [0, entries]);
    await soft.putBack();
    const { pdf } = await f.trust.signPdf(paper, order(f.person));
    assert.equal((await f.trust.verifyPdf(pdf)).verdict, 'valid');
    await f.trust.signPdf(paper, order(signer));
  });

  it('a wrong PIN is shown to the token once, however often someone signs, and after a restart', async () => {
    const other = await softToken('fansipan-pin', '135792');
    try {
      const calls = callsOf(other.driver);
      let logIns = 0;
      const real = calls.C_Login.bind(calls);
      calls.C_Login = (...args) => {
        logIns += 1;
        real(...args);
      };
      const refused = { code: 'TOKEN_PIN_REFUSED', status: 503 };
      const wrong = withPin('111111', other.label);
      for (let i = 0; i < 3; i++) await assert.rejects(wrong.sign('k', Buffer.from('x')), refused);
      await assert.rejects(withPin('111111', other.label).make('k'), refused);
      assert.equal(logIns, 1);
      await withPin(other.pin, other.label).make('k');
      assert.equal(logIns, 2);
      calls.C_Login = real;
    } finally {
      await other.end();
      soft.use();
    }
  });

  it('a driver that is none, and a token that is not there, are named', async () => {
    const data = Buffer.from('x');
    await assert.rejects(withPin(soft.pin, 'another').sign('k', data), { params: { token: 'another' } });
    writeFileSync(at('none.so'), 'not a library');
    chmodSync(at('none.so'), 0o755);
    const none = tokenAt(at('none.so'), null, '1234', at('refused'));
    await assert.rejects(none.sign('k', data), { code: 'TOKEN_DRIVER', params: { module: at('none.so') } });
  });

  it('the only token needs no name', async () => {
    assert.equal((await withPin(soft.pin, null).look()).label, soft.label);
    soft.add('second', '1234');
    refresh(soft.driver);
    await assert.rejects(withPin(soft.pin, null).look(), { code: 'TOKEN_AWAY' });
    assert.equal((await token.look()).label, soft.label);
  });
});
