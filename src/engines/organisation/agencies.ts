import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { kept } from './dated/kept.ts';
import { queries } from './dated/queries.ts';
import { AGENCY, AREA, selectList } from './dated/thing.ts';
import { shownDay } from './errors.ts';
import type { Agency, AgencyKind } from './types.ts';

const agencies = queries(AGENCY);
const list = selectList(AGENCY);

/** The agency as it is on `date`, if it is there on that day. */
export const findAgency = agencies.find;
/** As `findAgency`. Throws AGENCY_NOT_FOUND. */
export const getAgency = agencies.get;
/** All versions of an agency, the oldest first. */
export const listAgencyVersions = agencies.versions;

/**
 * The agency as of `date`, for what bears its name from that day on (a dossier's page, its slips): where it was ended afterwards as of an earlier
 * day, as it was last. Throws AGENCY_NOT_FOUND for one that never was.
 */
export const agencyAsOf = async (q: Queryable, id: string, date: string): Promise<Agency> =>
  (await findAgency(q, id, date)) ?? (await listAgencyVersions(q, id)).at(-1) ?? getAgency(q, id, date);

/** Agencies that are there on `date` and have a last day, the first to end first: as they are at that end. */
export const agenciesToEnd = (q: Queryable, date: string): Promise<Agency[]> =>
  q.query(
    `SELECT ${list} FROM organisation.agency_version v
     WHERE upper(v.valid) > $1::date AND lower(v.valid) <= $1::date AND NOT EXISTS (SELECT FROM organisation.agency_version later
       WHERE later.agency_id = v.agency_id AND lower(later.valid) >= upper(v.valid)) ORDER BY upper(v.valid), v.identifier`,
    [date],
  );

/** Agencies directly below on `date`, by identifier. */
export const childAgencies = agencies.children;
/** Agencies above on `date`, the nearest first. */
export const agenciesAbove = agencies.ancestors;
/** Agencies below at any depth on `date`. */
export const agenciesBelow = agencies.descendants;
/** Whether `agencyId` stands below `ancestorAgencyId` on `date`, at any depth; false for an agency and itself. */
export const isBelow = agencies.isBelow;
/** Who has taken over the agency's work by `date`: agencies of that day. */
export const successorAgenciesOf = agencies.successors;
/** Whose work the agency has taken over, as they were on `date`. */
export const predecessorAgenciesOf = agencies.predecessors;
/**
 * Who the agency is on `date`: itself, or its successor through any number of reforms.
 * Throws AGENCY_NOT_FOUND when it was not there yet, AGENCY_SPLIT (details: ids) when its work went to several: then
 * the area of the matter decides (`committeeOf(q, (await resolveArea(…)).id, date)`).
 */
export const resolveAgency = agencies.resolve;
/** Agencies that are gone on `date` and that `resolveAgency` leads to one of `heirIds`: whose open work these have to do. */
export const legaciesOf = agencies.legacies;
/** Those that are not there on `date` and have no single successor then: the place of each matter decides. */
export const agenciesWithoutHeir = agencies.withoutHeir;
/** The successions in which the agency takes part. */
export const listAgencySuccessions = agencies.successions;

/** The agency that has this identifier on `date`, in either form: `H38.60.01` or `000.01.60.H38`. */
export const findAgencyByCode = (q: Queryable, identifier: string, date: string) =>
  kept(q).maybe<Agency>(
    `SELECT ${list} FROM organisation.agency_version v
     WHERE (v.identifier = $1 OR v.legacy_identifier = $1) AND v.valid @> $2::date`,
    [identifier, date],
  );

/** As `findAgencyByCode`. Throws AGENCY_NOT_FOUND. */
export async function agencyByCode(q: Queryable, identifier: string, date: string): Promise<Agency> {
  const agency = await findAgencyByCode(q, identifier, date);
  if (!agency) throw AGENCY.notFound({ agency: identifier, date: shownDay(date) });
  return agency;
}

/** Agencies that answer for an area on `date` (the committee, its office, its service centre, its divisions). */
export const agenciesOf = (q: Queryable, areaId: string, date: string) =>
  q.query<Agency>(
    `SELECT ${list} FROM organisation.agency_version v WHERE v.area_id = $1::uuid AND v.valid @> $2::date
     ORDER BY v.identifier COLLATE "C"`,
    [areaId, date],
  );

