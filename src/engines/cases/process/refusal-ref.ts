import type { Task } from '#engines/work';

/** How the mark of a proposal to refuse begins that lies before who decides; then the step's own in whose course it was made. */
export const REFUSAL_REF = 'refusal:';

/** Whether a task is such a proposal: it is confirmed or sent back, not done like a step, nor only read. */
export const isProposal = ({ ref }: Pick<Task, 'ref'>): boolean => ref.startsWith(REFUSAL_REF);
