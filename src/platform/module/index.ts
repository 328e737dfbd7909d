export {
  checkName,
  checksOf,
  checksService,
  type DoctorCheck,
  type DoctorFinding,
  defineModule,
  type Job,
  type ModuleDefinition,
  type Permission,
  provide,
  type ServiceBinding,
} from './module.ts';
export { migrationSources } from './sources.ts';
