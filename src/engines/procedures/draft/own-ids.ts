import type { Queryable } from '#platform/db';
import type { ProcedureVersion, Reference } from '../types.ts';

/**
 * The name under which a form that is edited in a draft is kept: that of the procedure's form so far, so that it counts on
 * in versions; when other procedures use that one too, or there is none, the procedure's own code.
 */
export const formIdFor = (q: Queryable, version: ProcedureVersion): Promise<string> =>
  idFor(q, version, 'form', version.code.toLowerCase());

/** As `formIdFor`, of a process. */
export const processIdFor = (q: Queryable, version: ProcedureVersion): Promise<string> =>
  idFor(q, version, 'process', version.code.toLowerCase().replaceAll('.', '-'));

async function idFor(
  q: Queryable,
  version: ProcedureVersion,
  kind: 'form' | 'process',
  own: string,
): Promise<string> {
  const used: Reference | null = version[kind] ?? (await lastUsed(q, version.procedureId, kind));
  if (!used) return own;
  const { shared } = await q.one<{ shared: boolean }>(
    `SELECT EXISTS (SELECT FROM procedures.procedure_version WHERE ${kind}_id = $1 AND procedure_id <> $2) AS shared`,
    [used.id, version.procedureId],
  );
  return shared ? own : used.id;
}

async function lastUsed(
  q: Queryable,
  procedureId: string,
  kind: 'form' | 'process',
): Promise<Reference | null> {
  const row = await q.maybe<Reference>(
    `SELECT ${kind}_id AS id, ${kind}_version AS version FROM procedures.procedure_version
     WHERE procedure_id = $1 AND ${kind}_id IS NOT NULL ORDER BY number DESC LIMIT 1`,
    [procedureId],
  );
  return row ?? null;
}