/** The people's committee of an area on `date`, if it has one: the database holds that there is not a second. */
export const findCommitteeOf = (q: Queryable, areaId: string, date: string) =>
  kept(q).maybe<Agency>(
    `SELECT ${list} FROM organisation.agency_version v WHERE v.area_id = $1::uuid AND v.valid @> $2::date
     AND v.kind IN ('provincial-committee', 'district-committee', 'commune-committee')`,
    [areaId, date],
  );

/** As `findCommitteeOf`. Throws AGENCY_NOT_FOUND. */
export async function committeeOf(q: Queryable, areaId: string, date: string): Promise<Agency> {
  const committee = await findCommitteeOf(q, areaId, date);
  if (committee) return committee;
  const area = await queries(AREA).find(q, areaId, date);
  throw AGENCY.notFound({ agency: `UBND ${area?.fullName ?? areaId}`, date: shownDay(date) });
}

/**
 * Where an area's citizens hand in and collect on `date`: its public administrative service centre (Decree 118/2025,
 * from 01/07/2025), or the one-stop desk of the days before.
 */
export const findServiceCentreOf = async (q: Queryable, areaId: string, date: string) =>
  (
    await kept(q).query<Agency>(
      `SELECT ${list} FROM organisation.agency_version v WHERE v.area_id = $1::uuid AND v.valid @> $2::date
       AND v.kind IN ('service-centre', 'one-stop-desk') ORDER BY v.kind DESC, v.identifier LIMIT 1`,
      [areaId, date],
    )
  )[0];

/** All agencies on `date`, of some kinds where said, by identifier. */
export const listAgencies = (q: Queryable, date: string, kinds?: readonly AgencyKind[]) =>
  q.query<Agency>(
    `SELECT ${list} FROM organisation.agency_version v
     WHERE v.valid @> $1::date AND ($2::text[] IS NULL OR v.kind = ANY ($2)) ORDER BY v.identifier COLLATE "C"`,
    [date, kinds ?? null],
  );

/** How people write parts of an agency's name short, without tone marks. */
const SHORT: Readonly<Record<string, string>> = {
  ubnd: 'uy ban nhan dan',
  hdnd: 'hoi dong nhan dan',
  pvhcc: 'phuc vu hanh chinh cong',
  tthcc: 'trung tam phuc vu hanh chinh cong',
  vpdkdd: 'van phong dang ky dat dai',
  bhxh: 'bao hiem xa hoi',
};

/** Whether it is enough of an identifier to look for those that begin like it: `H38.60`, `000.01`. */
export const beginsCode = (typed: string): boolean => /^(?:[a-z]\d\d|\d{3}\.)[\d.a-z]*$/i.test(typed.trim());

/**
 * Agencies of `date` whose name has each word that was typed at the start of a word, or whose identifier begins like that; the one
 * of this identifier first, then those in which the words stand together first, the shortest before. `ubnd sa pa` is `Ủy ban nhân dân phường Sa Pa`.
 */
export function searchAgencies(q: Queryable, typed: string, date: string, limit = 20): Promise<Agency[]> {
  const words = fold(typed)
    .split(' ')
    .flatMap(word => (SHORT[word] ?? word).split(' '))
    .filter(Boolean);
  if (!words.length) return Promise.resolve([]);
  return q.query<Agency>(
    `SELECT ${list} FROM organisation.agency_version v
     WHERE v.valid @> $2::date
       AND (NOT EXISTS (SELECT FROM unnest($1::text[]) AS w (word) WHERE strpos(' ' || v.folded, ' ' || w.word) = 0)
         OR v.identifier = upper($3) OR v.legacy_identifier = upper($3)
         OR ($5 AND (starts_with(v.identifier, upper($3)) OR starts_with(v.legacy_identifier, upper($3)))))
     ORDER BY coalesce(upper($3) IN (v.identifier, v.legacy_identifier), false) DESC, strpos(' ' || v.folded, ' ' || array_to_string($1::text[], ' ')) = 0, length(v.folded), v.identifier LIMIT $4`,
    [words, date, typed.trim(), limit, beginsCode(typed)],
  );
}
