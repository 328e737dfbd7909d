import path from 'node:path';
import type { Config } from '#platform/config';
import type { Secrets } from '#platform/secrets';
import { pinOf } from './pin.ts';
import { createToken, type Token } from './token.ts';

type Settings = Pick<
  Config,
  'DATA_DIR' | 'PKCS11_MODULE' | 'PKCS11_TOKEN' | 'PKCS11_PIN' | 'PKCS11_PIN_FILE'
>;

/** The token of the settings; undefined where none is set. Nothing is loaded before its first use. */
export function tokenOf(config: Settings, secrets: Secrets): Token | undefined {
  if (config.PKCS11_MODULE === null) return undefined;
  return createToken({
    module: config.PKCS11_MODULE,
    label: config.PKCS11_TOKEN,
    pin: pinOf({
      pin: config.PKCS11_PIN,
      file: config.PKCS11_PIN_FILE,
      note: path.join(config.DATA_DIR, 'secrets', 'pkcs11-pin-refused'),
      key: secrets.secretFor('pkcs11.pin'),
    }),
  });
}
