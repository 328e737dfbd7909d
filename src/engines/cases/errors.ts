import { defineError } from '#platform/errors';

/** The dossier's status does not allow it (any more): another act came first. */
export const ActNotAllowedNow = defineError('ACT_NOT_ALLOWED_NOW', 409);
/** The procedure cannot be applied for online today: not in force, or a draft without a time limit. */
export const ProcedureClosed = defineError('PROCEDURE_CLOSED', 409);
/** The draft is gone: sent already, thrown away, or kept longer than 30 days. */
export const DraftGone = defineError('DRAFT_GONE', 404);
/** The draft was saved meanwhile in another window. */
export const DraftChanged = defineError('DRAFT_CHANGED', 409);
/** The form still has places to mend; `details` lists them. */
export const FormIncomplete = defineError('FORM_INCOMPLETE', 422);
/** No agency answers for this area on the day. */
export const NoAgency = defineError('NO_AGENCY', 409);
/** Nothing was written down of what is missing, or why it is refused. */
export const ReasonMissing = defineError('REASON_MISSING', 422);
/** The process has no template for its result. */
export const NoResultTemplate = defineError('NO_RESULT_TEMPLATE', 409);
