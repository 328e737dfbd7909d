import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedProblem } from './problem.ts';

/** Name of the database and of its owner, the first superuser. */
export const NAME = 'fansipan';

async function run(account: Account, file: string, args: string[], env: NodeJS.ProcessEnv, input = '') {
  const [command, all] = account.command(file, args);
  const child = spawn(command, all, { ...account.options, env, stdio: ['pipe', 'pipe', 'pipe'], cwd: '/' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', text => {
      said += text;
    });
  }
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0)
    throw new EmbeddedProblem('not-made', { program: path.basename(file), said: said.trim().slice(-2000) });
}

const DRAFT_KEPT_MS = 3_600_000;

// What a start that was killed in the middle has left; a draft takes seconds, so an old one is nobody's.
async function clearDrafts(folder: string): Promise<void> {
  const above = path.dirname(folder);
  for (const name of await readdir(above)) {
    const draft = path.join(above, name);
    if (!name.startsWith(`${path.basename(folder)}.new-`)) continue;
    const age = Date.now() - (await stat(draft)).mtimeMs;
    if (age > DRAFT_KEPT_MS) await rm(draft, { recursive: true, force: true });
  }
}

/**
 * Makes the cluster at `folder` unless it is there: UTF-8, data checksums, and the C.UTF-8 order, which no update of
 * the system's libraries can change under an index (queries for people's eyes say COLLATE "vi-x-icu").
 * It is made whole under another name and then renamed: of two that do this at once one wins, a killed one leaves
 * nothing half done.
 */
export async function makeCluster(
  folder: string,
  binaries: Binaries,
  account: Account,
  sync: boolean,
): Promise<boolean> {
  if (existsSync(path.join(folder, 'PG_VERSION'))) return false;
  await clearDrafts(folder);
  const draft = `${folder}.new-${randomBytes(4).toString('hex')}`;
  const env = { ...binaries.env, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  await mkdir(draft, { mode: 0o700 });
  try {
    await account.own(draft);
    await run(
      account,
      binaries.initdb,
      [
        ...['-D', draft, '-U', NAME, '--encoding=UTF8', '--locale=C', '--data-checksums'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...['--auth-local=peer', '--auth-host=reject', sync ? '--sync-method=fsync' : '--no-sync'],
      ],
      env,
    );
    const single = ['--single', '-D', draft, ...(sync ? [] : ['-F']), 'postgres'];
    await run(account, binaries.postgres, single, env, `CREATE DATABASE ${NAME}\n`);
    await rename(draft, folder);
    return true;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (existsSync(path.join(folder, 'PG_VERSION'))) return false;
    throw error;
  }
}

/** Who may connect: on the socket only, and only our own user of the system, under any role. */
export async function writeAccess(folder: string, account: Account): Promise<void> {
  await writeFile(path.join(folder, 'pg_hba.conf'), 'local all all peer map=ours\n');
  await writeFile(path.join(folder, 'pg_ident.conf'), `ours "${account.peer}" all\n`);
}
