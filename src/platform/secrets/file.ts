import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The text of a secret file; undefined when there is none; `open` when others than its owner may read it. */
export function readSecretFile(file: string): { text: string; open: boolean } | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) return undefined;
  const open = (found.mode & 0o077) !== 0;
  return { text: open ? '' : readFileSync(file, 'utf8').trim(), open };
}

/** Makes a secret file of 48 random bytes unless there is one. Of several processes that do so at once, one wins. */
export function makeSecretFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  try {
    // A link, unlike a rename, leaves alone what is there; and nobody ever reads half a file.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}
