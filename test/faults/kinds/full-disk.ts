import { execFile } from 'node:child_process';
import { appendFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Fault, Scene } from '../support/fault.ts';
import { asMutant, SAYS_YES_FIRST } from '../support/mutant.ts';
import { untilReady } from '../support/processes.ts';
import { startAgain, webOf } from '../support/world.ts';

const run = promisify(execFile);
const MEGABYTES = 1_500;
const CHUNK = Buffer.alloc(1_048_576, 1);

const ballastOf = ({ place }: Scene) => path.join(place.dataDir, 'ballast');

/** Takes all the room there is. Resolves with how many megabytes that were. */
async function fill(file: string): Promise<number> {
  let written = 0;
  for (let chunk = CHUNK; chunk.length > 0; )
    await appendFile(file, chunk).then(
      () => {
        written += chunk.length;
      },
      () => {
        chunk = chunk.subarray(0, chunk.length >> 1);
      },
    );
  return Math.round(written / CHUNK.length);
}

/** Takes what is freed meanwhile, too, until it is told to stop. */
async function keepFull(file: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await fill(file);
    await sleep(100);
  }
}

/** Uses up the room that PostgreSQL keeps for its log: then it cannot write at all, and ends itself. True when it did. */
async function useUpLog({ place: { owner } }: Scene): Promise<boolean> {
  for (let i = 0; i < 20; i++)
    try {
      await owner.query("SELECT pg_logical_emit_message(true, 'faults', 'full'); SELECT pg_switch_wal()");
    } catch {
      return true;
    }
  return false;
}

let round = 0;
let stopping = new AbortController();
let filling: Promise<void> | undefined;

export const fullDisk: Fault = {
  name: 'full-disk',
  what: 'the disk under files and database has no room for 10 s, every other time not for PostgreSQL’s log either',
  seconds: 10,
  cannot: async () =>
    process.platform !== 'linux' || process.getuid?.() !== 0
      ? 'a small disk can be mounted by root on Linux only'
      : run('mount', ['--version']).then(
          () => undefined,
          () => 'there is no mount command',
        ),
  place: {
    furnish: async dataDir => {
      await run('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=0700`, 'fansipan-faults', dataDir]);
      return async () => {
        await run('umount', ['--lazy', dataDir]);
      };
    },
  },
  inject: async scene => {
    const file = ballastOf(scene);
    const megabytes = await fill(file);
    stopping = new AbortController();
    filling = keepFull(file, stopping.signal);
    const ended = round++ % 2 === 1 && (await useUpLog(scene));
    return `filled the disk with ${megabytes} MB${ended ? ', and PostgreSQL has no room for its log either' : ''}`;
  },
  undo: async scene => {
    stopping.abort();
    await filling;
    await rm(ballastOf(scene), { force: true });
    await untilReady(scene.line.urls);
  },
  control: {
    without: 'writing before it says yes',
    begin: async scene => {
      for (const keeper of webOf(scene)) {
        keeper.process.kill('SIGKILL');
        await keeper.process.ended;
        await startAgain(scene, keeper, asMutant(SAYS_YES_FIRST));
      }
    },
  },
};
