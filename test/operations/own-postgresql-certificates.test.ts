import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { APP_ROLE, openDb } from '#platform/db';
import { type Embedded, startEmbedded } from '#platform/embedded';
import { createLog } from '#platform/log';
import { runCommand } from '#test/command';

/** As whom root runs PostgreSQL: it reads no key that is another's. */
const NOBODY = 65_534;

// The embedded server's port is the one by which its socket is called, so its own address keeps it apart from others.
const ADDRESS =
  process.platform === 'linux' ? `127.${[...randomBytes(3)].map(n => (n % 253) + 1).join('.')}` : '127.0.0.1';

describe('a PostgreSQL of one’s own that knows the program by its certificate', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fansipan-certificates-'));
  const tls = path.join(folder, 'tls');
  let server: Embedded;

  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: tls, stdio: 'pipe' });
  const authority = (name: string) =>
    openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.crt`],
    );
  const certificate = (file: string, name: string, by: string) => {
    openssl(
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=IP:${ADDRESS}`, '-keyout', `${file}.key`, '-out', `${file}.csr`],
    );
    openssl(
      ...['x509', '-req', '-in', `${file}.csr`, '-CA', `${by}.crt`, '-CAkey', `${by}.key`, '-days', '2'],
      ...['-copy_extensions', 'copy', '-out', `${file}.crt`],
    );
  };

  /** As docs/operations/own-postgresql.md writes it. */
  const url = (user: string, client: string | null, root = 'authority') => {
    const files = { sslrootcert: root, ...(client ? { sslcert: client, sslkey: client } : {}) };
    const asked = Object.entries(files).map(
      ([key, name]) => `${key}=${path.join(tls, `${name}.${key === 'sslkey' ? 'key' : 'crt'}`)}`,
    );
    return `postgresql://${user}@${ADDRESS}/fansipan?${['sslmode=verify-full', ...asked].join('&')}`;
  };

  before(async () => {
    mkdirSync(tls);
    authority('authority');
    authority('other-authority');
    certificate('server', ADDRESS, 'authority');
    certificate('fansipan', 'fansipan_owner', 'authority');
    certificate('somebody', 'somebody', 'authority');
    certificate('forged', 'fansipan_owner', 'other-authority');
    writeFileSync(
      path.join(tls, 'pg_hba.conf'),
      'local all all peer map=ours\nhostssl fansipan fansipan_owner 127.0.0.0/8 cert clientcert=verify-full\n',
    );
    if (process.getuid?.() === 0) {
      for (const name of ['', 'server.key']) chownSync(path.join(tls, name), NOBODY, NOBODY);
    }
    server = await startEmbedded({
      dataDir: folder,
      log: createLog('silent'),
      settings: {
        fsync: 'off',
        listen_addresses: ADDRESS,
        ssl: 'on',
        ssl_ca_file: path.join(tls, 'authority.crt'),
        ssl_cert_file: path.join(tls, 'server.crt'),
        ssl_key_file: path.join(tls, 'server.key'),
        hba_file: path.join(tls, 'pg_hba.conf'),
      },
    });
    const admin = openDb({ url: server.url, max: 1 });
    await admin.query('CREATE ROLE fansipan_owner LOGIN CREATEROLE');
    await admin.query('ALTER DATABASE fansipan OWNER TO fansipan_owner');
    for (const extension of ['btree_gin', 'btree_gist', 'pg_trgm', 'unaccent'])
      await admin.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
    await admin.close();
  });
  after(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('lets it in without any password, migrates, and shows by whom it is used', async () => {
    const env = {
      DATABASE_URL: url('fansipan_owner', 'fansipan'),
      DATA_DIR: path.join(folder, 'var'),
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      SECRET: randomBytes(36).toString('base64'),
    };
    const { code, out, notes } = await runCommand(['migrate'], env);
    assert.equal(code, 0, out + notes);
    const db = openDb({ url: env.DATABASE_URL, max: 1 });
    try {
      const seen = await db.one<{ ssl: boolean; dn: string }>(
        'SELECT ssl, client_dn AS dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
      );
      assert.deepEqual(seen, { ssl: true, dn: '/CN=fansipan_owner' });
    } finally {
      await db.close();
    }
    const running = openDb({ url: env.DATABASE_URL, role: APP_ROLE, max: 1 });
    try {
      assert.deepEqual(await running.one('SELECT current_user AS who'), { who: APP_ROLE });
    } finally {
      await running.close();
    }
  });

  test('lets nobody else in: no certificate, another’s, one of another authority; and is not believed itself under another', async () => {
    const refused: Array<[string, RegExp]> = [
      [url('fansipan_owner', null), /certificate/i],
      [url('fansipan_owner', 'somebody'), /certificate authentication failed|does not match/i],
      [url('fansipan_owner', 'forged'), /unknown ca|certificate|terminated|hang up|ECONNRESET/i],
      [url('fansipan_owner', 'fansipan', 'other-authority'), /certificate|signature|verify/i],
      [
        url('fansipan_owner', 'fansipan')
          .replace('@', ':a-password@')
          .replace(/&sslcert.*/, ''),
        /certificate/i,
      ],
    ];
    for (const [address, why] of refused) {
      const db = openDb({ url: address, max: 1 });
      await assert.rejects(db.query('SELECT 1'), error => {
        const { message, cause } = error as Error & { cause?: Error };
        assert.match(`${message} ${cause?.message ?? ''}`, why, address);
        return true;
      });
      await db.close();
    }
  });
});
