import { defineError } from '#platform/errors';

/** No procedure of this code, or none in force on the day. */
export const ProcedureNotFound = defineError('PROCEDURE_NOT_FOUND', 404);
/** A version with something missing was to be published. Details: what. */
export const ProcedureIncomplete = defineError('PROCEDURE_INCOMPLETE', 422);
/** A version was to be published from a day on which a later or the same version already begins. */
export const ProcedureFromTooEarly = defineError('PROCEDURE_FROM_TOO_EARLY', 422);
/** A published version was to be changed: make a new one. */
export const ProcedurePublished = defineError('PROCEDURE_PUBLISHED', 409);
/** A new procedure was to have the code of one that there is. */
export const ProcedureCodeTaken = defineError('PROCEDURE_CODE_TAKEN', 409);
/** There is a draft of this procedure already. */
export const ProcedureHasDraft = defineError('PROCEDURE_HAS_DRAFT', 409);
/** A version that is in force already was to be withdrawn. */
export const ProcedureInForce = defineError('PROCEDURE_IN_FORCE', 409);
/** The draft was changed by someone else since it was read. Details: the last save, where it is known. */
export const ProcedureDraftChanged = defineError('PROCEDURE_DRAFT_CHANGED', 409);
/** A procedure's code or content is not of the expected shape. Details: the problems. */
export const ProcedureUnreadable = defineError('PROCEDURE_UNREADABLE', 422);
/** A part of a draft is longer than is kept: `{ size, limit }`, in megabytes. */
export const ProcedureTextTooLong = defineError('PROCEDURE_TEXT_TOO_LONG', 422);
/** A BPMN file has problems. Details: them. */
export const ProcessRefused = defineError('PROCESS_REFUSED', 422);
/** A pack of procedures cannot be loaded. Details: each file with what is wrong. */
export const PackRefused = defineError('PACK_REFUSED', 422);
/** No such save of a draft, or it is kept no longer. */
export const ProcedureRevisionNotFound = defineError('PROCEDURE_REVISION_NOT_FOUND', 404);
/** A draft that waits for a decision was to be changed or proposed again. */
export const ProcedureProposed = defineError('PROCEDURE_PROPOSED', 409);
/** Nothing waits for a decision: it was decided or taken back in between. */
export const ProcedureNotProposed = defineError('PROCEDURE_NOT_PROPOSED', 409);
/** Somebody was to decide about what he has written or proposed himself. */
export const ProcedureOwnWork = defineError('PROCEDURE_OWN_WORK', 403);
/** A version was to come into force on a day that is over. */
export const ProcedureFromPast = defineError('PROCEDURE_FROM_PAST', 422);
/** A proposal was to be sent back without a reason, or with one over 2,000 characters. */
export const ProcedureReasonMissing = defineError('PROCEDURE_REASON_MISSING', 422);
/** A file of procedures is no JSON, or not of the format. Details: where. */
export const TransferUnreadable = defineError('TRANSFER_UNREADABLE', 422);
/** A file of procedures was changed on the way: a digest does not fit. */
export const TransferDamaged = defineError('TRANSFER_DAMAGED', 422);
/** A phrase without letters or of more than ten words, or a meaning too long. */
export const SynonymUnreadable = defineError('SYNONYM_UNREADABLE', 422);
