import type { FormData } from '#engines/forms';
import type { Queryable, Tx } from '#platform/db';
import { type Draft, getDraft, insertDraft } from '../drafts/draft.ts';
import { DraftGone } from '../errors.ts';
import type { DeskNotes, Intake } from './types.ts';

/** Of so many the clerk is reminded. */
const MOST_SHOWN = 20;

/** Begins an intake of a clerk's at an office. The same person may come twice: each is one of its own. */
export async function startIntake(
  tx: Tx,
  input: { clerkId: string; agencyId: string; procedureVersionId: string },
  at: Date,
): Promise<Intake> {
  const { clerkId, agencyId, procedureVersionId } = input;
  const draft = await insertDraft(tx, { accountId: clerkId, procedureVersionId, data: {} }, at);
  await tx.run('INSERT INTO cases.intake (draft_id, agency_id) VALUES ($1, $2)', [draft.id, agencyId]);
  return { draft, agencyId, person: null, accountId: null, desk: {}, from: null };
}

type Row = Omit<Intake, 'draft'>;
const COLUMNS = `agency_id AS "agencyId", person, account_id AS "accountId", desk, CASE WHEN from_account IS NOT NULL THEN
  jsonb_build_object('draftId', from_draft, 'revision', from_revision, 'accountId', from_account) END AS "from"`;

/** The clerk's own intake, also one that was received. Throws DraftGone; to everybody else it does not exist. */
export async function getIntake(q: Queryable, clerkId: string, id: string, at: Date): Promise<Intake> {
  const draft = await getDraft(q, clerkId, id, at);
  const row = await q.maybe<Row>(`SELECT ${COLUMNS} FROM cases.intake WHERE draft_id = $1`, [draft.id]);
  if (!row) throw DraftGone();
  return { draft, ...row };
}

/** What a clerk has begun and not finished, the latest first; not where nothing was entered: there is nothing to go on with. */
export const listIntakes = (
  q: Queryable,
  clerkId: string,
  at: Date,
): Promise<Array<{ id: string; procedure: string; person: string | null; updatedAt: Date }>> =>
  q.query(
    `SELECT d.id, v.name AS procedure, i.person ->> 'name' AS person, d.updated_at AS "updatedAt"
     FROM cases.intake i JOIN cases.draft d ON d.id = i.draft_id
     JOIN procedures.procedure_version v ON v.id = d.procedure_version_id
     WHERE d.account_id = $1 AND d.dossier_id IS NULL AND d.expires_at > $2
       AND (i.person IS NOT NULL OR d.data <> '{}' OR i.desk <> '{}')
     ORDER BY d.updated_at DESC LIMIT $3`,
    [clerkId, at, MOST_SHOWN],
  );

/** Keeps who applies. */
export async function savePerson(
  tx: Tx,
  draft: Pick<Draft, 'id'>,
  person: FormData,
  accountId: string | null,
): Promise<void> {
  await tx.run('UPDATE cases.intake SET person = $2, account_id = $3 WHERE draft_id = $1', [
    draft.id,
    JSON.stringify(person),
    accountId,
  ]);
}

/** Keeps what the desk's part of the form says, as it was typed. */
export async function saveDesk(tx: Tx, draft: Pick<Draft, 'id'>, desk: DeskNotes): Promise<void> {
  await tx.run('UPDATE cases.intake SET desk = $2 WHERE draft_id = $1', [draft.id, JSON.stringify(desk)]);
}
