import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../tree/merkle.ts';

/** A key that signs heads and receipts: a file here, a PKCS#11 token where the app gives one. */
export type Signer = {
  /** SHA-256 of `publicKey`, hexadecimal: its fingerprint. */
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER. ECDSA P-256 (signatures over SHA-256, DER) or Ed25519. */
  readonly publicKey: Buffer;
  sign(bytes: Uint8Array): Buffer | Promise<Buffer>;
};

/** All keys that this installation can sign with. Which of them is in force, the log itself says. */
export type Keyring = {
  /** The key that a new log begins with. */
  first(): Signer;
  /** The signer of that fingerprint, or undefined. Looks again where keys are kept: another process may have rotated. */
  find(keyId: string): Signer | undefined;
};

/** SHA-256 of a public key (DER), in hexadecimal: the name of a key in the log. */
export const fingerprint = (publicKey: Uint8Array): string => sha256(publicKey).toString('hex');

const isSigner = (ring: Signer | Keyring): ring is Signer => 'sign' in ring;

/** One signer as a ring. */
export const asKeyring = (ring: Signer | Keyring): Keyring =>
  isSigner(ring) ? { first: () => ring, find: keyId => (keyId === ring.keyId ? ring : undefined) } : ring;

const parsed = new Map<string, KeyObject>();
function publicKeyOf(spki: Uint8Array): KeyObject {
  const id = Buffer.from(spki).toString('base64');
  let key = parsed.get(id);
  if (!key) {
    key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    if (parsed.size > 100) parsed.clear();
    parsed.set(id, key);
  }
  return key;
}

/** Whether `signature` is that of the key over `bytes`. False also for a key or a signature that cannot be read. */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = publicKeyOf(publicKey);
    return verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes, key, signature);
  } catch {
    return false;
  }
}

/** A signer from a private key in memory. */
export function signerOf(privateKey: KeyObject): Signer {
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const algorithm = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return { keyId: fingerprint(publicKey), publicKey, sign: bytes => sign(algorithm, bytes, privateKey) };
}

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/**
 * Keys as PKCS#8 PEM files, mode 0600, in `folder` (made with mode 0700): `<fingerprint>.pem`, and `first` naming the
 * one that the log began with. Made on first use. `add()` makes another, for a rotation.
 */
export function fileKeyring(folder: string): Keyring & { add(): Signer } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = new Map<string, Signer>();
  const fileOf = (keyId: string) => path.join(folder, `${keyId}.pem`);
  const find = (keyId: string): Signer | undefined => {
    if (!/^[0-9a-f]{64}$/.test(keyId)) return undefined;
    if (!known.has(keyId) && existsSync(fileOf(keyId))) {
      const signer = signerOf(createPrivateKey(readFileSync(fileOf(keyId))));
      if (signer.keyId !== keyId)
        throw new Error(`ledger: ${fileOf(keyId)} holds another key than its name says`);
      known.set(keyId, signer);
    }
    return known.get(keyId);
  };
  const write = (file: string, text: string) => {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true });
    chmodSync(file, 0o600);
  };
  const add = () => {
    const key = newKey();
    const signer = signerOf(key);
    write(fileOf(signer.keyId), key.export({ format: 'pem', type: 'pkcs8' }) as string);
    known.set(signer.keyId, signer);
    return signer;
  };
  const first = () => {
    const name = path.join(folder, 'first');
    if (!existsSync(name)) {
      const { keyId } = add();
      const own = `${name}.${keyId}`;
      write(own, keyId);
      try {
        linkSync(own, name);
      } catch (error) {
        // Of two processes that start at once one is first, and both read the same name.
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      unlinkSync(own);
    }
    const keyId = readFileSync(name, 'utf8').trim();
    const signer = find(keyId);
    if (!signer) throw new Error(`ledger: key ${keyId} is missing in ${folder}`);
    return signer;
  };
  return { first, find, add };
}
