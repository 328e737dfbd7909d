import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, startedAt } from './processes.ts';

// Several processes may use one server: the last to leave stops it. Each writes its name before it looks whether
// somebody is stopping, and who leaves writes that it is stopping before it looks who is there: so of two that meet,
// one sees the other, without any lock that a killed process could leave behind.

type Kind = 'user' | 'stopping';

const self = () => `${process.pid}-${startedAt(process.pid)}`;

async function others(folder: string, kind: Kind): Promise<string[]> {
  const living: string[] = [];
  for (const name of await readdir(folder)) {
    const match = /^(user|stopping)-(\d+)-(\d+)$/.exec(name);
    if (match?.[1] !== kind || name === `${kind}-${self()}`) continue;
    const pid = Number(match[2]);
    if (isAlive(pid) && startedAt(pid) === match[3]) living.push(name);
    else await rm(path.join(folder, name), { force: true });
  }
  return living;
}

const mark = (folder: string, kind: Kind) =>
  writeFile(path.join(folder, `${kind}-${self()}`), '', { mode: 0o600 });
const unmark = (folder: string, kind: Kind) => rm(path.join(folder, `${kind}-${self()}`), { force: true });

/** This process uses the server from now on. */
export const enter = (folder: string): Promise<void> => mark(folder, 'user');

/** True while another process is about to stop the server. */
export const isStopping = async (folder: string): Promise<boolean> =>
  (await others(folder, 'stopping')).length > 0;

/** This process no longer uses the server: runs `stop` when nobody else does. True when it was run. */
export async function leave(folder: string, stop: () => Promise<void>): Promise<boolean> {
  await unmark(folder, 'user');
  await mark(folder, 'stopping');
  try {
    if ((await others(folder, 'user')).length > 0) return false;
    await stop();
    return true;
  } finally {
    await unmark(folder, 'stopping');
  }
}
