import { kept } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import { ProcedureNotFound } from '../errors.ts';
import type { ProcedureVersion } from '../types.ts';

// `empty` has no bounds: lower() and upper() of it are null.
const COLUMNS = `v.id, v.procedure_id AS "procedureId", p.code, v.number, v.status, v.name, f.name AS field,
  v.field_code AS "fieldCode", v.levels, v.agency_kind AS "agencyKind", v.decided_by AS "decidedBy", v.subjects,
  v.legal_basis AS "legalBasis", v.papers, v.fees, v.limits, v.results, v.service_level AS "serviceLevel",
  CASE WHEN v.form_id IS NOT NULL THEN jsonb_build_object('id', v.form_id, 'version', v.form_version) END AS form,
  CASE WHEN v.process_id IS NOT NULL THEN jsonb_build_object('id', v.process_id, 'version', v.process_version) END AS process,
  v.result_template AS "resultTemplate", v.mapping, v.same_matter AS "sameMatter", v.life_events AS "lifeEvents", v.keywords, v.unverified, v.missing, v.source,
  lower(v.valid) AS from, upper(v.valid) AS to, v.content_sha256 AS "contentSha256",
  v.created_at AS "createdAt", v.created_by AS "createdBy", v.published_at AS "publishedAt", v.published_by AS "publishedBy", v.authors`;

const FROM = `procedures.procedure_version v
  JOIN procedures.procedure p ON p.id = v.procedure_id JOIN procedures.field f ON f.code = v.field_code`;

/** The version of the procedure `code` that is in force on `date` (`YYYY-MM-DD`), if there is one. */
export const findProcedureInForce = (
  q: Queryable,
  code: string,
  date: string,
): Promise<ProcedureVersion | undefined> =>
  q.maybe<ProcedureVersion>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE p.code = $1 AND v.status = 'published' AND v.valid @> $2::date`,
    [code, date],
  );

/** The version in force on `date`. Throws PROCEDURE_NOT_FOUND when there is none. */
export async function procedureInForce(q: Queryable, code: string, date: string): Promise<ProcedureVersion> {
  const found = await findProcedureInForce(q, code, date);
  if (!found) throw ProcedureNotFound({ code });
  return found;
}

/** A version by its id, whatever its status: a running dossier keeps its version. */
export const findProcedureVersion = (q: Queryable, id: string): Promise<ProcedureVersion | undefined> =>
  q.maybe<ProcedureVersion>(`SELECT ${COLUMNS} FROM ${FROM} WHERE v.id = $1`, [id]);

/** A version by its id. Throws PROCEDURE_NOT_FOUND. */
export async function getProcedureVersion(q: Queryable, id: string): Promise<ProcedureVersion> {
  const found = await findProcedureVersion(q, id);
  if (!found) throw ProcedureNotFound({ code: id });
  return found;
}

/** Whether what was begun under a version may still be sent: it is or was in force, also if it was replaced on its first day. */
export const isPublished = async (q: Queryable, id: string): Promise<boolean> =>
  (await kept(q).maybe(
    "SELECT id FROM procedures.procedure_version WHERE id = $1 AND status IN ('published', 'replaced')",
    [id],
  )) !== undefined;

/** What procedures are called now, or were called last, by their ids; of those that there are. */
export async function procedureNames(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { code: string; name: string }>> {
  const rows = await q.query<{ id: string; code: string; name: string }>(
    `SELECT DISTINCT ON (p.id) p.id, p.code, v.name FROM procedures.procedure p
     JOIN procedures.procedure_version v ON v.procedure_id = p.id WHERE p.id::text = ANY ($1::text[])
     ORDER BY p.id, v.status = 'published' DESC, v.number DESC`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, ...procedure }) => [id, procedure]));
}

/** All versions of a procedure, newest first. */
export const listVersions = (q: Queryable, code: string): Promise<ProcedureVersion[]> =>
  q.query<ProcedureVersion>(`SELECT ${COLUMNS} FROM ${FROM} WHERE p.code = $1 ORDER BY v.number DESC`, [
    code,
  ]);

/** The procedure's draft, if it has one. */
export const findDraftVersion = (q: Queryable, code: string): Promise<ProcedureVersion | undefined> =>
  q.maybe<ProcedureVersion>(`SELECT ${COLUMNS} FROM ${FROM} WHERE p.code = $1 AND v.status = 'draft'`, [
    code,
  ]);
