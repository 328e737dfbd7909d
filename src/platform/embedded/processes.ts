import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const linux = process.platform === 'linux';

type Stat = { state: string; started: string };

// /proc/PID/stat: the name in brackets may hold anything, so fields are counted after the last bracket (proc_pid_stat(5)).
function stat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', started: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

/** True while a process of this id runs. A zombie does not run, though it still answers signal 0. */
export function isAlive(pid: number): boolean {
  if (linux) {
    const found = stat(pid);
    return found !== undefined && found.state !== 'Z' && found.state !== 'X';
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process started, in clock ticks since boot: tells it from a later one that got the same id. */
export const startedAt = (pid: number): string => (linux && stat(pid)?.started) || '0';

/** Ids of the processes that work in `folder`; undefined where the system does not say. */
export function processesIn(folder: string): number[] | undefined {
  if (!linux) return undefined;
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (readlinkSync(`/proc/${name}/cwd`) === folder) found.push(Number(name));
    } catch {
      // Gone meanwhile, or somebody else's.
    }
  }
  return found;
}
