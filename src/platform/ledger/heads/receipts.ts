import type { Appended } from '../types.ts';
import { isSigned, type Signed, signStatement } from './heads.ts';
import type { Signer } from './signer.ts';

/** What the house owes whoever acted: this leaf will stand in the log, under a signed head, by `sealBy`. */
export type Receipt = {
  type: 'fansipan-receipt/1';
  log: string;
  id: string;
  /** Hexadecimal. */
  leaf: string;
  time: string;
  sealBy: string;
  keyId: string;
};

/** How long sealing may take before a receipt without an entry in the log is a broken promise. */
const SEAL_WITHIN_MS = 3_600_000;

/** The promise, given with an act, that its leaf will stand in the log. */
export const signReceipt = (
  signer: Signer,
  log: string,
  appended: Pick<Appended, 'id' | 'leaf' | 'recordedAt'>,
): Promise<Signed> =>
  signStatement(signer, {
    type: 'fansipan-receipt/1',
    log,
    id: appended.id,
    leaf: appended.leaf,
    time: appended.recordedAt,
    sealBy: new Date(appended.recordedAt.getTime() + SEAL_WITHIN_MS),
    keyId: signer.keyId,
  });

/** Reads a receipt; undefined when it is none, or not signed by one of `publicKeys`. */
export function openReceipt(line: Signed, publicKeys: readonly Uint8Array[]): Receipt | undefined {
  if (!publicKeys.some(key => isSigned(key, line))) return undefined;
  const receipt = JSON.parse(line.signed) as Receipt;
  return receipt.type === 'fansipan-receipt/1' ? receipt : undefined;
}
