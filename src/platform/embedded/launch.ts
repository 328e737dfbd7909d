import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { serverSettings } from './settings.ts';

export type Launch = {
  folder: string;
  sockets: string;
  logFile: string;
  settings: Record<string, string>;
  binaries: Binaries;
  account: Account;
};

export type Launched = {
  /** True once the server has ended. */
  ended(): boolean;
  /** The last that it wrote. */
  said(): Promise<string>;
};

const LOG_LIMIT_BYTES = 10_000_000;

async function openLog(file: string) {
  const size = await stat(file).then(
    found => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(file, `${file}.1`);
  return open(file, 'a', 0o600);
}

/**
 * Starts the server process and returns at once. It is detached: Ctrl-C in the terminal must reach the program only,
 * which then stops the server after itself; and a killed program leaves the server to be adopted by the next one.
 */
export async function launch({
  folder,
  sockets,
  logFile,
  settings,
  binaries,
  account,
}: Launch): Promise<Launched> {
  const all = { ...serverSettings, ...settings, unix_socket_directories: sockets };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command, args] = account.command(binaries.postgres, ['-D', folder, ...flags]);
  const log = await openLog(logFile);
  try {
    const before = (await log.stat()).size;
    const child = spawn(command, args, {
      ...account.options,
      env: { ...binaries.env, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      cwd: folder,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    let fault: Error | undefined;
    child.on('error', error => {
      fault = error;
    });
    return {
      ended: () => fault !== undefined || child.exitCode !== null || child.signalCode !== null,
      said: async () =>
        fault?.message ?? (await readFile(logFile)).subarray(before).toString('utf8').trim().slice(-1500),
    };
  } finally {
    await log.close();
  }
}
