// Promises: the first start with packages in place ≤ 60 s, the next ≤ 5 s, idle memory of all processes ≤ 400 MB (PSS).
// Measured from outside, as a person would: from the command to the first page, on a data folder of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 60_000;
const NEXT_MS = 5_000;
const IDLE_KB = 400_000;
const SETTLE_MS = 10_000;

const root = path.dirname(import.meta.dirname);
const dataDir = await mkdtemp(path.join(tmpdir(), 'fansipan-start-'));
const port = 20_000 + (process.pid % 12_000);

const line = (name: string, value: number, limit: number) =>
  console.log(
    `bench ${name} value=${Math.round(value)} limit=${limit} ratio=${(value / limit).toFixed(3)} ${value <= limit ? 'ok' : 'short'}`,
  );

async function start(): Promise<{ child: ChildProcess; ms: number }> {
  const begun = performance.now();
  const { TEST_DATABASE_URL: _, ...env } = process.env;
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: 'ignore',
    detached: true,
  });
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok) return { child, ms: performance.now() - begun };
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    await sleep(25);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  process.kill(-Number(child.pid), 'SIGTERM');
  await once(child, 'exit');
  while (await fetch(`http://127.0.0.1:${port}/livez`).catch(() => undefined)) await sleep(50);
}

const read = (file: string) => readFile(file, 'utf8').catch(() => '');

type Process = { parent: number; group: number; command: string };

async function look(pid: string): Promise<Process> {
  const stat = await read(`/proc/${pid}/stat`);
  const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(parent), group: Number(group), command: await read(`/proc/${pid}/cmdline`) };
}

/** Proportional set size of `npm start`'s group, and of the database server with its children, in kB. */
async function memory(group: number): Promise<number> {
  let sum = 0;
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const own = await look(pid);
    const ours = own.group === group || own.command.includes(dataDir);
    if (!ours && !(await look(String(own.parent))).command.includes(dataDir)) continue;
    sum += Number(/^Pss:\s+(\d+)/m.exec(await read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  }
  return sum;
}

try {
  const first = await start();
  line('first-start-ms', first.ms, FIRST_MS);
  await stop(first.child);
  const next = await start();
  line('next-start-ms', next.ms, NEXT_MS);
  await sleep(SETTLE_MS);
  line('idle-memory-kb', await memory(Number(next.child.pid)), IDLE_KB);
  await stop(next.child);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
