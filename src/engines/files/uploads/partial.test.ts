import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { newId } from '#platform/db';
import { Partials } from './partial.ts';

const rootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
const KB = 1_024;

test('a disk that gets full in the middle of a piece: what is said to be here is here, and the rest comes once there is room', {
  skip: rootOnLinux ? false : 'a small disk can be mounted by root on Linux only',
}, async t => {
  const disk = mkdtempSync(path.join(tmpdir(), 'fansipan-partial-'));
  const mount = (options: string) =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'fansipan-partial', disk]);
  mount(`size=${64 * KB}`);
  t.after(() => {
    execFileSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true });
  });
  const partials = new Partials(disk);
  const id = newId();
  const bytes = randomBytes(100 * KB + 123);
  const most = bytes.length;
  // One chunk, of which the disk takes a part.
  await assert.rejects(partials.append(id, 0, Readable.from([bytes]), { most }), { code: 'ENOSPC' });
  const here = await partials.size(id);
  assert.ok(here > 0 && here <= 64 * KB, `${here} bytes are here`);
  assert.ok(readFileSync(partials.pathOf(id)).equals(bytes.subarray(0, here)));
  mount(`remount,size=${256 * KB}`);
  const rest = await partials.append(id, here, Readable.from([bytes.subarray(here)]), { most });
  assert.deepEqual(rest, { size: most, ended: 'well' });
  assert.ok(readFileSync(partials.pathOf(id)).equals(bytes));
});
