import type { Queryable } from '#platform/db';

/** What entries are looked for by; each that is given has to fit. */
export type EntryFilter = {
  /** Of any of these kinds. */
  kinds?: readonly string[];
  /** Accounts, programs, or `system`: any of these did it. */
  actors?: readonly string[];
  agencyId?: string;
  /** Recorded at or after the one instant, and before the other. */
  from?: Date;
  until?: Date;
  /** Only at these positions. */
  positions?: readonly number[];
};

/** Positions of the entries that fit, the newest first: `limit` after `offset`. */
export async function findEntries(
  q: Queryable,
  { kinds, actors, agencyId, from, until, positions }: EntryFilter,
  page: { limit: number; offset: number },
): Promise<number[]> {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['true'];
  // One kind is what the index is ordered under; several are put in order.
  if (kinds)
    where.push(kinds.length === 1 ? `kind = ${bind(kinds[0])}` : `kind = ANY (${bind(kinds)}::text[])`);
  if (agencyId !== undefined) where.push(`agency = ${bind(agencyId)}::uuid`);
  if (from) where.push(`recorded_at >= ${bind(from)}`);
  if (until) where.push(`recorded_at < ${bind(until)}`);
  if (positions) where.push(`position = ANY (${bind(positions)}::bigint[])`);
  const most = page.limit + page.offset;
  // One person walks his own part of the index; of several of one name each does, and stops after a page.
  const of = (actor: string) =>
    `(SELECT position, recorded_at FROM administration.entry_said WHERE ${[...where, `actor = ${bind(actor)}`].join(' AND ')}
      ORDER BY recorded_at DESC, position DESC LIMIT ${bind(most)}::int)`;
  if (actors?.length === 0) return [];
  const found = actors
    ? actors.map(of).join(' UNION ALL ')
    : `SELECT position, recorded_at FROM administration.entry_said WHERE ${where.join(' AND ')}`;
  const rows = await q.query<{ position: number }>(
    `SELECT position FROM (${found}) AS found ORDER BY recorded_at DESC, position DESC
     LIMIT ${bind(page.limit)}::int OFFSET ${bind(page.offset)}::int`,
    values,
  );
  return rows.map(row => Number(row.position));
}
