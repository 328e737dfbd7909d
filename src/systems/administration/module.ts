import { Type } from 'typebox';
import { defineModule } from '#platform/module';
import { staffMenu, staffWaiting } from '#ui';
import { agencyEnds } from './agency-ends.ts';
import { othersStandIn, standsInNow, stoodInLately } from './delegations-wait.ts';
import { noteEntries } from './entries/follow.ts';
import { incidentsWait } from './incidents-wait.ts';
import { lookAtSystem } from './look-at-system.ts';
import { OWN_DELEGATIONS } from './pages/own-delegations.ts';
import { administrationRoutes } from './routes.ts';
import { tellIncidents } from './tell-incidents.ts';

const job = Type.Object({ name: Type.String() }, { additionalProperties: false });
/** An entry that a follower was let pass over, or took after all. */
const place = Type.Object(
  { position: Type.Integer({ minimum: 0 }), entry: Type.String({ format: 'uuid' }), kind: Type.String() },
  { additionalProperties: false },
);

/** The screens that keep the province: agencies and posts, accounts and rights, calendars, keys, incidents, the ledger. */
export const administration = defineModule({
  id: 'administration',
  layer: 'system',
  needs: [
    'organisation',
    'identity',
    'worktime',
    'forms',
    'procedures',
    'messaging',
    'payments',
    'work',
    'cases',
  ],
  folder: import.meta.dirname,
  routes: administrationRoutes,
  followers: [noteEntries],
  entries: [
    { kind: 'administration.job-retried', body: job },
    { kind: 'administration.job-dropped', body: job, personal: ['reason'] },
    { kind: 'administration.job-put-back', body: job },
    { kind: 'administration.follower-retried', body: Type.Object({}, { additionalProperties: false }) },
    { kind: 'administration.entry-skipped', body: place, personal: ['reason'] },
    { kind: 'administration.entry-made-up', body: place },
  ],
  jobs: [
    { name: 'administration.tell-incidents', cron: '*/10 * * * *', run: (_, env) => tellIncidents(env) },
    {
      name: 'administration.look-at-system',
      cron: '5,35 * * * *',
      run: async (_, env) => {
        await lookAtSystem(env, env.texts.of('vi'));
      },
    },
  ],
  extensions: [
    staffWaiting(incidentsWait),
    staffWaiting(agencyEnds),
    staffWaiting(standsInNow),
    staffWaiting(othersStandIn),
    staffWaiting(stoodInLately),
    staffMenu({
      id: 'own-delegations',
      href: OWN_DELEGATIONS,
      label: 'administration.own-delegations.menu',
      group: 'manage',
    }),
    staffMenu({
      id: 'administration',
      href: '/can-bo/quan-tri',
      label: 'administration.menu-link',
      group: 'manage',
      permission: 'identity.manage',
    }),
    staffMenu({
      id: 'ledger',
      href: '/can-bo/quan-tri/so-ghi',
      label: 'administration.menu-ledger',
      group: 'manage',
      permission: 'ledger.read',
      unless: 'identity.manage',
    }),
  ],
});
