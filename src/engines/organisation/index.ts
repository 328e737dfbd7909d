export {
  agenciesAbove,
  agenciesBelow,
  agenciesOf,
  agenciesWithoutHeir,
  agencyAsOf,
  agencyByCode,
  childAgencies,
  committeeOf,
  findAgency,
  findAgencyByCode,
  findCommitteeOf,
  findServiceCentreOf,
  getAgency,
  isBelow,
  legaciesOf,
  listAgencies,
  listAgencySuccessions,
  listAgencyVersions,
  predecessorAgenciesOf,
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
  predecessorsOf,
  resolveArea,
  searchAreas,
  successorsOf,
} from './areas.ts';
export { type Boundary, type Geometry, listBoundaries } from './boundaries.ts';
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
  changeArea,
  correctArea,
  createArea,
  endArea,
  linkAreas,
  unlinkAreas,
  withdrawArea,
} from './edit-areas.ts';
export {
  AgencyNotFound,
  AgencySplit,
  AreaNotFound,
  AreaSplit,
  ImportFileUnreadable,
  ImportUnderWay,
  PostNotFound,
} from './errors.ts';
export { countryUnits, REFORM_DAY } from './import/country.ts';
export { importBoundaries } from './import/import-boundaries.ts';
export { type ImportReport, importUnits, type LineProblem } from './import/import-units.ts';
export { problemText } from './import/problem-text.ts';
export { type UnitSource, unitFile, unitText } from './import/source.ts';
export { findAgencyAnswering, jurisdictionOf, listAgencyWords, setJurisdiction } from './jurisdiction.ts';
export { listAreasOfCode, lookUpAreas, lookUpAreasOfOtherDays } from './look-up-areas.ts';
export { organisation } from './module.ts';
export {
  closePost,
  correctPost,
  createPost,
  findPost,
  findPostOfAnyDay,
  getPost,
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
  AREA_KINDS,
  AREA_LEVELS,
  type Area,
  type AreaFacts,
  type AreaKind,
  type AreaLevel,
  type EntryWriter,
  type Period,
  type Post,
  type Succession,
} from './types.ts';
