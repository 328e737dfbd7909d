import type { Queryable } from '#platform/db';

/** An open dossier with papers in which the scanner found something after they were taken in: nobody can open them. */
export type Withheld = { code: string; agencyId: string; papers: number };

/** Such dossiers, the first due first; at most `limit`. */
export const listWithheld = (q: Queryable, limit: number): Promise<Withheld[]> =>
  q.query(
    `SELECT d.code, d.agency_id AS "agencyId", count(*)::int AS papers
     FROM files.file f JOIN cases.paper p ON p.sha256 = f.sha256 AND p.replaced_by IS NULL
       JOIN cases.dossier d ON d.id = p.dossier_id AND d.closed_at IS NULL
     WHERE f.scan_result = 'infected' GROUP BY d.id, d.code, d.agency_id, d.due_at ORDER BY d.due_at, d.code LIMIT $1`,
    [limit],
  );
