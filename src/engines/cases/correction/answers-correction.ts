import type { FormData } from '#engines/forms';
import { matterKeys } from '#engines/procedures';
import { renameTasks } from '#engines/work';
import { newId, type Queryable, type Tx } from '#platform/db';
import { fold } from '#platform/text';
import type { Change } from '../afterlife/types.ts';
import type { RunningVersion } from '../process/load.ts';
import { searchOf } from '../process/new-task.ts';
import type { Actor, Dossier } from '../types.ts';
import type { Corrected } from './corrected.ts';

/** A correction of what a clerk had keyed in, as the dossier shows it. */
export type AnswersCorrection = {
  id: string;
  entryId: string;
  at: Date;
  by: string;
  byName: string;
  reason: string;
  changes: Change[];
  undone: boolean;
};

type Entry = { kind: string; personal: Record<string, unknown> };

/** What an entry says that was corrected, in words: what was and what is; nothing of other entries. */
export const changesToldIn = ({ kind, personal }: Entry): Change[] =>
  kind.endsWith('answers-corrected') && Array.isArray(personal.changes) ? (personal.changes as Change[]) : [];

/** As `changesToldIn`, only what the form calls them. */
export const changedFieldsOf = (entry: Entry): string =>
  changesToldIn(entry)
    .map(c => c.label)
    .join(', ');

/** What a dossier was before a correction. */
export type Before = Corrected;

/** What a correction keeps of a dossier as it was. */
export const beforeOf = ({ data, applicantName, ownerName, phone, email }: Dossier): Before => ({
  ...{ data: data as FormData, applicantName, ownerName, phone, email },
});

/** Keeps what a correction changed, and what stood there before it. */
export async function keepCorrection(
  tx: Tx,
  of: { dossier: Dossier; entryId: string; reason: string; changes: readonly Change[] },
  actor: Actor,
): Promise<void> {
  await tx.run(
    `INSERT INTO cases.answers_correction (id, dossier_id, entry_id, at, corrected_by, post_id, agency_id, reason, changes, before)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      newId(),
      of.dossier.id,
      of.entryId,
      actor.at,
      actor.accountId,
      actor.postId,
      actor.agencyId,
      of.reason,
      JSON.stringify(of.changes),
      JSON.stringify(beforeOf(of.dossier)),
    ],
  );
}

/** The corrections of a dossier, the oldest first; those that were taken back too. */
export const listCorrections = (q: Queryable, dossierId: string): Promise<AnswersCorrection[]> =>
  q.query<AnswersCorrection>(
    `SELECT c.id, c.entry_id AS "entryId", c.at, c.corrected_by AS by, a.name AS "byName", c.reason, c.changes,
       c.undone_at IS NOT NULL AS undone
     FROM cases.answers_correction c JOIN identity.account a ON a.id = c.corrected_by WHERE c.dossier_id = $1 ORDER BY c.at, c.id`,
    [dossierId],
  );

/** What a dossier was before the correction that an entry tells of, which is taken back with this. */
export const dropCorrection = async (tx: Tx, entryId: string, at: Date): Promise<Before> =>
  (
    await tx.one<{ before: Before }>(
      'UPDATE cases.answers_correction SET undone_at = $2 WHERE entry_id = $1 RETURNING before',
      [entryId, at],
    )
  ).before;

/** Writes other answers into a locked dossier, with all that is found by them: its own names, its tasks, who was at the counter. */
export async function standCorrected(
  tx: Tx,
  version: Pick<RunningVersion, 'sameMatter' | 'name'>,
  dossier: Dossier,
  next: Corrected,
): Promise<Dossier> {
  const matters = matterKeys(version.sameMatter, next.data as FormData);
  await tx.run(
    `UPDATE cases.dossier SET data = $2, applicant_name = $3, owner_name = $4, phone = $5, email = $6, matters = $7, version = version + 1
     WHERE id = $1`,
    [
      dossier.id,
      JSON.stringify(next.data),
      next.applicantName,
      next.ownerName,
      next.phone,
      next.email,
      matters.length ? matters : null,
    ],
  );
  await tx.run('UPDATE cases.reception SET folded_name = $2 WHERE dossier_id = $1', [
    dossier.id,
    fold(next.applicantName),
  ]);
  const now: Dossier = { ...dossier, ...next, version: dossier.version + 1 };
  await renameTasks(tx, dossier.id, now.ownerName, ({ title }) => searchOf(now, title.matter, title.step));
  return now;
}
