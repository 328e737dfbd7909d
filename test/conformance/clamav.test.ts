import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFileStore, Disk, files } from '#engines/files';
import { systemClock } from '#platform/clock';
import { type TestDatabase, testDatabase } from '#test/database';
import { EICAR } from '../../src/engines/files/testing/clamd.ts';
import { docx, pdf, png } from '../../src/engines/files/testing/samples.ts';

describe('conformance: ClamAV', () => {
  // Debian's daemon itself, with the one signature that every scanner has (EICAR); no updates are fetched.
  const folder = mkdtempSync(path.join(tmpdir(), 'clamav-'));
  const disk = new Disk(path.join(folder, 'files'));
  let database: TestDatabase;
  let clamd: ChildProcess;
  let port: number;

  before(async () => {
    database = await testDatabase([files]);
    port = await freePort();
    const at = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    // Extended signature: name, any type of file, anywhere, these bytes (ClamAV manual, “Body-based signatures”).
    at('eicar.ndb', `Eicar-Test-Signature:0:*:${EICAR.toString('hex')}\n`);
    const config = at(
      'clamd.conf',
      [
        'Foreground yes',
        `TCPSocket ${port}`,
        'TCPAddr 127.0.0.1',
        `DatabaseDirectory ${folder}`,
        `TemporaryDirectory ${folder}`,
        'StreamMaxLength 25M',
        'MaxThreads 2',
        '',
      ].join('\n'),
    );
    clamd = spawn('/usr/sbin/clamd', ['--config-file', config], { stdio: 'ignore' });
    await listening(port);
  });
  after(async () => {
    const gone = new Promise(resolve => clamd.once('exit', resolve));
    clamd.kill();
    await gone;
    await database?.drop();
    rmSync(folder, { recursive: true });
  });

  const put = (bytes: Uint8Array, filename: string, clamav = `127.0.0.1:${port}`) =>
    createFileStore(disk, systemClock, clamav).put(database.db, { bytes, filename });
  const scanned = async (sha256: string) =>
    (await createFileStore(disk, systemClock, null).scanResults(database.db, [sha256])).get(sha256);

  test('calls honest papers clean, up to the largest that is taken', async () => {
    for (const [bytes, name] of [
      [pdf('sạch'), 'don.pdf'],
      [docx(), 'don.docx'],
      [png(1_200, 900, 'x'.repeat(15_000_000)), 'anh.png'],
    ] as const)
      assert.equal(await scanned((await put(bytes, name)).sha256), 'clean', name);
  });

  test('finds EICAR in a picture, also after it was kept unscanned', async () => {
    const bad = png(3, 3, EICAR.toString('latin1'));
    const { sha256 } = await put(bad, 'qua.png', '127.0.0.1:9');
    assert.equal(await scanned(sha256), 'not-scanned');
    await assert.rejects(put(bad, 'qua.png'), {
      code: 'FILE_INFECTED',
      params: { filename: 'qua.png', found: 'Eicar-Test-Signature.UNOFFICIAL' },
    });
    assert.equal(await scanned(sha256), 'infected');
  });

  test('finds EICAR in a part of an office file', async () => {
    await assert.rejects(put(docx({ name: 'word/media/a.png', data: EICAR }), 'qua.docx'), {
      code: 'FILE_INFECTED',
    });
  });
});

function freePort(): Promise<number> {
  const probe = net.createServer();
  return new Promise(resolve =>
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    }),
  );
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const open = await new Promise<boolean>(resolve => {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('connect', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => socket.destroy());
      socket.on('connect', () => socket.end());
    });
    if (open) return;
    await sleep(100);
  }
  throw new Error('clamd does not listen');
}
