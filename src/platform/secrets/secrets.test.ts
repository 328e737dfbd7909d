import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { ConfigError, loadConfig } from '#platform/config';
import { loadSecrets } from './index.ts';

describe('secrets: secrets', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'fansipan-secrets-'));
  after(() => rmSync(root, { recursive: true }));

  const folder = (name: string) => {
    const made = path.join(root, name);
    mkdirSync(made);
    return made;
  };

  const GOOD = 'hT0yq7xN2mVJk5cWb9fRzL3uDgPs8aEoQ1iX6YvKw4M';
  const production = (dataDir: string, more: Record<string, string> = {}) =>
    loadConfig({
      NODE_ENV: 'production',
      BASE_URL: 'https://dichvucong.example.vn',
      DATA_DIR: dataDir,
      ...more,
    });

  describe('the secret of an installation', () => {
    test('is made on the first start, closed to others, and the same at the next', () => {
      const dataDir = folder('first');
      const first = loadSecrets(loadConfig({ DATA_DIR: dataDir })).secretFor('cookies');
      assert.equal(first.length, 32);
      assert.deepEqual(loadSecrets(loadConfig({ DATA_DIR: dataDir })).secretFor('cookies'), first);
      const file = path.join(dataDir, 'secrets', 'installation');
      assert.equal(statSync(file).mode & 0o777, 0o600);
      assert.equal(statSync(path.dirname(file)).mode & 0o777, 0o700);
      assert.deepEqual(readdirSync(path.dirname(file)), ['installation']);
    });

    test('gives every purpose a key of its own, and another installation others', () => {
      const secrets = loadSecrets(loadConfig({ DATA_DIR: folder('purposes') }));
      const other = loadSecrets(loadConfig({ DATA_DIR: folder('other') }));
      assert.notDeepEqual(secrets.secretFor('cookies'), secrets.secretFor('tokens'));
      assert.notDeepEqual(secrets.secretFor('cookies'), other.secretFor('cookies'));
    });

    test('is demanded in production and with a database of one’s own, not made', () => {
      const dataDir = folder('missing');
      assert.throws(() => loadSecrets(production(dataDir)), ConfigError);
      const own = loadConfig({ DATABASE_URL: 'postgres://localhost/x', DATA_DIR: dataDir });
      assert.throws(() => loadSecrets(own), /SECRET secret-missing/);
      assert.deepEqual(readdirSync(dataDir), []);
      loadSecrets(own, { mayMake: true });
      assert.ok(loadSecrets(production(dataDir)).secretFor('cookies'));
    });

    test('is refused in production when it is weak, without being shown', () => {
      const dataDir = folder('weak');
      for (const weak of [
        'a'.repeat(40),
        'password'.repeat(5),
        'ChangeMe-kT0yq7xN2mVJk5cWb9fRzL3uDgP',
        '12'.repeat(20),
      ])
        assert.throws(
          () => loadSecrets(production(dataDir, { SECRET: weak })),
          (error: Error) => error instanceof ConfigError && !error.message.includes(weak),
        );
      assert.ok(loadSecrets(production(dataDir, { SECRET: GOOD })));
      assert.ok(loadSecrets(loadConfig({ DATA_DIR: dataDir, SECRET: 'a'.repeat(40) })), 'a developer may');
    });

    test('is refused when its file is open to other users or too short', () => {
      const dataDir = folder('open');
      loadSecrets(loadConfig({ DATA_DIR: dataDir }));
      const file = path.join(dataDir, 'secrets', 'installation');
      chmodSync(file, 0o644);
      assert.throws(() => loadSecrets(loadConfig({ DATA_DIR: dataDir })), /SECRET secret-open/);
      chmodSync(file, 0o600);
      writeFileSync(file, 'short\n');
      assert.throws(() => loadSecrets(loadConfig({ DATA_DIR: dataDir })), /SECRET secret-short/);
    });
  });
});
