import { payable } from '#engines/payments';
import { keepProcessServices, keepResultKinds } from '#engines/procedures';
import { droppable } from '#platform/jobs';
import { defineModule, provide } from '#platform/module';
import { correctionState } from './correction/state-check.ts';
import { followCalendar } from './deadlines/follow-calendar.ts';
import { casesService, provideCases } from './deps.ts';
import { pastSource, prefillSource, profileSource } from './drafts/known.ts';
import { registerSource } from './drafts/registered.ts';
import { batchEntries } from './entries/batches.ts';
import { otherEntries } from './entries/other.ts';
import { entries } from './entries.ts';
import { dossierPayable } from './fees/follow.ts';
import { notifyApplicant } from './notify.ts';
import { processService } from './process/call-service.ts';
import { droppedJobs } from './process/dropped.ts';
import { jobs } from './process/jobs.ts';
import { resultTemplate } from './results/template.ts';
import { dossierState } from './state-check.ts';

const PERMISSIONS = ['receive', 'read', 'read-personal', 'process', 'decide', 'sign', 'return'];

/** Dossiers: everything that is applied for, from the first page filled in to the signed result. */
export const cases = defineModule({
  id: 'cases',
  layer: 'engine',
  needs: [
    'organisation',
    'identity',
    'worktime',
    'numbering',
    'files',
    'trust',
    'forms',
    'processes',
    'procedures',
    'messaging',
    'payments',
    'work',
  ],
  folder: import.meta.dirname,
  services: [provide(casesService, provideCases)],
  extensions: [
    payable(dossierPayable),
    prefillSource(profileSource),
    prefillSource(pastSource),
    prefillSource(registerSource),
    ...droppedJobs.map(droppable),
  ],
  permissions: [
    ...PERMISSIONS.map(p => ({ id: `dossier.${p}` })),
    ...['correct', 'reissue', 'revoke'].map(p => ({ id: `result.${p}` })),
    { id: 'incident.manage' },
  ],
  entries: [...entries, ...otherEntries, ...batchEntries],
  followers: [notifyApplicant, followCalendar],
  stateChecks: [dossierState, correctionState],
  jobs,
  // What a process may call, and which papers it may sign, is checked where it is drawn, by who knows no modules.
  prepare: async env => {
    await keepProcessServices(
      env.db,
      env.extensions(processService).map(s => s.name),
    );
    await keepResultKinds(env.db, env.extensions(resultTemplate));
  },
});
