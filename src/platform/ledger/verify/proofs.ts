import type { Queryable } from '#platform/db';
import { readHead, type Signed } from '../heads/heads.ts';
import { type LogKey, logKeys } from '../heads/rotation.ts';
import { storedTree } from '../tree/tiles.ts';
import { type ByHand, byHand } from './how.ts';

/** An entry and its place in the log under a signed head. */
export type Inclusion = {
  /** The entry's bytes, as text (UTF-8). */
  entry: string;
  position: number;
  /** Hashes from the leaf's neighbour up, hexadecimal. */
  path: string[];
  head: Signed;
};

/** A key of the log, as SubjectPublicKeyInfo in base64; all but the first with the proof of the entry that named it. */
export type KeyLink = { keyId: string; publicKey: string } & (Inclusion | object);

/** All that is needed to check one entry with nothing but this file and the log's fingerprint. */
export type Proof = BareProof & ByHand;

/** The same without the words on how to check it, as one of several in a file. */
export type BareProof = Inclusion & {
  type: 'fansipan-proof/1';
  /** Fingerprint of the log's first key. Compare it with the one that is printed on every receipt and published. */
  log: string;
  keys: KeyLink[];
  /** The personal fields that have not been erased: with salt (hex) and value (canonical JSON) anybody can hash them. */
  personal: Record<string, { salt: string; value: string }>;
};

/** That the log under one head goes on from another. */
export type Consistency = ByHand & {
  type: 'fansipan-consistency/1';
  log: string;
  keys: KeyLink[];
  first: Signed;
  second: Signed;
  path: string[];
};

const hex = (hashes: readonly Buffer[]) => hashes.map(h => h.toString('hex'));

/** The smallest signed head of at least `size`, or with `last` the newest one. */
export async function findHead(
  q: Queryable,
  size: number,
  which: 'first' | 'last' = 'first',
): Promise<Signed | undefined> {
  return q.maybe<Signed>(
    `SELECT signed, translate(encode(signature, 'base64'), E'\\n', '') AS signature FROM ledger.head
      WHERE size >= $1 ORDER BY size ${which === 'first' ? 'ASC' : 'DESC'} LIMIT 1`,
    [size],
  );
}

async function getHead(q: Queryable, size: number, which: 'first' | 'last' = 'first') {
  const line = await findHead(q, size, which);
  const head = line && readHead(line);
  if (!line || !head) throw new Error(`ledger: no signed head of size ${size} or more`);
  return { line, head };
}

async function inclusion(
  q: Queryable,
  position: number,
  under: { line: Signed; size: number },
): Promise<Inclusion> {
  const { bytes } = await q.one<{ bytes: Buffer }>(
    'SELECT e.bytes FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry WHERE p.position = $1',
    [position],
  );
  const path = await storedTree(q).inclusion(position, under.size);
  return { entry: bytes.toString('utf8'), position, path: hex(path), head: under.line };
}

/** The keys up to the one that signs heads of `size`, each proven by the one before. */
async function keyChain(q: Queryable, size: number): Promise<{ log: string; keys: KeyLink[] }> {
  const links: KeyLink[] = [];
  const keys = (await logKeys(q)).filter(k => k.afterSize < size);
  for (const key of keys) {
    const link = { keyId: key.keyId, publicKey: key.publicKey.toString('base64') };
    links.push(key.afterSize === 0 ? link : { ...link, ...(await rotationProof(q, key)) });
  }
  const log = keys[0]?.keyId;
  if (!log) throw new Error('ledger: the log has no key yet');
  return { log, keys: links };
}

async function rotationProof(q: Queryable, key: LogKey): Promise<Inclusion> {
  const { line, head } = await getHead(q, key.afterSize);
  return inclusion(q, key.afterSize - 1, { line, size: head.size });
}

/**
 * The proof of one entry, or undefined while it is not under a signed head (or does not exist). `size`: under the signed
 * head of that size, or the next one; the newest when absent. Without `personal` it carries no salts.
 */
export async function prove(
  q: Queryable,
  id: string,
  options: { size?: number; personal?: boolean } = {},
): Promise<Proof | undefined> {
  const place = await q.maybe<{ position: number }>('SELECT position FROM ledger.position WHERE entry = $1', [
    id,
  ]);
  const newest = await findHead(q, 1, 'last');
  if (!place || !newest || (readHead(newest)?.size ?? 0) <= place.position) return undefined;
  const { line, head } = options.size
    ? await getHead(q, Math.max(options.size, place.position + 1))
    : await getHead(q, 1, 'last');
  const secrets =
    options.personal === false
      ? []
      : await q.query<{ field: string; salt: Buffer; value: string }>(
          'SELECT field, salt, value FROM ledger.personal WHERE entry = $1 AND salt IS NOT NULL ORDER BY field',
          [id],
        );
  return {
    type: 'fansipan-proof/1',
    ...(await keyChain(q, head.size)),
    ...(await inclusion(q, place.position, { line, size: head.size })),
    personal: Object.fromEntries(
      secrets.map(s => [s.field, { salt: s.salt.toString('hex'), value: s.value }]),
    ),
    ...byHand('proof'),
  };
}

/** The proof that the log under the head of size `second` begins with all of the log under the head of size `first`. */
export async function proveConsistency(q: Queryable, first: number, second?: number): Promise<Consistency> {
  const a = await getHead(q, first);
  const b = second ? await getHead(q, second) : await getHead(q, 1, 'last');
  if (a.head.size > b.head.size) throw new Error(`ledger: head ${first} is newer than head ${second}`);
  return {
    type: 'fansipan-consistency/1',
    ...(await keyChain(q, b.head.size)),
    first: a.line,
    second: b.line,
    path: hex(await storedTree(q).consistency(a.head.size, b.head.size)),
    ...byHand('consistency'),
  };
}
