import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type SigningToken, tokenOf } from '#engines/trust';
import type { Config } from '#platform/config';
import { fileKeyring, fingerprint, type Keyring, type Signer } from '#platform/ledger';
import type { Secrets } from '#platform/secrets';

const PUBLIC = /^[0-9a-f]{64}$/;

const signerIn = (token: SigningToken, label: string, publicKey: Buffer): Signer => ({
  keyId: fingerprint(publicKey),
  publicKey,
  sign: bytes => token.sign(label, bytes),
});

/**
 * The keys that this installation's ledger is signed with: files in `DATA_DIR/keys/ledger`, and keys in a token, of which a file there
 * (`<fingerprint>.token`) keeps label and public half, so that the token is asked for nothing but signatures. `add()` makes one for a rotation: in
 * the token where PKCS11_LEDGER_KEY names it, under that label; a file otherwise. A new log begins with a file.
 */
export function ledgerKeys(config: Config, secrets: Secrets): Keyring & { add(): Promise<Signer> } {
  const folder = path.join(config.DATA_DIR, 'keys', 'ledger');
  const files = fileKeyring(folder);
  const token = tokenOf(config, secrets);
  const fileOf = (keyId: string) => path.join(folder, `${keyId}.token`);
  const find = (keyId: string): Signer | undefined => {
    const file = files.find(keyId);
    if (file || !token || !PUBLIC.test(keyId) || !existsSync(fileOf(keyId))) return file;
    const [label = '', spki = ''] = readFileSync(fileOf(keyId), 'utf8').split('\n');
    return signerIn(token, label, Buffer.from(spki, 'base64'));
  };
  const add = async (): Promise<Signer> => {
    if (!token || config.PKCS11_LEDGER_KEY === null) return files.add();
    const label = config.PKCS11_LEDGER_KEY;
    const publicKey = await token.make(label);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const signer = signerIn(token, label, publicKey);
    const text = `${label}\n${publicKey.toString('base64')}\n`;
    writeFileSync(fileOf(signer.keyId), text, { mode: 0o600, flush: true });
    return signer;
  };
  return { first: files.first, find, add };
}
