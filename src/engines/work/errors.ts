import { defineError } from '#platform/errors';

/** Someone else has done this step meanwhile; the page says who and when. */
export const TaskDone = defineError('TASK_DONE', 409);
/** The step waits (supplement, payment); it cannot be done now. */
export const TaskSuspended = defineError('TASK_SUSPENDED', 409);
/** Another rule holds for the same steps of the agency. */
export const RuleTaken = defineError('RULE_TAKEN', 409);
/** Somebody is noted as away on one of these days already. */
export const AbsenceTwice = defineError('ABSENCE_TWICE', 409);
