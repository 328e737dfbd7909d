import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkCms } from './check-cms.ts';

describe('trust: verify/check cms', () => {
  // Signatures that OpenSSL makes: those of other programs come in every shape that the standard has.
  const folder = mkdtempSync(path.join(tmpdir(), 'cms-'));
  const at = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const content = Buffer.from('Giấy khai sinh số 157/2026');
  before(() => writeFileSync(at('content'), content));
  after(() => rmSync(folder, { recursive: true }));

  function signed(key: string[], ...options: string[]): Buffer {
    const subject = ['-subj', '/O=UBND/CN=UBND', '-days', '2'];
    openssl(
      'req',
      '-x509',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      at('key'),
      '-out',
      at('cert'),
      ...subject,
    );
    const files = ['-in', at('content'), '-signer', at('cert'), '-inkey', at('key'), '-out', at('cms')];
    openssl('cms', '-sign', '-binary', '-outform', 'DER', ...files, ...options);
    return readFileSync(at('cms'));
  }

  const RSA = ['rsa:2048'];
  const P384 = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384'];

  describe('a CMS signature of another program', () => {
    it('is checked whatever strong algorithm made it', () => {
      const shapes: Array<[string[], string[]]> = [
        [RSA, ['-cades', '-md', 'sha256']],
        [RSA, ['-md', 'sha512']],
        [RSA, ['-cades', '-md', 'sha256', '-keyopt', 'rsa_padding_mode:pss']],
        [RSA, ['-md', 'sha384', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:48']],
        [P384, ['-cades', '-md', 'sha384']],
        [P384, ['-md', 'sha256']],
      ];
      for (const [key, options] of shapes) {
        const cms = signed(key, ...options);
        assert.equal(checkCms(cms, [content]).state, 'ok', options.join(' '));
        assert.equal(checkCms(cms, [content.subarray(0, 5), content.subarray(5)]).state, 'ok');
        assert.equal(checkCms(cms, [Buffer.from('khác')]).state, 'broken', options.join(' '));
        assert.ok(checkCms(cms, [content]).signingTime instanceof Date);
      }
    });

    it('is not believed when it is too weak: SHA-1, a short key, a small curve', () => {
      assert.equal(checkCms(signed(RSA, '-md', 'sha1'), [content]).state, 'unsupported');
      assert.equal(checkCms(signed(['rsa:1024'], '-md', 'sha256'), [content]).state, 'unsupported');
      const p192 = ['ec', '-pkeyopt', 'ec_paramgen_curve:prime192v1'];
      assert.equal(checkCms(signed(p192, '-md', 'sha256'), [content]).state, 'unsupported');
    });

    it('is refused when it has its content inside, has no signed attributes, two signatories, or is none', () => {
      assert.equal(checkCms(signed(RSA, '-md', 'sha256', '-nodetach'), [content]).state, 'broken');
      assert.equal(checkCms(signed(RSA, '-md', 'sha256', '-noattr'), [content]).state, 'broken');
      assert.equal(checkCms(signed(RSA, '-md', 'sha256', '-nocerts'), [content]).state, 'broken');
      const first = signed(RSA, '-md', 'sha256');
      writeFileSync(at('first'), first);
      signed(P384, '-md', 'sha256');
      openssl(
        'cms',
        '-resign',
        '-inform',
        'DER',
        '-in',
        at('first'),
        '-signer',
        at('cert'),
        '-inkey',
        at('key'),
        '-outform',
        'DER',
        '-out',
        at('both'),
        '-md',
        'sha256',
      );
      assert.equal(checkCms(readFileSync(at('both')), [content]).state, 'broken');
      for (const junk of [Buffer.alloc(0), Buffer.from('30', 'hex'), Buffer.alloc(5_000, 0x30)])
        assert.equal(checkCms(junk, [content]).state, 'broken');
    });
  });
});
