import type { ErrorDefinition } from '#platform/errors';
import { fold } from '#platform/text';
import { AgencyNotFound, AgencySplit, AreaNotFound, AreaSplit } from '../errors.ts';
import type { Agency, AgencyFacts, Area, AreaFacts } from '../types.ts';

type Column = { column: string; type: 'text' | 'uuid' | 'integer' | 'double precision' | 'boolean' };

/**
 * Areas and agencies are the same kind of thing: a stable id, versions with a period, successions. What differs is in
 * this description: the table, the facts of a version and the errors.
 */
export type Thing<Facts, Version> = {
  table: 'area' | 'agency';
  columns: Readonly<Record<keyof Facts & string, Column>>;
  /** What a search looks in. */
  folded(facts: Facts): string;
  /** How the thing is called in an error, from its facts. */
  label(facts: Facts): string;
  notFound: ErrorDefinition;
  split: ErrorDefinition;
  readonly __version?: Version;
};

export type AreaThing = Thing<AreaFacts, Area>;
export type AgencyThing = Thing<AgencyFacts, Agency>;

const text = (column: string): Column => ({ column, type: 'text' });
const uuid = (column: string): Column => ({ column, type: 'uuid' });
const real = (column: string): Column => ({ column, type: 'double precision' });

const shared = {
  kind: text('kind'),
  level: text('level'),
  name: text('name'),
  parentId: uuid('parent_id'),
  unverified: { column: 'unverified', type: 'boolean' },
  note: text('note'),
} as const;

export const AREA: AreaThing = {
  table: 'area',
  columns: {
    ...shared,
    code: text('code'),
    fullName: text('full_name'),
    seat: text('seat'),
    areaKm2: real('area_km2'),
    population: { column: 'population', type: 'integer' },
    lon: real('lon'),
    lat: real('lat'),
  },
  folded: area => fold(area.fullName),
  label: area => area.fullName,
  notFound: AreaNotFound,
  split: AreaSplit,
};

export const AGENCY: AgencyThing = {
  table: 'agency',
  columns: {
    ...shared,
    identifier: text('identifier'),
    legacyIdentifier: text('legacy_identifier'),
    shortName: text('short_name'),
    areaId: uuid('area_id'),
    address: text('address'),
    phone: text('phone'),
  },
  folded: agency => fold(agency.name),
  label: agency => agency.name,
  notFound: AgencyNotFound,
  split: AgencySplit,
};

export const entries = <F, V>(thing: Thing<F, V>) =>
  Object.entries(thing.columns) as Array<[keyof F & string, Column]>;

/** The select list of a version `v`, as `Area` or `Agency` is handed out. */
export const selectList = <F, V>(thing: Thing<F, V>): string =>
  [
    `v.${thing.table}_id AS "id"`,
    'v.id AS "versionId"',
    ...entries(thing).map(([name, { column }]) => `v.${column} AS "${name}"`),
    'lower(v.valid) AS "from"',
    'upper(v.valid) AS "to"',
  ].join(', ');
