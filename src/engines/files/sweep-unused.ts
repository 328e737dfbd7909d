import type { Queryable } from '#platform/db';

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Deletes the rows of files that nothing refers to any more (a draft that was dropped, an upload that nobody came back for) and
 * that nobody has put for a week; their bytes go with the next sweep of the disk. What refers to a file is asked of the
 * catalogue: a module that gets a table with a key to `files.file` need not tell anybody. Personal data is kept no longer than needed
 * (Law 91/2025/QH15). Returns the number deleted.
 */
export async function sweepUnused(q: Queryable, now: Date): Promise<number> {
  const keys = await q.query<{ of: string; column: string }>(
    `SELECT c.conrelid::regclass::text AS of, quote_ident(a.attname) AS column
     FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
     WHERE c.contype = 'f' AND c.confrelid = 'files.file'::regclass`,
  );
  const unused = keys.map(k => `AND NOT EXISTS (SELECT FROM ${k.of} r WHERE r.${k.column} = f.sha256)`);
  return q.run(`DELETE FROM files.file f WHERE f.wanted_at < $1 ${unused.join(' ')}`, [
    new Date(now.getTime() - WEEK_MS),
  ]);
}
