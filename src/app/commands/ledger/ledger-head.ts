import type { SavedHead } from '#platform/backup';
import type { Queryable } from '#platform/db';

type Row = { size: number; signed: string };

const headOf = (row: Row | undefined): SavedHead | null =>
  row ? { size: row.size, root: String(JSON.parse(row.signed).root) } : null;

/** The ledger's last signed head as the database holds it; null in a new installation. */
export async function lastHead(q: Queryable): Promise<SavedHead | null> {
  const { there } = await q.one<{ there: boolean }>("SELECT to_regclass('ledger.head') IS NOT NULL AS there");
  if (!there) return null;
  return headOf(await q.maybe<Row>('SELECT size, signed FROM ledger.head ORDER BY size DESC LIMIT 1'));
}

/** The signed head of the first `size` entries, if the database holds one. */
export const headOfSize = async (q: Queryable, size: number): Promise<SavedHead | null> =>
  headOf(await q.maybe<Row>('SELECT size, signed FROM ledger.head WHERE size = $1', [size]));
