import type { Tx } from '#platform/db';
import type { AppError } from '#platform/errors';
import {
  AgencyAboveItself,
  AgencyAreaMissing,
  AgencyIdentifierTaken,
  AgencyParentMissing,
  AreaCodeTaken,
  AreaKindWrong,
  AreaParentMissing,
  CommitteeExists,
  SuccessionWrong,
  shownDay,
  UnitNeeded,
  UnitPeriodWrong,
  UnitWrong,
} from '../errors.ts';

type PgError = { code?: string; constraint?: string; detail?: string; column?: string };

/** What the person tried, for the sentence of the error. */
export type Tried = {
  label: string;
  code?: string | null;
  from?: string | null;
  to?: string | null;
};

// The database holds the rules; here its refusals become sentences.
const refusals: Readonly<Record<string, (tried: Tried, detail: string) => AppError>> = {
  area_version_one_code: tried => AreaCodeTaken({ code: tried.code ?? tried.label }),
  area_version_one_at_a_time: tried => period(tried),
  area_version_parent_there: (_, lost) => AreaParentMissing({ area: lost }),
  area_version_has_parent: tried => AreaParentMissing({ area: tried.label }),
  area_version_kind_of_level: tried => AreaKindWrong({ area: tried.label }),
  area_version_parent_id_fkey: tried => AreaParentMissing({ area: tried.label }),
  agency_version_one_identifier: tried => AgencyIdentifierTaken({ identifier: tried.code ?? tried.label }),
  agency_version_one_legacy_identifier: tried =>
    AgencyIdentifierTaken({ identifier: tried.code ?? tried.label }),
  agency_version_one_at_a_time: tried => period(tried),
  agency_version_one_committee: tried => CommitteeExists({ agency: tried.label }),
  agency_version_has_area: tried => AgencyAreaMissing({ agency: tried.label }),
  agency_version_area_there: (_, lost) => AgencyAreaMissing({ agency: lost }),
  agency_version_area_id_fkey: tried => AgencyAreaMissing({ agency: tried.label }),
  agency_version_parent_there: (_, lost) => AgencyParentMissing({ agency: lost }),
  agency_version_parent_id_fkey: tried => AgencyParentMissing({ agency: tried.label }),
  agency_area_once: tried => period(tried),
  agency_version_not_above_itself: (_, lost) => AgencyAboveItself({ agency: lost }),
  post_agency_there: (_, lost) => UnitNeeded({ unit: lost }),
  agency_heir_there: (_, lost) => UnitNeeded({ unit: lost }),
  area_heir_there: (_, lost) => UnitNeeded({ unit: lost }),
};

const period = (tried: Tried) => UnitPeriodWrong({ from: shownDay(tried.from), to: shownDay(tried.to) });

/** The error a person can act on, for a refusal of the database; `undefined` for any other fault. */
export function refusalOf(error: unknown, tried: Tried): AppError | undefined {
  const { code, constraint = '', detail = '' } = error as PgError;
  // 22000: a range whose end lies before its start.
  if (code === '22000') return period(tried);
  if (!code?.startsWith('23')) return undefined;
  if (refusals[constraint]) return refusals[constraint](tried, detail);
  if (constraint.includes('_succession_')) return SuccessionWrong();
  if (constraint.endsWith('_valid_check')) return period(tried);
  const field = /^(?:area|agency)_version_(\w+)_check\d*$/.exec(constraint)?.[1];
  return UnitWrong({ field: field ?? constraint });
}

const named = (names: string[]) => names.map(name => `organisation.${name}`).join(', ');
const TRIGGERS = named([
  'area_version_parent_there',
  'area_version_agencies_held',
  'area_version_needed',
  'agency_version_held',
  'agency_version_needed',
]);
const EXCLUSIONS = named([
  'area_version_one_code',
  'area_version_one_at_a_time',
  'agency_version_one_identifier',
  'agency_version_one_legacy_identifier',
  'agency_version_one_at_a_time',
  'agency_version_one_committee',
]);

/**
 * Runs `fn` with every rule on periods waiting until it is through (so that codes can be handed round within it), has
 * them checked then, and makes refusals speak.
 */
export async function held<T>(tx: Tx, tried: Tried, fn: () => Promise<T>): Promise<T> {
  try {
    return await tx.savepoint(async () => {
      await tx.query(`SET CONSTRAINTS ${EXCLUSIONS} DEFERRED`);
      const value = await fn();
      await tx.query(`SET CONSTRAINTS ${EXCLUSIONS}, ${TRIGGERS} IMMEDIATE`);
      await tx.query(`SET CONSTRAINTS ${TRIGGERS} DEFERRED`);
      return value;
    });
  } catch (error) {
    throw refusalOf(error, tried) ?? error;
  }
}
