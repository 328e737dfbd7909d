import { newId, type Tx } from '#platform/db';
import { fold } from '#platform/text';
import { digest, fieldCodeOf, missingForPublication, searchText, tidyContent } from '../content.ts';
import type { Missing, ProcedureContent } from '../types.ts';

// The columns of a version's content, in the order of `values`.
const COLUMNS = [
  'name',
  'folded_name',
  'search',
  'field_code',
  'levels',
  'agency_kind',
  'decided_by',
  'subjects',
  'legal_basis',
  'papers',
  'fees',
  'limits',
  'results',
  'service_level',
  'form_id',
  'form_version',
  'process_id',
  'process_version',
  'result_template',
  'mapping',
  'same_matter',
  'life_events',
  'keywords',
  'unverified',
  'missing',
  'source',
  'content_sha256',
];

const values = (code: string, c: ProcedureContent, missing: Missing[]): unknown[] => [
  c.name,
  fold(c.name),
  searchText(code, c),
  fieldCodeOf(c.field),
  c.levels,
  c.agencyKind,
  c.decidedBy,
  c.subjects,
  c.legalBasis,
  JSON.stringify(c.papers),
  JSON.stringify(c.fees),
  JSON.stringify(c.limits),
  c.results,
  c.serviceLevel,
  c.form?.id ?? null,
  c.form?.version ?? null,
  c.process?.id ?? null,
  c.process?.version ?? null,
  c.resultTemplate ? JSON.stringify(c.resultTemplate) : null,
  c.mapping ? JSON.stringify(c.mapping) : null,
  c.sameMatter ? JSON.stringify(c.sameMatter) : null,
  c.lifeEvents,
  c.keywords,
  c.unverified,
  missing,
  JSON.stringify(c.source),
  digest(c),
];

export type WrittenVersion = { id: string; number: number; sha256: string; missing: Missing[] };

const ensureField = (tx: Tx, name: string): Promise<number> =>
  tx.run(
    'INSERT INTO procedures.field (code, name, folded) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING',
    [fieldCodeOf(name), name, fold(name)],
  );

/** Finds or makes the procedure of this code and locks it. Returns its id. */
export async function ensureProcedure(tx: Tx, code: string, at: Date): Promise<string> {
  await tx.run(
    'INSERT INTO procedures.procedure (id, code, created_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING',
    [newId(), code, at],
  );
  return (
    await tx.one<{ id: string }>('SELECT id FROM procedures.procedure WHERE code = $1 FOR UPDATE', [code])
  ).id;
}

const INSERT = `INSERT INTO procedures.procedure_version
  (id, procedure_id, number, status, created_at, created_by, authors, source_sha256, ${COLUMNS.join(', ')})
  SELECT $1, $2, coalesce(max(number), 0) + 1, 'draft', $3, $4, ARRAY[$4::text], $5, ${COLUMNS.map((_, i) => `$${i + 6}`).join(', ')}
  FROM procedures.procedure_version WHERE procedure_id = $2 RETURNING number`;

/** Adds a version as a draft. The procedure is locked. */
export async function insertDraft(
  tx: Tx,
  to: { code: string; procedureId: string },
  given: ProcedureContent,
  by: { actor: string; at: Date; sourceSha256?: string },
): Promise<WrittenVersion> {
  const content = tidyContent(given);
  const missing = missingForPublication(content);
  await ensureField(tx, content.field);
  const id = newId();
  const { number } = await tx.one<{ number: number }>(INSERT, [
    id,
    to.procedureId,
    by.at,
    by.actor,
    by.sourceSha256 ?? null,
    ...values(to.code, content, missing),
  ]);
  return { id, number, sha256: digest(content), missing };
}

/** Notes that somebody has written of a draft. */
export const addAuthor = (tx: Tx, versionId: string, author: string): Promise<number> =>
  tx.run(
    `UPDATE procedures.procedure_version SET authors = array_append(authors, $2)
     WHERE id = $1 AND status = 'draft' AND $2 <> ALL (authors)`,
    [versionId, author],
  );

const UPDATE = `UPDATE procedures.procedure_version SET source_sha256 = coalesce($2, source_sha256),
  authors = CASE WHEN $3::text = ANY (authors) THEN authors ELSE array_append(authors, $3::text) END, ${COLUMNS.map((c, i) => `${c} = $${i + 4}`).join(', ')} WHERE id = $1 AND status = 'draft' RETURNING number`;

/** Replaces the content of a draft; `author` has written of it from now on. The procedure is locked. */
export async function replaceDraft(
  tx: Tx,
  to: { code: string; versionId: string },
  given: ProcedureContent,
  author: string,
  sourceSha256?: string,
): Promise<WrittenVersion> {
  const content = tidyContent(given);
  const missing = missingForPublication(content);
  await ensureField(tx, content.field);
  const { number } = await tx.one<{ number: number }>(UPDATE, [
    to.versionId,
    sourceSha256 ?? null,
    author,
    ...values(to.code, content, missing),
  ]);
  return { id: to.versionId, number, sha256: digest(content), missing };
}
