import { formatDate } from '#platform/clock';
import { defineError } from '#platform/errors';

/** A day as the sentence of an error shows it: `01/07/2025`; a dash for a period that does not end. */
export const shownDay = (date: string | null | undefined): string => (date ? formatDate(date) : '–');

/** No area has this id or code on that day: `{ area, date }`. */
export const AreaNotFound = defineError('AREA_NOT_FOUND', 404);
/** The area went in parts into several, so there is no single successor: `{ area, date }`; details: their ids. */
export const AreaSplit = defineError('AREA_SPLIT', 409);
/** Another area has this code on some of these days: `{ code }`. */
export const AreaCodeTaken = defineError('AREA_CODE_TAKEN', 409);
/** An area would be without a parent for part of its time: `{ area }`. */
export const AreaParentMissing = defineError('AREA_PARENT_MISSING', 409);
/** The kind does not belong to the level, or a province has a parent: `{ area }`. */
export const AreaKindWrong = defineError('AREA_KIND_WRONG', 422);

/** No agency has this id or identifier on that day: `{ agency, date }`. */
export const AgencyNotFound = defineError('AGENCY_NOT_FOUND', 404);
/** The agency's work went in parts to several: `{ agency, date }`; details: their ids. */
export const AgencySplit = defineError('AGENCY_SPLIT', 409);
/** Another agency has this identifier on some of these days: `{ identifier }`. */
export const AgencyIdentifierTaken = defineError('AGENCY_IDENTIFIER_TAKEN', 409);
/** An agency would be without its parent agency for part of its time: `{ agency }`. */
export const AgencyParentMissing = defineError('AGENCY_PARENT_MISSING', 409);
/** An agency would answer for an area that is not there for part of its time: `{ agency }`. */
export const AgencyAreaMissing = defineError('AGENCY_AREA_MISSING', 409);
/** The agency would stand above itself: `{ agency }`. */
export const AgencyAboveItself = defineError('AGENCY_ABOVE_ITSELF', 409);
/** The area has a people's committee on some of these days already: `{ agency }`. */
export const CommitteeExists = defineError('COMMITTEE_EXISTS', 409);

/** A value is not one that a unit may have (an identifier of the wrong form, a population below zero): `{ field }`. */
export const UnitWrong = defineError('UNIT_WRONG', 422);
/** The period is empty, or meets another version of the same unit: `{ from, to }`. */
export const UnitPeriodWrong = defineError('UNIT_PERIOD_WRONG', 422);
/** A post, or another unit's succession, rests on the days that would be taken away: `{ unit }`. */
export const UnitNeeded = defineError('UNIT_NEEDED', 409);
/** Only what has not begun can be called off: `{ unit, from }`. */
export const UnitBegun = defineError('UNIT_BEGUN', 409);
/** This succession contradicts one that is recorded, or leads to the unit itself. */
export const SuccessionWrong = defineError('SUCCESSION_WRONG', 409);
/** There is no such post on that day: `{ date }`. */
export const PostNotFound = defineError('POST_NOT_FOUND', 404);

/** The file is not there, or is not text of a kind that can be imported: `{ file, why }`. */
export const ImportFileUnreadable = defineError('IMPORT_FILE_UNREADABLE', 422);
/** A file of boundaries is no JSON, or cut off: `{ file }`. */
export const BoundaryFileBroken = defineError('BOUNDARY_FILE_BROKEN', 422);
/** A file of boundaries is TopoJSON, whose arcs are no coordinates: `{ file }`. */
export const BoundaryFileTopology = defineError('BOUNDARY_FILE_TOPOLOGY', 422);
/** A file of boundaries holds no feature: `{ file, found }`. */
export const BoundaryFileOfOtherKind = defineError('BOUNDARY_FILE_OF_OTHER_KIND', 422);
/** Another import of units is running. */
export const ImportUnderWay = defineError('IMPORT_UNDER_WAY', 409);
