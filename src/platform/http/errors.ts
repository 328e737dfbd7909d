import { defineError } from '#platform/errors';

/** The form was not made by this site for this browser, or its cookie is gone. Nothing was done. */
export const FormExpired = defineError('FORM_EXPIRED', 403);
/** The same idempotency key came with another content. Nothing was done. */
export const KeyReused = defineError('KEY_REUSED', 422);
/** Too many requests from one visitor or address. */
export const TooMany = defineError('TOO_MANY', 429);
/** The request cannot be read: broken JSON, too large, a wrong field. `details` names the places for an API caller. */
export const BadRequest = defineError('BAD_REQUEST', 400);
/** A file or the whole request is larger than allowed. */
export const TooLarge = defineError('TOO_LARGE', 413);
/** What was typed or pasted is larger than the page takes, in all its fields together. */
export const TextTooLarge = defineError('TEXT_TOO_LARGE', 413);
/** More files in one request than the route takes. */
export const TooManyFiles = defineError('TOO_MANY_FILES', 413);
/** The request to the API has no token, or one that is unknown, over or revoked. */
export const TokenNeeded = defineError('TOKEN_NEEDED', 401);
/** The token is good and lacks the scope that the route asks for; `details` names it. */
export const ScopeMissing = defineError('SCOPE_MISSING', 403);
