import type { Task } from '#engines/work';

/** The mark of the task that a paper is to be handed over which takes the place of one that somebody holds: a dossier has one at most. */
export const NEW_PAPER_REF = 'new-paper';

/** Whether a task is that: it is no step of the process, which may be over, and ends as one that hands a result over. */
export const isNewPaper = ({ ref }: Pick<Task, 'ref'>): boolean => ref === NEW_PAPER_REF;
