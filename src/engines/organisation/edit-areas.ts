import { commands } from './dated/commands.ts';
import { AREA } from './dated/thing.ts';

const verbs = commands(AREA);

/**
 * `(tx, facts, { from, to }, act)`: a new area. Throws AREA_CODE_TAKEN, AREA_PARENT_MISSING (its parent is not there all
 * the time), AREA_KIND_WRONG, UNIT_PERIOD_WRONG, UNIT_WRONG.
 */
export const createArea = verbs.create;
/** `(tx, id, on, changes, act)`: from day `on` the area is different (name, seat, parent …): a new version. */
export const changeArea = verbs.change;
/** `(tx, id, versionId, changes, act)`: a version was written down wrongly; its facts or its period are put right. */
export const correctArea = verbs.correct;
/**
 * `(tx, id, on, act)`: the area is no more from day `on`. Throws AREA_PARENT_MISSING and AGENCY_AREA_MISSING while areas
 * or agencies hang on it: end those first.
 */
export const endArea = verbs.end;
/** `(tx, { fromId, intoId, on, share }, act)`: the whole, or a part, of one area went into another. SUCCESSION_WRONG. */
export const linkAreas = verbs.link;
/** `(tx, { fromId, intoId, on }, act)`: that succession was recorded by mistake. */
export const unlinkAreas = verbs.unlink;
/**
 * `(tx, id, versionId, act)`: what was to begin on a later day is called off; the version that would have ended then holds on.
 * Withdrawing it again changes nothing. Throws UNIT_BEGUN once its day has come (then it is corrected), UNIT_NEEDED while posts or
 * successions rest on it, and what the change would break for others (AREA_PARENT_MISSING, AGENCY_AREA_MISSING).
 */
export const withdrawArea = verbs.withdraw;
