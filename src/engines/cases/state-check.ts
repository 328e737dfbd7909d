import type { Db } from '#platform/db';
import type { StateCheck } from '#platform/ledger';
import { entries } from './entries.ts';

const KINDS = entries.map(e => e.kind);

/** Status, due time and results of every dossier, as its table holds them and as its entries say: no deadline moves unseen. */
export const dossierState: StateCheck = {
  id: 'cases.dossier',
  kinds: KINDS,
  actual: async (db: Db, after, limit) => {
    const rows = await db.query<{ id: string; status: string; dueAt: Date; results: string[] }>(
      `SELECT d.id, d.status, d.due_at AS "dueAt",
         ARRAY(SELECT r.sha256 FROM cases.result r WHERE r.dossier_id = d.id ORDER BY r.sha256) AS results
       FROM cases.dossier d WHERE $1::text IS NULL OR d.id > substr($1, 9)::uuid ORDER BY d.id LIMIT $2`,
      [after, limit],
    );
    return rows.map(r => ({
      key: `dossier:${r.id}`,
      state: { status: r.status, dueAt: r.dueAt.toISOString(), results: r.results.join() },
    }));
  },
  fold: (before, entry) => {
    const results = new Set(
      String(before?.results ?? '')
        .split(',')
        .filter(Boolean),
    );
    if (entry.kind === 'case.result-issued') results.add(String(entry.body.sha256));
    return { status: entry.body.status, dueAt: entry.body.dueAt, results: [...results].sort().join() };
  },
};
