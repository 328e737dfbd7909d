import { defineModule } from '#platform/module';
import { entries } from './entries.ts';
import { followPeople } from './follow.ts';
import { apartState, joiningState } from './state-check.ts';

/** People: one record each, tied together from accounts and dossiers, and joined by humans where no number says it. */
export const people = defineModule({
  id: 'people',
  layer: 'engine',
  needs: ['organisation', 'identity', 'forms', 'cases'],
  folder: import.meta.dirname,
  permissions: [{ id: 'person.join' }],
  entries,
  followersWith: env => [followPeople(env)],
  stateChecks: [joiningState, apartState],
});
