import type { ProcessState } from '#engines/processes';
import type { Queryable } from '#platform/db';
import type { TimerRow } from '../process/timers.ts';

/** What of a dossier a move changes, as it was before. */
export type Before = {
  processState: ProcessState;
  /** Null where the move left the answers as they were: no more copies of them than needed. */
  data: Record<string, unknown> | null;
  formId: string;
  formVersion: number;
  papers: Array<{ id: string; field: string }>;
  questions: Array<{
    id: string;
    elementId: string | null;
    message: string | null;
    askedTask: string | null;
    open: boolean;
  }>;
  /** Tasks that were open or waited. */
  tasks: string[];
  incidents: Array<{ id: string; elementId: string }>;
  timers: TimerRow[];
};

/** One moving of one dossier. */
export type Move = {
  id: string;
  dossierId: string;
  fromVersion: string;
  toVersion: string;
  movedAt: Date;
  movedBy: string;
  reason: string;
  batchId: string | null;
  before: Before;
  afterState: ProcessState;
  undoneAt: Date | null;
};

const COLUMNS = `id, dossier_id AS "dossierId", from_version AS "fromVersion", to_version AS "toVersion", moved_at AS "movedAt",
  moved_by AS "movedBy", reason, batch_id AS "batchId", before, after_state AS "afterState", undone_at AS "undoneAt"`;

/** The last move of a dossier, undone or not. */
export const lastMove = (q: Queryable, dossierId: string): Promise<Move | undefined> =>
  q.maybe<Move>(`SELECT ${COLUMNS} FROM cases.version_move WHERE dossier_id = $1 ORDER BY id DESC LIMIT 1`, [
    dossierId,
  ]);
