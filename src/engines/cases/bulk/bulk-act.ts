import { newId, type Queryable, type Tx } from '#platform/db';
import { isUuid } from '../read/uuid.ts';

/** `sign`: results are signed; `step`: plain steps end with their first outcome; `assign`: steps are given to a post; `undo`: such are taken back. */
export type BulkKind = 'sign' | 'step' | 'assign' | 'undo';

/** No more steps are chosen at once: what somebody confirms he must be able to look through. */
export const MOST_AT_ONCE = 500;

/** Many steps that one official does at once. */
export type BulkAct = {
  id: string;
  kind: BulkKind;
  state: 'chosen' | 'running' | 'done';
  accountId: string;
  chosenAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
  postId: string | null;
  note: string | null;
  /** The bulk act whose acts are taken back. */
  undoes: string | null;
};

/** One step of a bulk act: `refused` says why it was not done. */
export type BulkItem = {
  taskId: string;
  dossierId: string;
  place: number;
  outcome: string | null;
  state: 'waiting' | 'done' | 'refused';
  error: string | null;
  params: Record<string, string | number> | null;
  at: Date | null;
  /** The mark of what of its dossier was shown (`seenMark`); null where nothing of it decides. */
  seen: string | null;
};

export type BulkCounts = Record<BulkItem['state'], number> & { all: number };

const COLUMNS = `id, kind, state, account_id AS "accountId", chosen_at AS "chosenAt", confirmed_at AS "confirmedAt",
  ended_at AS "endedAt", post_id AS "postId", note, undoes`;

/** An act on many at once; undefined also for what is no id. */
export const findBulk = async (q: Queryable, id: string): Promise<BulkAct | undefined> =>
  isUuid(id) ? q.maybe<BulkAct>(`SELECT ${COLUMNS} FROM cases.bulk_act WHERE id = $1`, [id]) : undefined;

/** What somebody did at once lately, the newest first; what was only chosen is left out. */
export const listBulks = (q: Queryable, accountId: string, limit: number): Promise<BulkAct[]> =>
  q.query<BulkAct>(
    `SELECT ${COLUMNS} FROM cases.bulk_act WHERE account_id = $1 AND state <> 'chosen' ORDER BY chosen_at DESC LIMIT $2`,
    [accountId, limit],
  );

/** The steps of a bulk act in the order in which they were chosen. */
export const listBulkItems = (q: Queryable, bulkId: string): Promise<BulkItem[]> =>
  q.query<BulkItem>(
    `SELECT task_id AS "taskId", dossier_id AS "dossierId", place, outcome, state, error, params, at, seen
     FROM cases.bulk_item WHERE bulk_id = $1 ORDER BY place`,
    [bulkId],
  );

/** How far it is: of how many dossiers, and how many wait, are done, were refused. */
export async function countBulk(q: Queryable, bulkId: string): Promise<BulkCounts> {
  const counts: BulkCounts = { all: 0, waiting: 0, done: 0, refused: 0 };
  const rows = await q.query<{ state: BulkItem['state']; n: number }>(
    `SELECT state, count(*)::int AS n FROM cases.bulk_item WHERE bulk_id = $1 AND error IS DISTINCT FROM 'BULK_NOT_THIS' GROUP BY state`,
    [bulkId],
  );
  for (const { state, n } of rows) {
    counts[state] = n;
    counts.all += n;
  }
  return counts;
}

/** A step that was chosen: with what it is to end, or why it cannot be done together with others. */
export type ChosenStep = { taskId: string; dossierId: string; seen?: string | undefined } & (
  | { outcome: string | null }
  | { refusal: string; params?: Readonly<Record<string, unknown>> }
);

/** Keeps what was chosen; nothing is done before it is confirmed. Returns its id. */
export async function chooseBulk(
  tx: Tx,
  { kind, steps, undoes }: { kind: BulkKind; steps: readonly ChosenStep[]; undoes?: string },
  by: { accountId: string; at: Date },
): Promise<string> {
  const id = newId();
  await tx.run(
    `INSERT INTO cases.bulk_act (id, kind, state, account_id, chosen_at, undoes) VALUES ($1, $2, 'chosen', $3, $4, $5)`,
    [id, kind, by.accountId, by.at, undoes ?? null],
  );
  await tx.run(
    `INSERT INTO cases.bulk_item (bulk_id, task_id, dossier_id, place, outcome, seen, state, error, params, at)
     SELECT $1, c.task, c.dossier, c.place, c.outcome, c.seen, CASE WHEN c.error IS NULL THEN 'waiting' ELSE 'refused' END, c.error, c.params,
       CASE WHEN c.error IS NULL THEN NULL ELSE $7::timestamptz END
     FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::jsonb[], $8::text[]) WITH ORDINALITY AS c (task, dossier, outcome, error, params, seen, place)
     ON CONFLICT DO NOTHING`,
    [
      id,
      steps.map(s => s.taskId),
      steps.map(s => s.dossierId),
      steps.map(s => ('outcome' in s ? s.outcome : null)),
      steps.map(s => ('refusal' in s ? s.refusal : null)),
      steps.map(s => ('params' in s ? JSON.stringify(s.params) : null)),
      by.at,
      steps.map(s => s.seen ?? null),
    ],
  );
  return id;
}
