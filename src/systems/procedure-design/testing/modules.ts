import { cases } from '#engines/cases';
import { files } from '#engines/files';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { jobsModule } from '#platform/manifests';
import type { ModuleDefinition } from '#platform/module';
import { procedureDesign } from '../index.ts';

/** This system and what stands under it, beyond the ground that every site of a test has. */
export const DESIGN: readonly ModuleDefinition[] = [
  jobsModule,
  numbering,
  files,
  trust,
  messaging,
  payments,
  work,
  cases,
  procedureDesign,
];
