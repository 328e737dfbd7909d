import { randomUUID } from 'node:crypto';
import { valueAt } from '#engines/forms';
import { newId, type Queryable, type Tx } from '#platform/db';
import { DraftChanged, DraftGone } from '../errors.ts';
import { isUuid } from '../read/uuid.ts';
import { endOfCode } from './draft-code.ts';

/** What is filled in is kept for so many days after the last save. */
const DRAFT_DAYS = 30;
const DAY_MS = 86_400_000;

export type Draft = {
  id: string;
  accountId: string;
  /** In whose name it is filled in, where that is not the account's own. */
  principalId: string | null;
  procedureVersionId: string;
  areaId: string | null;
  data: Record<string, unknown>;
  /** Where answers came from that nobody typed, by field: `profile`, `past` … */
  sources: Record<string, string>;
  /** Counts saves. */
  revision: number;
  /** The revision with which each page was last saved. */
  pageRevisions: Record<string, number>;
  pagesDone: string[];
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  dossierId: string | null;
  submitKey: string;
  /** Where it was found by its id: the days of its version, as PostgreSQL writes them (`[2026-11-01,2026-12-01)`, `[2026-11-01,)`). */
  inForce?: string;
};

export type DraftFile = {
  id: string;
  draftId: string;
  field: string;
  sha256: string;
  filename: string;
  mediaType: string;
  size: number;
  /** Code of the earlier dossier that it was taken from. */
  reusedFrom: string | null;
  addedAt: Date;
};

const COLUMNS = `id, account_id AS "accountId", principal_id AS "principalId", procedure_version_id AS "procedureVersionId", area_id AS "areaId", data, sources, revision, page_revisions AS "pageRevisions",
  pages_done AS "pagesDone", created_at AS "createdAt", updated_at AS "updatedAt", expires_at AS "expiresAt",
  dossier_id AS "dossierId", submit_key AS "submitKey"`;

type NewDraft = {
  accountId: string;
  procedureVersionId: string;
  data: Record<string, unknown>;
  sources?: Record<string, string>;
};

/** A draft of its own, whatever the account has begun besides. */
export const insertDraft = (tx: Tx, input: NewDraft, at: Date): Promise<Draft> =>
  tx.one<Draft>(
    `INSERT INTO cases.draft (id, account_id, procedure_version_id, data, sources, created_at, updated_at, expires_at, submit_key)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8) RETURNING ${COLUMNS}`,
    [
      newId(),
      input.accountId,
      input.procedureVersionId,
      JSON.stringify(input.data),
      JSON.stringify(input.sources ?? {}),
      at,
      new Date(at.getTime() + DRAFT_DAYS * DAY_MS),
      randomUUID(),
    ],
  );

/**
 * Begins a draft, or gives back the unfinished one that the account has for this version of the procedure, or for one of `others`
 * of it. `principals`: for whom the account may fill it in; what it began for somebody else is passed over.
 */
export async function startDraft(
  tx: Tx,
  input: NewDraft & { others?: readonly string[]; principals?: readonly string[] },
  at: Date,
): Promise<Draft> {
  const open = await tx.query<Draft>(
    `SELECT ${COLUMNS} FROM cases.draft
     WHERE account_id = $1 AND procedure_version_id = ANY ($2) AND dossier_id IS NULL AND expires_at > $3
       AND (principal_id IS NULL OR principal_id = ANY ($4)) AND NOT EXISTS (SELECT FROM cases.intake i WHERE i.draft_id = cases.draft.id) ORDER BY id DESC LIMIT 1`,
    [input.accountId, [input.procedureVersionId, ...(input.others ?? [])], at, input.principals ?? []],
  );
  return open[0] ?? insertDraft(tx, input, at);
}

/**
 * The draft with this id, whosever it is: to be shown only to whom `ownDraft` lets see it. Of the versions of its procedure only its own is
 * looked at: as long as that is in force no other one is.
 */
