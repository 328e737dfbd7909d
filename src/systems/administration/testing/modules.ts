import { cases, type LeftBehind, leftBehind } from '#engines/cases';
import { files } from '#engines/files';
import { apiScope } from '#engines/identity';
import { messaging } from '#engines/messaging';
import { numbering } from '#engines/numbering';
import { payments } from '#engines/payments';
import { trust } from '#engines/trust';
import { work } from '#engines/work';
import { jobsModule } from '#platform/manifests';
import { defineModule, type ModuleDefinition } from '#platform/module';
import { administration } from '../index.ts';

/** What waits at agencies beside dossiers, as some system says. */
export const others: { waiting: LeftBehind[] } = { waiting: [] };

/** What programs may be let do, as the system that answers them says. */
const scopes = defineModule({
  id: 'scopes-of-test',
  layer: 'system',
  needs: ['identity'],
  folder: import.meta.dirname,
  extensions: [
    ...['dossiers.read', 'ledger.read'].map(id => apiScope({ id, label: 'permission.dossier.read' })),
    leftBehind({
      title: 'permission.dossier.read',
      about: 'permission.dossier.read',
      find: async (_, agencyIds) => others.waiting.filter(w => agencyIds.includes(w.agencyId)),
    }),
  ],
});

/** This system and what stands under it, beyond the ground that every site of a test has. */
export const ADMINISTRATION: readonly ModuleDefinition[] = [
  jobsModule,
  numbering,
  files,
  trust,
  messaging,
  payments,
  work,
  cases,
  scopes,
  administration,
];
