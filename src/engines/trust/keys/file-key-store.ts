import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Vault } from '#engines/identity';
import { newId } from '#platform/db';
import { KeyMissing } from '../errors.ts';
import type { KeyStore } from './key-store.ts';

/**
 * Keys as files in `folder`, mode 0600, encrypted by the vault under a key derived from the installation's secret: who
 * copies the folder without the secret has nothing.
 */
export class FileKeyStore implements KeyStore {
  #folder: string;
  #vault: Pick<Vault, 'seal' | 'open'>;

  constructor(folder: string, vault: Pick<Vault, 'seal' | 'open'>) {
    this.#folder = folder;
    this.#vault = vault;
  }

  #file(id: string): string {
    if (!/^[a-z0-9-]{1,80}$/.test(id)) throw new TypeError('a key id of letters, digits and dashes expected');
    return path.join(this.#folder, `${id}.key`);
  }

  async #read(id: string): Promise<KeyObject | undefined> {
    const sealed = await readFile(this.#file(id)).catch(() => undefined);
    if (!sealed) return undefined;
    const der = Buffer.from(this.#vault.open(`trust.key ${id}`, sealed), 'base64');
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  }

  /** Whether there is a key of this id. */
  async has(id: string): Promise<boolean> {
    return (await this.#read(id)) !== undefined;
  }

  async create(id: string): Promise<Buffer> {
    const there = await this.#read(id);
    if (there) return publicHalf(there);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const der = privateKey.export({ format: 'der', type: 'pkcs8' });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await chmod(this.#folder, 0o700);
    const temporary = path.join(this.#folder, `.${newId()}`);
    try {
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(this.#vault.seal(`trust.key ${id}`, der.toString('base64')));
        await handle.sync();
      } finally {
        await handle.close();
      }
      // Linked, not renamed: of two processes that make the same key, the second keeps the first one's.
      await link(temporary, this.#file(id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    } finally {
      await rm(temporary, { force: true });
    }
    const folder = await open(this.#folder, 'r');
    await folder.sync().finally(() => folder.close());
    const kept = await this.#read(id);
    if (!kept) throw KeyMissing();
    return publicHalf(kept);
  }

  async sign(id: string, data: Uint8Array): Promise<Buffer> {
    const key = await this.#read(id);
    if (!key) throw KeyMissing();
    return sign('sha256', data, { key, dsaEncoding: 'der' });
  }
}

const publicHalf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }) as Buffer;
