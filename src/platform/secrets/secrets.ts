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
  if (weak) throw new ConfigError([{ kind: `secret-${weak}`, setting: 'SECRET' }]);
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

function read(file: string, mayMake: boolean): string {
  const refused = (kind: 'missing' | 'short' | 'open' | 'unreadable', params = {}) =>
    new ConfigError([
      { kind: `secret-${kind}`, setting: 'SECRET', params: { file, shortest: SHORTEST, ...params } },
    ]);
  try {
    if (mayMake) makeSecretFile(file);
    const found = readSecretFile(file);
    if (!found) throw refused('missing');
    if (found.open) throw refused('open');
    if (found.text.length < SHORTEST) throw refused('short');
    return found.text;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw refused('unreadable', { why: code ?? message });
  }
}
