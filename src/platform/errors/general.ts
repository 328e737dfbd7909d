import { defineError } from './errors.ts';

/** The thing is not there, or not for this person: the same words for both, so that nothing is given away. */
export const NotFound = defineError('NOT_FOUND', 404);
/** The person is known and may not do this. Only where the thing itself is no secret to them. */
export const NotAllowed = defineError('NOT_ALLOWED', 403);
/** Nobody is signed in, or the session has ended. */
export const SignInNeeded = defineError('SIGN_IN_NEEDED', 401);
/** The database or another part does not answer just now. */
export const Unavailable = defineError('UNAVAILABLE', 503);
/** A fault of ours; the trace id leads to the log line. */
export const Unexpected = defineError('UNEXPECTED', 500);
