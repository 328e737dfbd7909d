import type { Task } from '#engines/work';

/**
 * The mark of the task that a paper is to be handed over in a dossier that may be closed: one that takes the place of a paper that somebody
 * holds, or one that was never given. A dossier has one at most.
 */
export const NEW_PAPER_REF = 'new-paper';

/** The element of such a task where nobody holds an older paper: the result was under a revocation when it was to be given, and holds again. */
export const FIRST_PAPER = 'first-paper';

/** Whether a task is that: it is no step of the process, which may be over, and ends as one that hands a result over. */
export const isNewPaper = ({ ref }: Pick<Task, 'ref'>): boolean => ref === NEW_PAPER_REF;

/** Whether it hands over what was never given: there is no old paper to be taken back. */
export const isFirstPaper = ({ ref, elementId }: Pick<Task, 'ref' | 'elementId'>): boolean =>
  isNewPaper({ ref }) && elementId === FIRST_PAPER;