export const findDraft = async (q: Queryable, id: string): Promise<Draft | undefined> =>
  isUuid(id)
    ? q.maybe<Draft>(
        `SELECT ${COLUMNS}, (SELECT valid FROM procedures.procedure_version v WHERE v.id = procedure_version_id) AS "inForce"
         FROM cases.draft WHERE id = $1`,
        [id],
      )
    : undefined;

/**
 * The open draft of a citizen that a code names (`readDraftCode`), whosever it is; not what a clerk enters at a counter. `lock`: nobody
 * saves or sends it until the transaction ends.
 */
export const findDraftByCode = (
  q: Queryable,
  code: string,
  at: Date,
  { lock = false }: { lock?: boolean } = {},
): Promise<Draft | undefined> =>
  q.maybe<Draft>(
    `SELECT ${COLUMNS} FROM cases.draft WHERE right(id::text, 12) = $1 AND dossier_id IS NULL AND expires_at > $2
       AND NOT EXISTS (SELECT FROM cases.intake i WHERE i.draft_id = cases.draft.id)${lock ? ' FOR UPDATE' : ''}`,
    [endOfCode(code), at],
  );

/** Whether the version that a draft was begun under is not in force on a day, so that it may have to be renewed. */
export const isOutdated = ({ inForce = 'empty' }: Draft, today: string): boolean => {
  const [, from, to] = /^\[([\d-]+),([\d-]*)\)$/.exec(inForce) ?? [];
  return from === undefined || today < from || (to !== '' && to !== undefined && today >= to);
};

/** A draft that was found, for its own account. Throws DraftGone; to everybody else it does not exist. */
export function ownDraft(found: Draft | undefined, accountId: string, at: Date): Draft {
  if (found?.accountId !== accountId || (!found.dossierId && found.expiresAt <= at)) throw DraftGone();
  return found;
}

/** The account's own draft. Throws DraftGone; to everybody else it does not exist. A sent one is still found, with its dossier. */
export const getDraft = async (q: Queryable, accountId: string, id: string, at: Date): Promise<Draft> =>
  ownDraft(await findDraft(q, id), accountId, at);

/** The account's unfinished drafts, the newest first. */
export const listDrafts = (q: Queryable, accountId: string, at: Date): Promise<Draft[]> =>
  q.query<Draft>(
    `SELECT ${COLUMNS} FROM cases.draft WHERE account_id = $1 AND dossier_id IS NULL AND expires_at > $2 ORDER BY updated_at DESC`,
    [accountId, at],
  );

/**
 * Saves one page. `revision`: the one that the page was drawn from; when the draft was saved since (another tab),
 * nothing is written and DraftChanged is thrown with what is stored in `details`.
 */
export async function saveDraft(
  tx: Tx,
  draft: Draft,
  change: {
    data: Record<string, unknown>;
    areaId?: string | null;
    /** The page that was saved. */
    page?: string;
    pageDone?: string;
    /** Where answers that are new came from, by field, when nobody typed them; null: what is kept is from nowhere that is known any more. */
    sources?: Readonly<Record<string, string | null>>;
    revision: number;
  },
  at: Date,
): Promise<Draft> {
  const saved = await tx.maybe<Draft>(
    `UPDATE cases.draft SET data = $3, sources = $8,
       page_revisions = CASE WHEN $9::text IS NULL THEN page_revisions ELSE page_revisions || jsonb_build_object($9::text, revision + 1) END, area_id = coalesce($4, area_id), revision = revision + 1, updated_at = $5, expires_at = $6,
       pages_done = CASE WHEN $7::text IS NULL OR $7 = ANY (pages_done) THEN pages_done ELSE pages_done || $7 END
     WHERE id = $1 AND revision = $2 AND dossier_id IS NULL RETURNING ${COLUMNS}`,
    [
      draft.id,
      change.revision,
      JSON.stringify(change.data),
      change.areaId ?? null,
      at,
      new Date(at.getTime() + DRAFT_DAYS * DAY_MS),
      change.pageDone ?? null,
      JSON.stringify(withoutLost({ ...unchangedSources(draft, change.data), ...change.sources })),
      change.page ?? null,
    ],
  );
  if (saved) return saved;
  const now = await tx.maybe<Draft>(`SELECT ${COLUMNS} FROM cases.draft WHERE id = $1`, [draft.id]);
  if (!now || now.dossierId) throw DraftGone();
  throw DraftChanged({}, { stored: now.data, revision: now.revision });
}

