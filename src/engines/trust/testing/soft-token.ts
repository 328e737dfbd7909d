import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Pkcs11 } from '../keys/pkcs11/binding.ts';
import { libraryAt } from '../keys/pkcs11/library.ts';
import { pinOf } from '../keys/pkcs11/pin.ts';
import { createToken, type Token } from '../keys/pkcs11/token.ts';

export { tokenKeyStore } from '../keys/pkcs11/token-key-store.ts';
export type { Token };

const DRIVERS = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so'];

/**
 * A token of SoftHSM2 (another house's software, as a judge) in a folder of its own. It can be pulled out and put back. The driver finds
 * it by an environment variable of this process: one at a time.
 */
export async function softToken(label: string, pin: string) {
  const driver = DRIVERS.find(existsSync);
  if (!driver) throw new Error('SoftHSM2 is missing: node bin/ensure.js --judges');
  const folder = await mkdtemp(path.join(tmpdir(), 'softhsm-'));
  const [tokens, away, conf] = ['tokens', 'away', 'softhsm2.conf'].map(name => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(tokens);
  await writeFile(conf, `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env.SOFTHSM2_CONF = conf;
  const add = (name: string, itsPin: string) => {
    const args = ['--init-token', '--free', '--label', name, '--so-pin', '12345678', '--pin', itsPin];
    execFileSync('softhsm2-util', args);
  };
  add(label, pin);
  return {
    driver,
    folder,
    label,
    pin,
    /** Another token beside it. */
    add,
    /** The driver is to find this one again, after another was used. */
    use: () => {
      process.env.SOFTHSM2_CONF = conf;
    },
    pullOut: async () => {
      await rename(tokens, away);
      await mkdir(tokens);
    },
    putBack: async () => {
      await rm(tokens, { recursive: true });
      await rename(away, tokens);
    },
    end: async () => {
      delete process.env.SOFTHSM2_CONF;
      await rm(folder, { recursive: true });
    },
  };
}

/** The token of that label as a process of an installation has it; `note`: where that installation notes a refused PIN. */
export const tokenAt = (driver: string, label: string | null, pin: string, note: string): Token =>
  createToken({ module: driver, label, pin: pinOf({ pin, file: null, note, key: Buffer.alloc(32, 1) }) });

/** The driver's own calls, to look past the house. */
export const callsOf = (driver: string): Pkcs11 => libraryAt(driver).calls;
/** What is new among the driver's tokens is seen. */
export const refresh = (driver: string): void => libraryAt(driver).renew();

export type SoftToken = Awaited<ReturnType<typeof softToken>>;
