import type { Db } from '#platform/db';
import type { StateCheck } from '#platform/ledger';
import { entries } from './entries.ts';

const KINDS = entries.map(e => e.kind);

type Row = {
  id: string;
  code: string;
  procedureVersion: string;
  status: string;
  receivedAt: Date;
  dueAt: Date;
  results: string[];
};

/**
 * Code, version of the procedure, status, reception, due time and results (kind, number, digest) of every dossier, as its table holds them and as its
 * entries say: no deadline, no rules and no document's number
 * move unseen.
 */
export const dossierState: StateCheck = {
  id: 'cases.dossier',
  kinds: KINDS,
  actual: async (db: Db, after, limit) => {
    const rows = await db.query<Row>(
      `SELECT d.id, d.code, d.procedure_version_id AS "procedureVersion", d.status, d.received_at AS "receivedAt", d.due_at AS "dueAt",
         ARRAY(SELECT r.kind || ' ' || r.number || ' ' || coalesce(r.sha256, '-') FROM cases.result r WHERE r.dossier_id = d.id) AS results
       FROM cases.dossier d WHERE $1::text IS NULL OR d.id > substr($1, 9)::uuid ORDER BY d.id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id, code, procedureVersion, status, receivedAt, dueAt, results }) => ({
      key: `dossier:${id}`,
      state: {
        code,
        procedureVersion,
        status,
        receivedAt: receivedAt.toISOString(),
        dueAt: dueAt.toISOString(),
        results: results.sort(),
      },
    }));
  },
  fold: (before, { kind, body }) => {
    const results = (before?.results ?? []) as string[];
    const line = `${body.resultKind} ${body.number} ${body.sha256 ?? '-'}`;
    const issued = kind === 'case.result-issued' || kind === 'case.result-drawn' ? [line] : [];
    // What is drawn takes the place of what was to be drawn.
    const undrawn = kind === 'case.result-drawn' ? `${body.resultKind} ${body.number} -` : null;
    return {
      code: body.code ?? before?.code,
      procedureVersion: body.procedureVersion ?? before?.procedureVersion,
      status: body.status,
      receivedAt: body.receivedAt ?? before?.receivedAt,
      dueAt: body.dueAt,
      results: [...results.filter(r => r !== undrawn), ...issued].sort(),
    };
  },
};