/** Throws an unfinished draft away, with its files' entries. */
export async function dropDraft(tx: Tx, draft: Draft): Promise<void> {
  await tx.run('DELETE FROM cases.draft WHERE id = $1 AND dossier_id IS NULL', [draft.id]);
}

/** Throws all of an account's unfinished drafts away, with their files' entries; not those that a clerk enters. */
export const dropDrafts = (tx: Tx, accountId: string): Promise<number> =>
  tx.run('DELETE FROM cases.draft WHERE account_id = $1 AND dossier_id IS NULL', [accountId]);

// What was typed over has no other source any more than who typed it.
const unchangedSources = ({ sources, data }: Draft, next: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(sources).filter(([path]) => valueAt(data, path) === valueAt(next, path)));

const withoutLost = (sources: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(Object.entries(sources).filter(([, source]) => source !== null));

const FILE_COLUMNS = `id, draft_id AS "draftId", field, sha256, filename, media_type AS "mediaType", size, reused_from AS "reusedFrom", added_at AS "addedAt"`;

/** The files of a draft, in the order in which they came. */
export const listDraftFiles = (q: Queryable, draftId: string): Promise<DraftFile[]> =>
  q.query<DraftFile>(`SELECT ${FILE_COLUMNS} FROM cases.draft_file WHERE draft_id = $1 ORDER BY id`, [
    draftId,
  ]);

/** Ties a stored file to a field of the draft; the same file twice is one. */
export async function addDraftFile(
  tx: Tx,
  file: Omit<DraftFile, 'id' | 'addedAt' | 'reusedFrom'> & { reusedFrom?: string },
  at: Date,
): Promise<void> {
  await tx.run(
    `INSERT INTO cases.draft_file (id, draft_id, field, sha256, filename, media_type, size, added_at, reused_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (draft_id, field, sha256) DO NOTHING`,
    [
      newId(),
      file.draftId,
      file.field,
      file.sha256,
      file.filename,
      file.mediaType,
      file.size,
      at,
      file.reusedFrom ?? null,
    ],
  );
}

/** Unties a file from a draft; the file itself goes when nothing refers to it. */
export async function removeDraftFile(tx: Tx, draftId: string, fileId: string): Promise<void> {
  await tx.run('DELETE FROM cases.draft_file WHERE id = $2 AND draft_id = $1', [draftId, fileId]);
}

/**
 * Takes item `index` of a repeating group out of the draft's files: its own go, those of the items after it move up with them.
 * The caller saves the data without the item in the same transaction.
 */
export async function removeItemFiles(tx: Tx, draftId: string, group: string, index: number): Promise<void> {
  // `members.2.photo` → `2`
  const item = `split_part(substring(field FROM length($2) + 2), '.', 1)::int`;
  await tx.run(
    `DELETE FROM cases.draft_file WHERE draft_id = $1 AND starts_with(field, $2 || '.' || $3 || '.')`,
    [draftId, group, String(index)],
  );
  const after = await tx.query<{ id: string; field: string }>(
    `SELECT id, field FROM cases.draft_file WHERE draft_id = $1 AND starts_with(field, $2 || '.')
       AND ${item} > $3 ORDER BY ${item}`,
    [draftId, group, index],
  );
  for (const { id, field } of after) {
    const [number = '', ...rest] = field.slice(group.length + 1).split('.');
    await tx.run('UPDATE cases.draft_file SET field = $2 WHERE id = $1', [
      id,
      [group, Number(number) - 1, ...rest].join('.'),
    ]);
  }
}
