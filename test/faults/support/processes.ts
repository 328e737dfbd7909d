import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandTexts } from '../../../src/app/commands/io.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START_MS = 120_000;

/** A server process of the program, as `fansipan start` runs it. */
export type ServerProcess = {
  pid: number;
  /** Address of its pages, without a slash at the end. */
  url: string;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** What it has written to its standard error: its log. */
  log(): string;
};

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Kills all that was started here, and what is just starting too. */
export async function killServers(): Promise<void> {
  const alive = [...children];
  for (const child of alive) child.kill('SIGKILL');
  await Promise.all(alive.map(child => child.exitCode ?? child.signalCode ?? once(child, 'exit')));
}

/** True as soon as the database answers through the program at `url`. */
const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    answer => answer.ok,
    () => false,
  );

const BACK_MS = 30_000;

/** Waits until the database answers through each of these again, as it must by itself. Throws when it does not within half a minute. */
export async function untilReady(urls: readonly string[]): Promise<void> {
  const deadline = Date.now() + BACK_MS;
  for (const url of urls)
    while (!(await isReady(url))) {
      if (Date.now() > deadline) throw new Error(`${url} does not come back by itself`);
      await sleep(50);
    }
}

/** What a process says that has no pages, once it works (`cli.start.works`). */
const WORKS = commandTexts().of('vi')('cli.start.works');

/** Starts a process with these settings and waits until it serves (a worker: until it says that it works). */
export async function startServer(
  settings: Record<string, string>,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['src/app/cli.ts', 'start', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_COMPILE_CACHE: path.join(ROOT, 'node_modules/.cache/compile'),
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      // A mutant of the program is one in all its processes (test/mutants).
      ...(process.env.MUTANT ? { MUTANT: process.env.MUTANT, NODE_OPTIONS: process.env.NODE_OPTIONS } : {}),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said += chunk;
    });
  const ended = once(child, 'exit').then(([code, signal]) => {
    children.delete(child);
    return (code ?? signal) as number | NodeJS.Signals;
  });
  let over = false;
  ended.then(() => {
    over = true;
  });
  const url = `http://127.0.0.1:${settings.PORT}`;
  const deadline = Date.now() + START_MS;
  const worker = args.includes('worker');
  while (!(worker ? said.includes(WORKS) : await isReady(url))) {
    if (over || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`the server does not start:\n${said.slice(-4000)}`);
    }
    await sleep(25);
  }
  return {
    pid: child.pid ?? 0,
    url,
    kill: signal => void child.kill(signal),
    ended,
    log: () => said,
  };
}

/** Id of the embedded PostgreSQL of a data folder; undefined when there is no such process. */
export function postgresOf(dataDir: string): number | undefined {
  try {
    const folder = path.join(dataDir, 'postgres');
    const pid = Number.parseInt(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** Parent and process group of a process (proc_pid_stat(5): after the name in brackets come state, parent, group). */
function linesOf(pid: number | string): { parent: number; group: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), group: Number(group) };
  } catch {
    return undefined;
  }
}

/** The process group of a process that lives. */
export const groupOf = (pid: number): number | undefined => linesOf(pid)?.group;

/** A process and its children. */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && linesOf(name)?.parent === pid);
  return [pid, ...children.map(Number)];
}
