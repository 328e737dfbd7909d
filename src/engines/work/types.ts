/** A piece of work. One that is open or waits says what it is about (`LiveTask`); of one that is done that stands with its subject. */
export type Task = {
  id: string;
  subjectKind: string;
  subjectId: string;
  elementId: string;
  /** The engine's own mark of the step. */
  ref: string;
  field: string | null;
  title: Pick<TaskTitle, 'step'> & Partial<TaskTitle>;
  agencyId: string;
  permission: string;
  postId: string | null;
  dueAt: Date | null;
  /** How the due time came about, as the engine that owns the subject wrote it; null once it is done. */
  dueBasis: unknown;
  state: 'open' | 'suspended' | 'done' | 'cancelled';
  createdAt: Date;
  endedAt: Date | null;
  endedBy: string | null;
  endedPost: string | null;
  outcome: string | null;
};

/** A task that is open or waits, as lists show it. */
export type LiveTask = Task & { title: TaskTitle };

/** What an inbox row says of a task; written by the engine that owns the subject. */
export type TaskTitle = {
  /** The step, e.g. `Thẩm định`. */
  step: string;
  /** Code of the subject. */
  code: string;
  /** Whom it is about. */
  person: string;
  /** What is asked for, e.g. the procedure's name. */
  matter: string;
  channel?: string;
  procedure?: string;
};

export type NewTask = {
  subjectKind: string;
  subjectId: string;
  elementId: string;
  ref?: string;
  field?: string | null;
  title: TaskTitle;
  agencyId: string;
  /** The place that the matter is about, where it has one: where the agency’s work goes to several, its committee has it. */
  areaId?: string | null;
  permission: string;
  postId?: string | null;
  dueAt: Date | null;
  dueBasis?: object | null;
  /** From when on somebody above must know that it is still open. */
  escalateAt?: Date | null;
  /** Folded text to find it by. */
  search: string;
};

export const TASK_COLUMNS = `id, subject_kind AS "subjectKind", subject_id AS "subjectId", element_id AS "elementId", ref, field, title,
  agency_id AS "agencyId", permission, post_id AS "postId", due_at AS "dueAt", due_basis AS "dueBasis", state, created_at AS "createdAt",
  ended_at AS "endedAt", ended_by AS "endedBy", ended_post AS "endedPost", outcome`;
