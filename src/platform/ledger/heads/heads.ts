import { canonical } from '../canonical.ts';
import { type Signer, verifySignature } from './signer.ts';

/** What a signed head states: the tree of the first `size` entries has this root. */
export type Head = {
  type: 'fansipan-head/1';
  /** Fingerprint of the log's first key: which log this is. */
  log: string;
  epoch: number;
  size: number;
  /** Hexadecimal. */
  root: string;
  time: string;
  keyId: string;
};

/** A statement as it was signed, byte for byte (UTF-8), and the signature in base64. */
export type Signed = { signed: string; signature: string };

/** A restore fell behind a head that is known outside, and somebody said to go on from where it stands. */
export type Loss = {
  type: 'fansipan-loss/1';
  log: string;
  lost: { size: number; root: string };
  continues: { size: number; root: string };
  time: string;
  keyId: string;
};

/** Signs a statement in its canonical form, which is kept byte for byte. */
export async function signStatement(signer: Signer, statement: object): Promise<Signed> {
  const signed = canonical(statement);
  return { signed, signature: (await signer.sign(Buffer.from(signed))).toString('base64') };
}

/** Whether the signature is of this statement, by this key. */
export const isSigned = (publicKey: Uint8Array, { signed, signature }: Signed): boolean =>
  verifySignature(publicKey, Buffer.from(signed), Buffer.from(signature, 'base64'));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Reads what was signed; says nothing about the signature. Undefined when it is neither a head nor a loss. */
export function readStatement({ signed }: Signed): Head | Loss | undefined {
  let value: unknown;
  try {
    value = JSON.parse(signed);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || typeof value.log !== 'string' || typeof value.keyId !== 'string') return undefined;
  if (value.type === 'fansipan-loss/1' && isRecord(value.lost) && isRecord(value.continues))
    return value as unknown as Loss;
  const isHead =
    value.type === 'fansipan-head/1' &&
    Number.isSafeInteger(value.size) &&
    (value.size as number) > 0 &&
    /^[0-9a-f]{64}$/.test(String(value.root));
  return isHead ? (value as unknown as Head) : undefined;
}

/** The head that a signed line states; undefined for a line that states something else. The signature is not looked at. */
export const readHead = (line: Signed): Head | undefined => {
  const statement = readStatement(line);
  return statement?.type === 'fansipan-head/1' ? statement : undefined;
};

/** One line of a head file: `{"signed":"…","signature":"…"}`. Undefined when it is not one. */
export function readLine(line: string): Signed | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (isRecord(value) && typeof value.signed === 'string' && typeof value.signature === 'string')
      return { signed: value.signed, signature: value.signature };
  } catch {
    // Not JSON: a torn or foreign line.
  }
  return undefined;
}
