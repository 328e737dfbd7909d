import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { forms } from '#engines/forms';
import { identity } from '#engines/identity';
import { indicators } from '#engines/indicators';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { organisation } from '#engines/organisation';
import { payments } from '#engines/payments';
import { people } from '#engines/people';
import { procedures } from '#engines/procedures';
import { processes } from '#engines/processes';
import { ratings } from '#engines/ratings';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { worktime } from '#engines/worktime';
import { ledger } from '#platform/ledger';
import { httpModule, installationModule, jobsModule } from '#platform/manifests';
import type { ModuleDefinition } from '#platform/module';
import { account } from '#systems/account';
import { administration } from '#systems/administration';
import { agriculture } from '#systems/agriculture';
import { api } from '#systems/api';
import { bankSimulator } from '#systems/bank-simulator';
import { business } from '#systems/business';
import { civilStatus } from '#systems/civil-status';
import { complaints } from '#systems/complaints';
import { construction } from '#systems/construction';
import { fees } from '#systems/fees';
import { hall } from '#systems/hall';
import { land } from '#systems/land';
import { myData } from '#systems/my-data';
import { oneStop } from '#systems/one-stop';
import { performance } from '#systems/performance';
import { personRecords } from '#systems/person-records';
import { portal } from '#systems/portal';
import { procedureDesign } from '#systems/procedure-design';
import { publicSecurity } from '#systems/public-security';
import { satisfaction } from '#systems/satisfaction';
import { simulation } from '#systems/simulation';
import { ui } from '#ui';
import { app } from './module.ts';

/** Every module of the program, in the order in which they are set up: each after those it needs. */
export const modules: readonly ModuleDefinition[] = [
  installationModule,
  httpModule,
  jobsModule,
  ledger,
  ui,
  app,
  organisation,
  files,
  processes,
  identity,
  worktime,
  numbering,
  indicators,
  trust,
  forms,
  procedures,
  messaging,
  payments,
  work,
  cases,
  ratings,
  people,
  account,
  civilStatus,
  business,
  construction,
  land,
  publicSecurity,
  agriculture,
  oneStop,
  hall,
  personRecords,
  fees,
  complaints,
  bankSimulator,
  performance,
  satisfaction,
  myData,
  portal,
  api,
  administration,
  procedureDesign,
  simulation,
];
