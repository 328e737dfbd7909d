import { defineError } from '#platform/errors';

/** What failed before fails still: the entry stays passed over. */
export const MakeUpFailed = defineError('MAKE_UP_FAILED', 409);
