import { hkdfSync } from 'node:crypto';
import path from 'node:path';
import { type Config, ConfigError } from '#platform/config';
import { makeSecretFile, readSecretFile } from './file.ts';
import { weakness } from './strength.ts';

export type Secrets = {
  /** A key of 32 bytes for one purpose, always the same on this installation (HKDF-SHA-256, RFC 5869). */
  secretFor(purpose: string): Buffer;
};

const SHORTEST = 32;

/**
 * The secret of this installation, from which every other is derived: the setting SECRET, else the file
 * `secrets/installation` in DATA_DIR (mode 0600, in a folder of mode 0700).
 * `mayMake`: whether the file may be made when absent; false in production and with one's own database, where a fresh
 * secret would silently end every session and open nothing that was sealed before.
 * Throws `ConfigError` when the secret is missing and may not be made; when it is weak, in production or with one's own
 * database; when its file is too short or open to other users.
 */
export function loadSecrets(
  config: Pick<Config, 'SECRET' | 'DATA_DIR' | 'NODE_ENV' | 'serious'>,
  { mayMake = !config.serious || config.NODE_ENV === 'test' } = {},
): Secrets {
  const file = path.join(config.DATA_DIR, 'secrets', 'installation');
  const master = config.SECRET ?? read(file, mayMake);
  const weak = config.SECRET && config.serious ? weakness(config.SECRET) : undefined;
  if (weak) throw new ConfigError([`SECRET: expected random characters (${HOW}), but ${weak}`]);
  const known = new Map<string, Buffer>();
  return {
    secretFor: purpose => {
      let key = known.get(purpose);
      if (!key) {
        key = Buffer.from(hkdfSync('sha256', master, '', `fansipan ${purpose}`, 32));
        known.set(purpose, key);
      }
      return key;
    },
  };
}

const HOW = 'as from: openssl rand -base64 48';

function read(file: string, mayMake: boolean): string {
  try {
    if (mayMake) makeSecretFile(file);
    const text = readSecretFile(file);
    if (text === undefined)
      throw new Error(
        `SECRET: expected at least ${SHORTEST} random characters (${HOW}) in it or, with mode 0600, in ${file}; found neither`,
      );
    if (text.length < SHORTEST)
      throw new Error(`${file}: expected at least ${SHORTEST} random characters (${HOW})`);
    return text;
  } catch (error) {
    throw new ConfigError([(error as Error).message]);
  }
}
