import type { AgencyFacts, AreaFacts } from '../types.ts';

/** Facts of an area for a test: a province named `Tỉnh Thử` unless said otherwise. */
export const areaFacts = (facts: Partial<AreaFacts>): AreaFacts => ({
  code: '99',
  level: 'province',
  kind: 'province',
  name: 'Thử',
  fullName: `Tỉnh ${facts.name ?? 'Thử'}`,
  parentId: null,
  seat: null,
  areaKm2: null,
  population: null,
  lon: null,
  lat: null,
  unverified: false,
  note: null,
  ...facts,
});

/** Facts of an agency for a test: a department without a parent unless said otherwise. */
export const agencyFacts = (facts: Partial<AgencyFacts> & { areaId: string }): AgencyFacts => ({
  identifier: 'Z99',
  legacyIdentifier: null,
  name: 'Sở Thử nghiệm',
  shortName: null,
  kind: 'department',
  level: 'province',
  parentId: null,
  address: null,
  phone: null,
  unverified: false,
  note: null,
  ...facts,
});
