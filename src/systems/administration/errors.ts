import { defineError } from '#platform/errors';

/** An administrator would give himself, or a post that he holds, a right. */
export const OwnPower = defineError('OWN_POWER', 403);
/** What failed before fails still: the entry stays passed over. */
export const MakeUpFailed = defineError('MAKE_UP_FAILED', 409);
/** Who administers an agency itself would end it, or name who has its work. */
export const AgencyEndedFromAbove = defineError('AGENCY_ENDED_FROM_ABOVE', 403);
