export {
  agenciesAbove,
  agenciesBelow,
  agenciesToEnd,
  agenciesWithoutHeir,
  agencyAsOf,
  agencyByCode,
  beginsCode,
  childAgencies,
  committeeOf,
  findAgency,
  findAgencyByCode,
  findCommitteeOf,
  findServiceCentreOf,
  getAgency,
  legaciesOf,
  listAgencies,
  listAgencySuccessions,
  listAgencyVersions,
  resolveAgency,
  searchAgencies,
  successorAgenciesOf,
} from './agencies.ts';
export {
  ancestorsOf,
  areaByCode,
  areaLegaciesOf,
  areaPath,
  childrenOf,
  communesWithoutCommittee,
  descendantsOf,
  findArea,
  findAreaByCode,
  getArea,
  isInside,
  listAreaSuccessions,
  listAreas,
  listAreaVersions,
  listedOn,
  resolveArea,
  searchAreas,
  sharedAreasOf,
} from './areas.ts';
export type { Boundary, Geometry } from './boundaries.ts';
export { changesKept, kept } from './dated/kept.ts';
export type { Legacy } from './dated/succession.ts';
export { loadDemoProvince } from './demo/province.ts';
export {
  changeAgency,
  correctAgency,
  createAgency,
  endAgency,
  linkAgencies,
  unlinkAgencies,
  withdrawAgency,
} from './edit-agencies.ts';
export {
  createArea,
  endArea,
  linkAreas,
} from './edit-areas.ts';

export { countryUnits, REFORM_DAY } from './import/country.ts';
export { importBoundaries } from './import/import-boundaries.ts';
export { type ImportReport, importUnits, type LineProblem } from './import/import-units.ts';
export { problemText } from './import/problem-text.ts';
export { type UnitSource, unitFile } from './import/source.ts';
export { findAgencyAnswering, jurisdictionOf, listAgencyWords } from './jurisdiction.ts';
export { listAreasOfCode, lookUpAreas, lookUpAreasOfOtherDays, provincesWithin } from './look-up-areas.ts';
export { organisation } from './module.ts';
export {
  closePost,
  correctPost,
  createPost,
  findPost,
  findPostOfAnyDay,
  listPosts,
} from './posts.ts';
export {
  type Act,
  AGENCY_KINDS,
  AGENCY_LEVELS,
  type Agency,
  type AgencyFacts,
  type AgencyKind,
  type AgencyLevel,
  type Area,
  type AreaFacts,
  type AreaKind,
  type AreaLevel,
  type EntryWriter,
  type Period,
  type Post,
  type Succession,
} from './types.ts';
