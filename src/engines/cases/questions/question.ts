import { listTasks, type Task } from '#engines/work';
import type { Limit } from '#engines/worktime';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';

/** Something that was asked of another agency or of the applicant, and what came back. */
export type Question = {
  id: string;
  dossierId: string;
  /** Where in the process it was asked; null: by an official in the course of his step. */
  elementId: string | null;
  /** The message that the process awaits as its answer. */
  message: string | null;
  scope: number | null;
  /** Null: the applicant. */
  toAgency: string | null;
  fromAgency: string;
  /** Account, or `system`. */
  askedBy: string;
  askedPost: string | null;
  /** The step in whose course an official asked. */
  askedTask: string | null;
  what: string;
  /** What may be answered; empty: anything. */
  outcomes: string[];
  askedAt: Date;
  timeLimit: Limit | null;
  dueAt: Date | null;
  stopsClock: boolean;
  lateAt: Date | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  answeredAgency: string | null;
  outcome: string | null;
  answer: string | null;
  droppedAt: Date | null;
  deliveredAt: Date | null;
};

const COLUMNS = `id, dossier_id AS "dossierId", element_id AS "elementId", message, scope, to_agency AS "toAgency",
  from_agency AS "fromAgency", asked_by AS "askedBy", asked_post AS "askedPost", asked_task AS "askedTask", what, outcomes,
  asked_at AS "askedAt", time_limit AS "timeLimit", due_at AS "dueAt", stops_clock AS "stopsClock", late_at AS "lateAt",
  answered_at AS "answeredAt", answered_by AS "answeredBy", answered_agency AS "answeredAgency", outcome, answer,
  dropped_at AS "droppedAt", delivered_at AS "deliveredAt"`;

const OPEN = 'answered_at IS NULL AND dropped_at IS NULL';

/** The mark of the task that a question is at the agency that is asked. */
export const questionRef = (questionId: string): string => `${QUESTION_REF}${questionId}`;
export const QUESTION_REF = 'question:';

/** Whether an answer is still awaited. */
export const isOpen = (question: Question): boolean => !question.answeredAt && !question.droppedAt;

/** Whether a dossier has come to its end: it has its results, or was closed without. */
export const isOver = ({ status, closedAt }: Pick<Dossier, 'status' | 'closedAt'>): boolean =>
  closedAt !== null || status === 'completed';

/**
 * Whether an opinion that an official asked for serves nothing any more: the dossier is over. What a process asked it
 * awaits for as long as it runs.
 */
export const isMoot = (
  { message }: Pick<Question, 'message'>,
  dossier: Pick<Dossier, 'status' | 'closedAt'>,
): boolean => message === null && isOver(dossier);

/** All questions of a dossier, the oldest first. */
export const listQuestions = (q: Queryable, dossierId: string): Promise<Question[]> =>
  q.query<Question>(`SELECT ${COLUMNS} FROM cases.question WHERE dossier_id = $1 ORDER BY asked_at, id`, [
    dossierId,
  ]);

/** What has not been answered yet. */
export const openQuestions = (q: Queryable, dossierId: string): Promise<Question[]> =>
  q.query<Question>(
    `SELECT ${COLUMNS} FROM cases.question WHERE dossier_id = $1 AND ${OPEN} ORDER BY asked_at, id`,
    [dossierId],
  );

/** Answers that the process awaits and has not taken yet, in the order in which they came. */
export const undeliveredAnswers = (q: Queryable, dossierId: string): Promise<Question[]> =>
  q.query<Question>(
    `SELECT ${COLUMNS} FROM cases.question
     WHERE dossier_id = $1 AND message IS NOT NULL AND answered_at IS NOT NULL AND delivered_at IS NULL
     ORDER BY answered_at, id`,
    [dossierId],
  );

/** Open questions whose time is over and of which that has not been said yet, in all dossiers. */
export const overdueQuestions = (
  q: Queryable,
  now: Date,
  limit: number,
): Promise<Array<{ id: string; dossierId: string }>> =>
  q.query(
    `SELECT id, dossier_id AS "dossierId" FROM cases.question
     WHERE ${OPEN} AND late_at IS NULL AND due_at < $1 ORDER BY due_at LIMIT $2`,
    [now, limit],
  );

/** What the clock of a dossier waits for by its questions: the applicant before an agency; null: nothing. */
export async function clockWaitsFor(
  q: Queryable,
  dossierId: string,
): Promise<'supplement' | 'consultation' | null> {
  const row = await q.maybe<{ toAgency: string | null }>(
    `SELECT to_agency AS "toAgency" FROM cases.question
     WHERE dossier_id = $1 AND ${OPEN} AND stops_clock AND late_at IS NULL ORDER BY to_agency NULLS FIRST LIMIT 1`,
    [dossierId],
  );
  return row ? (row.toAgency ? 'consultation' : 'supplement') : null;
}

/** The task that a question is, or was, at the agency that is asked. */
export const questionTask = async (q: Queryable, question: Question): Promise<Task | undefined> =>
  (await listTasks(q, question.dossierId)).find(t => t.ref === questionRef(question.id));
