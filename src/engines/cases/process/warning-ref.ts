import type { Task } from '#engines/work';

/** How the mark of a warning begins that a leader gets of a step: no work of its own. */
export const ESCALATION_REF = 'escalation:';
const AWAY_REF = `${ESCALATION_REF}away:`;

/** Why a leader is told of a step: it is soon due, or who has it is away until after it is due. */
export type Why = 'due' | 'away';

/** The mark of a warning of the step that bears `ref`. */
export const WARNING_REFS: Readonly<Record<Why, (ref: string) => string>> = {
  due: ref => `${ESCALATION_REF}${ref}`,
  away: ref => `${AWAY_REF}${ref}`,
};

/** Whether a task is a warning of the step that bears `ref`, still before its leader. */
export const warnsOf = (task: Pick<Task, 'ref' | 'state'>, ref: string): boolean =>
  (task.ref === WARNING_REFS.due(ref) || task.ref === WARNING_REFS.away(ref)) &&
  (task.state === 'open' || task.state === 'suspended');

/** Whether a task warns its leader of a step, and is nothing to be done. */
export const isWarning = ({ ref }: Pick<Task, 'ref'>): boolean => ref.startsWith(ESCALATION_REF);

/** The mark of the step that lies with who is away, as a warning says; undefined of any other task. */
export const awayStepOf = ({ ref }: Pick<Task, 'ref'>): string | undefined =>
  ref.startsWith(AWAY_REF) ? ref.slice(AWAY_REF.length) : undefined;
