import type { Db, Queryable } from '#platform/db';
import type { Append } from '../append.ts';
import { canonical } from '../canonical.ts';
import type { Content } from '../entries.ts';
import type { Appended } from '../types.ts';
import { fingerprint, type Signer, verifySignature } from './signer.ts';

/** A key of the log: it signs the heads larger than `afterSize`, up to the next key's. */
export type LogKey = { afterSize: number; keyId: string; publicKey: Buffer };

/** What the previous key signs to hand over to the next. */
const handover = (previous: string, keyId: string, publicKey: string) =>
  Buffer.from(canonical({ type: 'fansipan-key/1', previous, keyId, publicKey }));

/** The key that a sealed `ledger.key-rotated` entry brings into force, or undefined when `current` did not approve it. */
export function rotatedKey(content: Content, position: number, current: LogKey): LogKey | undefined {
  const { previous, keyId, publicKey, approval } = content.body as Record<string, string | undefined>;
  if (!keyId || !publicKey || !approval || previous !== current.keyId) return undefined;
  const spki = Buffer.from(publicKey, 'base64');
  const message = handover(previous, keyId, publicKey);
  if (fingerprint(spki) !== keyId) return undefined;
  if (!verifySignature(current.publicKey, message, Buffer.from(approval, 'base64'))) return undefined;
  // The head that covers the rotation is still the previous key's: sealed under the old key.
  return { afterSize: position + 1, keyId, publicKey: spki };
}

/** The log's keys, the first first. */
export async function logKeys(q: Queryable): Promise<LogKey[]> {
  return q.query<LogKey>(
    `SELECT after_size AS "afterSize", key_id AS "keyId", public_key AS "publicKey" FROM ledger.key ORDER BY after_size`,
  );
}

/** Hands the log over from the key in force to `next`: it signs all heads after the one that covers this entry. */
export async function rotateKey(
  db: Db,
  append: Append,
  from: Signer,
  next: Signer,
  actor: string,
  at: Date,
): Promise<Appended> {
  const publicKey = next.publicKey.toString('base64');
  const approval = await from.sign(handover(from.keyId, next.keyId, publicKey));
  return db.tx(tx =>
    append.append(tx, {
      kind: 'ledger.key-rotated',
      subject: 'ledger:key',
      actor,
      at,
      body: { previous: from.keyId, keyId: next.keyId, publicKey, approval: approval.toString('base64') },
    }),
  );
}
