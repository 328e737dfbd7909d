import type { Queryable } from '#platform/db';
import type { Status } from '../types.ts';
import type { Image } from './image.ts';

/** An act of an official that can be taken back, or was. */
export type KeptAct = {
  id: string;
  dossierId: string;
  entryId: string;
  /** Kind of its entry, without `case.`. */
  kind: string;
  /** The dossier's entries that belong to it. */
  fromVersion: number;
  toVersion: number;
  at: Date;
  by: string;
  postId: string;
  /** The agency for which it was done. */
  agencyId: string | null;
  taskId: string | null;
  resultId: string | null;
  statusBefore: Status;
  stood: string;
  money: Array<{ id: string; kind: string }>;
  undoneAt: Date | null;
};

/** The columns of an act; its table is called `a`. */
export const KEPT_COLUMNS = `a.id, a.dossier_id AS "dossierId", a.entry_id AS "entryId", a.kind, a.from_version AS "fromVersion", a.to_version AS "toVersion",
  a.at, a.by, a.post_id AS "postId", a.agency_id AS "agencyId", a.task_id AS "taskId", a.result_id AS "resultId", a.status_before AS "statusBefore",
  a.stood, a.money, a.undone_at AS "undoneAt"`;

/** The acts of a dossier that are kept, the newest first. */
export const keptActs = (q: Queryable, dossierId: string): Promise<KeptAct[]> =>
  q.query<KeptAct>(
    `SELECT ${KEPT_COLUMNS} FROM cases.undoable_act a WHERE dossier_id = $1 ORDER BY id DESC`,
    [dossierId],
  );

/** What the dossier was before an act. */
export const imageBefore = async (q: Queryable, actId: string): Promise<Image> =>
  (await q.one<{ before: Image }>('SELECT before FROM cases.undoable_act WHERE id = $1', [actId])).before;

/** Entries that hold no more, of which acts were taken back: what was given with them is void. */
export const undoneEntries = async (q: Queryable, dossierId: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await q.query<{ id: string }>(
        'SELECT entry_id AS id FROM cases.undoable_act WHERE dossier_id = $1 AND undone_at IS NOT NULL',
        [dossierId],
      )
    ).map(r => r.id),
  );

/** Acts that end a dossier: one may complain about them for months, and what they found is needed where the complaint is upheld. */
export const ENDING: readonly string[] = ['refused', 'stopped'];

/** Forgets what acts of before `time` have found: their time is over. What ended a dossier is kept longer (`forgetEndings`). */
export const forgetActs = (q: Queryable, time: Date): Promise<number> =>
  q.run('DELETE FROM cases.undoable_act WHERE at < $1 AND undone_at IS NULL AND kind <> ALL ($2::text[])', [
    time,
    ENDING,
  ]);
