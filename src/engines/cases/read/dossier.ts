import { namedAs } from '#engines/files';
import type { MandateScope } from '#engines/identity';
import type { Counted, LimitUnit } from '#engines/worktime';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { fold } from '#platform/text';
import type { Apology, Dossier, Paper, Pause, Result, SupplementRequest } from '../types.ts';
import { PAPER_WAITS } from './paper-waits-sql.ts';
import { isUuid } from './uuid.ts';

const DOSSIER_COLUMNS = `d.id, d.code, d.procedure_version_id AS "procedureVersionId", d.procedure_code AS "procedureCode", d.field,
  d.applicant_id AS "applicantId", d.applicant_name AS "applicantName", d.owner_name AS "ownerName", d.phone, d.email, d.lang,
  d.agency_id AS "agencyId", d.received_by AS "receivedBy", d.area_id AS "areaId",
  d.clock_agency_id AS "clockAgencyId", d.channel, d.received_at AS "receivedAt", d.status, d.paused,
  d.time_limit AS "timeLimit", d.due_at AS "dueAt", d.due_steps AS "dueSteps", d.closed_at AS "closedAt", d.data,
  d.form_id AS "formId", d.form_version AS "formVersion", d.process_state AS "processState", d.version, d.synthetic`;

/** The dossier with this id, if there is one. */
export const findDossier = (q: Queryable, id: string): Promise<Dossier | undefined> =>
  q.maybe<Dossier>(`SELECT ${DOSSIER_COLUMNS} FROM cases.dossier d WHERE d.id = $1`, [id]);

/** The dossiers with these ids, in the order of their ids; those that are not there are left out. */
export const findDossiers = (q: Queryable, ids: readonly string[]): Promise<Dossier[]> =>
  q.query<Dossier>(
    `SELECT ${DOSSIER_COLUMNS} FROM cases.dossier d WHERE d.id = ANY ($1::uuid[]) ORDER BY d.id`,
    [ids],
  );

/** Which of these dossiers are of nobody. */
export async function findSynthetic(q: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ id: string }>(
    'SELECT id FROM cases.dossier WHERE id = ANY ($1::uuid[]) AND synthetic',
    [ids],
  );
  return new Set(rows.map(row => row.id));
}

/** Of which of these dossiers there is nobody to be told: synthetic ones in nobody's account. */
export async function findUntold(q: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ id: string }>(
    'SELECT id FROM cases.dossier WHERE id = ANY ($1::uuid[]) AND synthetic AND applicant_id IS NULL',
    [ids],
  );
  return new Set(rows.map(row => row.id));
}

