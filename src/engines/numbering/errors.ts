import { defineError } from '#platform/errors';

/** A kind of number or a period that is none: a fault of the caller. */
export const NumberKindWrong = defineError('NUMBER_KIND_WRONG', 500);
/** The agency has no identifier that a dossier code can begin with. */
export const AgencyCodeWrong = defineError('AGENCY_CODE_WRONG', 409);
