import { defineError } from '#platform/errors';

/** Someone else has done this step meanwhile; the page says who and when. */
export const TaskDone = defineError('TASK_DONE', 409);
/** The step waits (supplement, payment); it cannot be done now. */
export const TaskSuspended = defineError('TASK_SUSPENDED', 409);
/** Another rule holds for the same steps of the agency. */
export const RuleTaken = defineError('RULE_TAKEN', 409);
/** Somebody is noted as away on one of these days already. */
export const AbsenceTwice = defineError('ABSENCE_TWICE', 409);
/** A saved view needs a name of at most 60 characters. */
export const ViewNameWrong = defineError('VIEW_NAME_WRONG', 422);
/** Another saved view is called so: `{ name }`. */
export const ViewNameTaken = defineError('VIEW_NAME_TAKEN', 409);
/** There are as many saved views as a menu holds: `{ most }`. */
export const TooManyViews = defineError('TOO_MANY_VIEWS', 409);