/** In what the limits of these dossiers are counted, from which day on and until when, by their ids. */
export async function limitsCounted(
  q: Queryable,
  ids: readonly string[],
): Promise<Map<string, Counted & { dueAt: Date }>> {
  const rows = await q.query<{ id: string; unit: LimitUnit; dueAt: Date; begins: string | null }>(
    `SELECT id, time_limit->>'unit' AS unit, due_at AS "dueAt",
       (SELECT step->>'date' FROM jsonb_array_elements(due_steps) step WHERE (step->>'counted')::numeric > 0 LIMIT 1) AS begins
     FROM cases.dossier WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, ...counted }) => [id, counted]));
}

/** The dossier with this code, if there is one. */
export const findDossierByCode = (q: Queryable, code: string): Promise<Dossier | undefined> =>
  q.maybe<Dossier>(
    `SELECT ${DOSSIER_COLUMNS} FROM cases.dossier_code c JOIN cases.dossier d ON d.id = c.dossier_id WHERE c.code = $1`,
    [code],
  );

/** The dossier, locked until the transaction ends: every act begins with it. Throws NotFound. */
export async function lockDossier(tx: Tx, id: string): Promise<Dossier> {
  const dossier = await tx.maybe<Dossier>(
    `SELECT ${DOSSIER_COLUMNS} FROM cases.dossier d WHERE d.id = $1 FOR UPDATE`,
    [id],
  );
  if (!dossier) throw NotFound();
  return dossier;
}

export const OWN_VIEWS = ['running', 'waiting', 'over'] as const;
/** `running`: the offices work on it; `waiting`: they wait for the applicant, who has also a paper to fetch where one waits; `over`: it has its end. */
export type OwnView = (typeof OWN_VIEWS)[number];
const IN_VIEW: Readonly<Record<OwnView, readonly Dossier['status'][]>> = {
  running: ['received', 'processing'],
  waiting: ['supplementing', 'awaiting-payment'],
  over: ['completed', 'returned', 'refused', 'declined', 'withdrawn', 'stopped'],
};

const codesOf = (mandates: readonly MandateScope[], scope: MandateScope['scope']): string[] =>
  mandates.flatMap(m => (m.scope === scope && m.code ? [m.code] : []));

/** A citizen's dossiers, newest first; `covered`: only what one of these mandates reaches; of one view only, and of those whose code or procedure's name hold all of `words`. */
export const dossiersOfAccount = (
  q: Queryable,
  accountId: string,
  page: { limit: number; offset: number },
  only: { view?: OwnView | undefined; words?: string; covered?: readonly MandateScope[] } = {},
): Promise<Dossier[]> =>
  q.query<Dossier>(
    `SELECT ${DOSSIER_COLUMNS} FROM cases.dossier d JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     WHERE d.applicant_id = $1 AND ($4::text[] IS NULL OR CASE WHEN d.closed_at IS NOT NULL AND ${PAPER_WAITS} THEN $8 ELSE d.status = ANY ($4::text[]) END)
       AND (' ' || v.folded_name || ' ' || regexp_replace(lower(d.code), '[^a-z0-9]+', ' ', 'g')) LIKE ALL ($5::text[])
       AND ($6::text[] IS NULL OR d.field = ANY ($6::text[]) OR d.procedure_code = ANY ($7::text[]))
     ORDER BY d.id DESC LIMIT $2 OFFSET $3`,
    [
      accountId,
      page.limit,
      page.offset,
      only.view ? IN_VIEW[only.view] : null,
      // A fold leaves letters, digits and spaces: nothing that LIKE reads otherwise.
      fold((only.words ?? '').slice(0, 200))
        .split(' ')
        .map(word => `% ${word}%`.replace('% %', '%')),
      !only.covered || only.covered.some(m => m.scope === 'all') ? null : codesOf(only.covered, 'field'),
      codesOf(only.covered ?? [], 'procedure'),
      only.view === 'waiting',
    ],
  );

/** Spans in which the limit did not run, oldest first. */
export const listPauses = (q: Queryable, dossierId: string): Promise<Pause[]> =>
  q.query<Pause>(
    `SELECT id, kind, lower(span) AS "from", upper(span) AS "to" FROM cases.pause WHERE dossier_id = $1 ORDER BY lower(span)`,
    [dossierId],
  );

/** The pauses of each of these dossiers, by its id. */
export async function listPausesOf(q: Queryable, ids: readonly string[]): Promise<Map<string, Pause[]>> {
  const rows = await q.query<Pause & { dossierId: string }>(
    `SELECT dossier_id AS "dossierId", id, kind, lower(span) AS "from", upper(span) AS "to"
     FROM cases.pause WHERE dossier_id = ANY ($1::uuid[]) ORDER BY dossier_id, lower(span)`,
    [ids],
  );
  return Map.groupBy(rows, row => row.dossierId);
}

/** Papers, oldest first; replaced ones too, but not those whose handing in was taken back. Each is named as its content is. */
export const listPapers = async (q: Queryable, dossierId: string): Promise<Paper[]> => {
  const papers = await q.query<Paper>(
    `SELECT id, dossier_id AS "dossierId", field, name, sha256, filename, media_type AS "mediaType", size,
       received_at AS "receivedAt", replaced_by AS "replacedBy", reused_from AS "reusedFrom" FROM cases.paper WHERE dossier_id = $1 AND undone_at IS NULL ORDER BY id`,
    [dossierId],
  );
  return papers.map(paper => ({ ...paper, filename: namedAs(paper.filename, paper.mediaType) }));
};

/** Supplement requests, newest first; those that were taken back too. */
export const listSupplementRequests = (q: Queryable, dossierId: string): Promise<SupplementRequest[]> =>
  q.query<SupplementRequest>(
    `SELECT id, number, year, asked_at AS "askedAt", asked_by AS "askedBy", what, why_again AS "whyAgain", agency_id AS "agencyId", answered_at AS "answeredAt", undone_at AS "undoneAt"
     FROM cases.supplement_request WHERE dossier_id = $1 ORDER BY asked_at DESC`,
    [dossierId],
  );

const APOLOGY = `SELECT number, year, given_at AS "givenAt", given_by AS "givenBy", given_post AS "givenPost", agency_id AS "agencyId", reason,
  due_before AS "dueBefore", until, in_time AS "inTime", undone_at AS "undoneAt" FROM cases.apology WHERE dossier_id = $1`;

/** The apology that was given for a dossier, if one was. */
export const findApology = (q: Queryable, dossierId: string): Promise<Apology | undefined> =>
  q.maybe<Apology>(`${APOLOGY} AND undone_at IS NULL`, [dossierId]);

/** As `findApology`, with those that were taken back, the oldest first. */
export const listApologiesOf = (q: Queryable, dossierId: string): Promise<Apology[]> =>
  q.query<Apology>(`${APOLOGY} ORDER BY given_at`, [dossierId]);

const RESULT_COLUMNS = `id, dossier_id AS "dossierId", kind, number, agency_id AS "agencyId", sha256, title, issued_at AS "issuedAt",
  signed_by AS "signedBy", signed_post AS "signedPost", status, status_at AS "statusAt", status_reason AS "statusReason", fetched_at AS "fetchedAt"`;

/** Results of a dossier, newest first. */
export const listResults = (q: Queryable, dossierId: string): Promise<Result[]> =>
  q.query<Result>(
    `SELECT ${RESULT_COLUMNS} FROM cases.result WHERE dossier_id = $1 ORDER BY issued_at DESC`,
    [dossierId],
  );

/** The results of each of these dossiers, by its id, newest first. */
export async function listResultsOf(q: Queryable, ids: readonly string[]): Promise<Map<string, Result[]>> {
  const rows = await q.query<Result>(
    `SELECT ${RESULT_COLUMNS} FROM cases.result WHERE dossier_id = ANY ($1::uuid[]) ORDER BY issued_at DESC`,
    [ids],
  );
  return Map.groupBy(rows, row => row.dossierId);
}

/** Whether a result was issued that was not withdrawn by undoing. */
export const hasResult = async (q: Queryable, dossierId: string): Promise<boolean> =>
  (await q.maybe("SELECT id FROM cases.result WHERE dossier_id = $1 AND status <> 'withdrawn' LIMIT 1", [
    dossierId,
  ])) !== undefined;

/** Whether what was issued holds no more, none of it: corrected results have others in their place. */
export const noneHolds = async (q: Queryable, dossierId: string): Promise<boolean> =>
  (await hasResult(q, dossierId)) &&
  (await q.maybe("SELECT id FROM cases.result WHERE dossier_id = $1 AND status = 'valid' LIMIT 1", [
    dossierId,
  ])) === undefined;

/** The result whose PDF has this digest, if the province issued it. */
export const findResultByDigest = (q: Queryable, sha256: string): Promise<Result | undefined> =>
  q.maybe<Result>(`SELECT ${RESULT_COLUMNS} FROM cases.result WHERE sha256 = $1`, [sha256]);

/** A result by its id, as the QR code on it names it. */
export const findResult = async (q: Queryable, id: string): Promise<Result | undefined> =>
  isUuid(id)
    ? q.maybe<Result>(`SELECT ${RESULT_COLUMNS} FROM cases.result WHERE id = $1::uuid`, [id])
    : undefined;
