import type { Queryable } from '#platform/db';
import { leafHash } from './tree/merkle.ts';
import type { Entry, HistoryEntry } from './types.ts';

/** An entry's content, as its bytes state it. */
export type Content = {
  actor: string;
  agency: string | null;
  at: string;
  body: Record<string, unknown>;
  format: 1;
  id: string;
  kind: string;
  /** Field → commitment (hex). */
  personal: Record<string, string>;
  post: string | null;
  recordedAt: string;
  subject: string;
  version: number;
};

/** What the hashed bytes of an entry say. */
export const parseContent = (bytes: Uint8Array): Content => JSON.parse(Buffer.from(bytes).toString('utf8'));

type Row = { position: number | null; bytes: Buffer; personal: Record<string, unknown> | null };

// What is read is what is proven: everything comes from the hashed bytes, none of it from the columns beside them.
export function toEntry<P extends number | null>(
  row: Row & { position: P },
): Omit<Entry, 'position'> & { position: P } {
  const c = parseContent(row.bytes);
  return {
    position: row.position,
    id: c.id,
    kind: c.kind,
    subject: c.subject,
    version: c.version,
    actor: c.actor,
    post: c.post,
    agency: c.agency,
    at: new Date(c.at),
    recordedAt: new Date(c.recordedAt),
    body: c.body,
    personal: row.personal ?? {},
  };
}

/**
 * An entry beside each row of something that names it by `id`. Looked up one by one, by their ids, whatever the planner
 * thinks of the number of rows: it would read the whole log for every page.
 */
export const entryOf = (id: string): string =>
  `LEFT JOIN LATERAL (SELECT * FROM ledger.entry WHERE id = ${id} OFFSET 0) e ON true`;

export const PERSONAL = `(SELECT json_object_agg(s.field, s.value::json) FROM ledger.personal s
  WHERE s.entry = e.id AND s.value IS NOT NULL) AS personal`;

/** The stories of several subjects, by subject, each oldest first, with what is not yet sealed (its `position` is null); whose there is none is left out. */
export async function histories(
  q: Queryable,
  subjects: readonly string[],
  kinds?: readonly string[],
): Promise<ReadonlyMap<string, HistoryEntry[]>> {
  const rows = await q.query<Row>(
    `SELECT p.position, e.bytes, ${PERSONAL}
       FROM ledger.version v ${entryOf('v.entry')} LEFT JOIN ledger.position p ON p.entry = v.entry
      WHERE v.subject = ANY ($1) AND e.id IS NOT NULL AND ($2::text[] IS NULL OR e.kind = ANY ($2)) ORDER BY v.subject, v.version`,
    [subjects, kinds ?? null],
  );
  return Map.groupBy(rows.map(toEntry), entry => entry.subject);
}

/** The story of one subject, oldest first, with what is not yet sealed (its `position` is null). */
export async function history(
  q: Queryable,
  subject: string,
  kinds?: readonly string[],
): Promise<HistoryEntry[]> {
  const rows = await q.query<Row>(
    `SELECT p.position, e.bytes, ${PERSONAL}
       FROM ledger.version v ${entryOf('v.entry')} LEFT JOIN ledger.position p ON p.entry = v.entry
      WHERE v.subject = $1 AND e.id IS NOT NULL AND ($2::text[] IS NULL OR e.kind = ANY ($2)) ORDER BY v.version`,
    [subject, kinds ?? null],
  );
  return rows.map(toEntry);
}

/** Sealed entries from position `from` (included) to `to` (excluded), in order; only of `kinds` where given. */
export async function read(
  q: Queryable,
  range: { from: number; to: number; kinds?: readonly string[] },
): Promise<Entry[]> {
  const rows = await q.query<Row & { position: number }>(
    `SELECT p.position, e.bytes, ${PERSONAL}
       FROM ledger.position p ${entryOf('p.entry')}
      WHERE p.position >= $1 AND p.position < $2 AND e.id IS NOT NULL AND ($3::text[] IS NULL OR e.kind = ANY ($3)) ORDER BY p.position`,
    [range.from, range.to, range.kinds ?? null],
  );
  return rows.map(toEntry);
}

/** The sealed entries at these positions, in the order in which they are named. */
export async function readAt(q: Queryable, positions: readonly number[]): Promise<Entry[]> {
  const rows = await q.query<Row & { position: number }>(
    `SELECT p.position, e.bytes, ${PERSONAL}
       FROM unnest($1::bigint[]) WITH ORDINALITY AS n (position, n) JOIN ledger.position p ON p.position = n.position ${entryOf('p.entry')}
      WHERE e.id IS NOT NULL ORDER BY n.n`,
    [positions],
  );
  return rows.map(toEntry);
}

/** The positions of the sealed entries of these subjects, the last `limit` of each. */
export async function positionsOf(
  q: Queryable,
  subjects: readonly string[],
  limit: number,
): Promise<number[]> {
  const rows = await q.query<{ position: number }>(
    `SELECT p.position FROM unnest($1::text[]) AS s (subject)
     CROSS JOIN LATERAL (SELECT v.entry FROM ledger.version v WHERE v.subject = s.subject ORDER BY v.version DESC LIMIT $2) AS v
     JOIN ledger.position p ON p.entry = v.entry`,
    [subjects, limit],
  );
  return rows.map(row => Number(row.position));
}

/** How many entries are sealed: the position that the next one gets. */
export async function sealedSize(q: Queryable): Promise<number> {
  const row = await q.one<{ size: number }>(
    'SELECT coalesce((SELECT position + 1 FROM ledger.position ORDER BY position DESC LIMIT 1), 0) AS size',
  );
  return row.size;
}

/** An entry's leaf, from the bytes as they are stored now. */
export async function findLeaf(
  q: Queryable,
  id: string,
): Promise<{ id: string; leaf: string; recordedAt: Date } | undefined> {
  const row = await q.maybe<{ bytes: Buffer }>('SELECT bytes FROM ledger.entry WHERE id = $1', [id]);
  if (!row) return undefined;
  const leaf = leafHash(row.bytes).toString('hex');
  return { id, leaf, recordedAt: new Date(parseContent(row.bytes).recordedAt) };
}
