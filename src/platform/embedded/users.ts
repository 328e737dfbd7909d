import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive, startedAt } from './processes.ts';

// Several may use one server: the last to leave stops it. Each writes its name before it looks whether somebody is
// stopping, and who leaves writes that it is stopping before it looks who is there: so of two that meet, one sees the
// other, without any lock that a killed process could leave behind.

type Kind = 'user' | 'stopping';

let count = 0;

async function living(folder: string, kind: Kind): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(folder)) {
    const match = /^(user|stopping)-(\d+)-(\d+)-\d+$/.exec(name);
    if (match?.[1] !== kind) continue;
    const pid = Number(match[2]);
    if (isAlive(pid) && startedAt(pid) === match[3]) names.push(name);
    else await rm(path.join(folder, name), { force: true });
  }
  return names;
}

const fileOf = (folder: string, kind: Kind, user: string) => path.join(folder, `${kind}-${user}`);
const mark = (folder: string, kind: Kind, user: string) =>
  writeFile(fileOf(folder, kind, user), '', { mode: 0o600 });
const unmark = (folder: string, kind: Kind, user: string) => rm(fileOf(folder, kind, user), { force: true });

/** Somebody in this process uses the server from now on; the name under which he is to `leave`. */
export async function enter(folder: string): Promise<string> {
  const user = `${process.pid}-${startedAt(process.pid)}-${++count}`;
  await mark(folder, 'user', user);
  return user;
}

/** True while somebody is about to stop the server. */
export const isStopping = async (folder: string): Promise<boolean> =>
  (await living(folder, 'stopping')).length > 0;

/** `user` no longer uses the server: runs `stop` when nobody else does. True when it was run. */
export async function leave(folder: string, user: string, stop: () => Promise<void>): Promise<boolean> {
  await unmark(folder, 'user', user);
  await mark(folder, 'stopping', user);
  try {
    if ((await living(folder, 'user')).length > 0) return false;
    await stop();
    return true;
  } finally {
    await unmark(folder, 'stopping', user);
  }
}
