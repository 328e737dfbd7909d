import { defineError } from '#platform/errors';

/** Someone else has done this step meanwhile; the page says who and when. */
export const TaskDone = defineError('TASK_DONE', 409);
/** The step waits (supplement, payment); it cannot be done now. */
export const TaskSuspended = defineError('TASK_SUSPENDED', 409);
