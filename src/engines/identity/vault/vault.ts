import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { defineService } from '#platform/env';
import type { Secrets } from '#platform/secrets';

/** Encrypts and digests what lies in the database, under keys that do not. Each purpose has keys of its own. */
export type Vault = {
  /** AES-256-GCM; the same text never gives the same bytes. */
  seal(purpose: string, text: string): Buffer;
  /** Throws when the bytes were changed, or sealed for another purpose or by another installation. */
  open(purpose: string, sealed: Buffer): string;
  /** HMAC-SHA-256, for look-up and comparison: the same text always gives the same 32 bytes. */
  digest(purpose: string, text: string): Buffer;
};

export const vaultService = defineService<Vault>('identity.vault');

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

/** A vault over the installation's secret. */
export function createVault(secrets: Secrets): Vault {
  const keyOf = (use: string, purpose: string) => secrets.secretFor(`identity ${use} ${purpose}`);
  return {
    seal: (purpose, text) => {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', keyOf('seal', purpose), nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), body]);
    },
    open: (purpose, sealed) => {
      if (sealed[0] !== VERSION || sealed.length < 1 + NONCE + TAG) throw new Error('sealed bytes expected');
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyOf('seal', purpose),
        sealed.subarray(1, 1 + NONCE),
        { authTagLength: TAG },
      );
      decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG));
      return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE + TAG)), decipher.final()]).toString(
        'utf8',
      );
    },
    digest: (purpose, text) => createHmac('sha256', keyOf('digest', purpose)).update(text).digest(),
  };
}
