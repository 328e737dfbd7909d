import { commands } from './dated/commands.ts';
import { AGENCY } from './dated/thing.ts';

const verbs = commands(AGENCY);

/**
 * `(tx, facts, { from, to }, act)`: a new agency. Throws AGENCY_IDENTIFIER_TAKEN, COMMITTEE_EXISTS, AGENCY_PARENT_MISSING,
 * AGENCY_AREA_MISSING, AGENCY_ABOVE_ITSELF, UNIT_PERIOD_WRONG, UNIT_WRONG.
 */
export const createAgency = verbs.create;
/** `(tx, id, on, changes, act)`: from day `on` the agency is different (name, parent, address …): a new version. */
export const changeAgency = verbs.change;
/** `(tx, id, versionId, changes, act)`: a version was written down wrongly; its facts or its period are put right. */
export const correctAgency = verbs.correct;
/**
 * `(tx, id, on, act, reason?)`: the agency is no more from day `on`; `reason`: why, though work of it was left to nobody.
 * AGENCY_PARENT_MISSING while others stand below it.
 */
export const endAgency = verbs.end;
/** `(tx, { fromId, intoId, on, share }, act)`: the whole, or a part, of its work went to another. SUCCESSION_WRONG. */
export const linkAgencies = verbs.link;
/** `(tx, { fromId, intoId, on }, act)`: that succession was recorded by mistake. */
export const unlinkAgencies = verbs.unlink;
/**
 * `(tx, id, versionId, act)`: what was to begin on a later day is called off; the version that would have ended then holds on.
 * Withdrawing it again changes nothing. Throws UNIT_BEGUN once its day has come (then it is corrected), UNIT_NEEDED while posts or
 * successions rest on it, and what the change would break for others (AGENCY_PARENT_MISSING …).
 */
export const withdrawAgency = verbs.withdraw;
