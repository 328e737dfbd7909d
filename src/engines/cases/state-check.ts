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

/** The results as an entry leaves them: one is issued, drawn, replaced by another, or revoked by a decision. */
function resultsAfter(before: readonly string[], kind: string, body: Record<string, unknown>): string[] {
  const of = (id: unknown, change: (line: string) => string) =>
    before.map(line => (line.startsWith(`${id} `) ? change(line) : line));
  const ended = (how: string) => of(body.of, line => line.replace(/ valid$/, ` ${how}`));
  const issued = [body.result, body.resultKind, body.number, body.sha256 ?? '-', 'valid'].join(' ');
  switch (kind) {
    case 'case.result-issued':
      return [...before, issued];
    case 'case.result-drawn':
      return of(body.result, line => line.replace(' - ', ` ${body.sha256} `));
    case 'case.result-corrected':
    case 'case.result-reissued':
      return [...ended('replaced'), issued];
    case 'case.result-revoked':
      return ended(`revoked ${body.number} ${body.sha256}`);
    default:
      return [...before];
  }
}

/**
 * Code, version of the procedure, status, reception, due time and results (kind, number, digest, whether it holds and by which decision
 * not) of every dossier, as its table holds them and as its entries say: no deadline, no rules and no document's number move unseen,
 * and nothing that was revoked holds again.
 */
export const dossierState: StateCheck = {
  id: 'cases.dossier',
  kinds: KINDS,
  actual: async (db: Db, after, limit) => {
    const rows = await db.query<Row>(
      `SELECT d.id, d.code, d.procedure_version_id AS "procedureVersion", d.status, d.received_at AS "receivedAt", d.due_at AS "dueAt",
         ARRAY(SELECT concat_ws(' ', r.id, r.kind, r.number, coalesce(r.sha256, '-'), r.status, a.number, a.sha256)
           FROM cases.result r LEFT JOIN cases.result_act a ON a.result_id = r.id WHERE r.dossier_id = d.id) AS results
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
    return {
      code: body.code ?? before?.code,
      procedureVersion: body.procedureVersion ?? before?.procedureVersion,
      status: body.status,
      receivedAt: body.receivedAt ?? before?.receivedAt,
      dueAt: body.dueAt,
      results: resultsAfter(results, kind, body).sort(),
    };
  },
};
