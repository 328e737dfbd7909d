import { defineModule } from '#platform/module';
import { AMEND, amendResults } from './today/amend-results.ts';

/** A believable province of nobody: dossiers made by a seed, for demos, measurements and faults. */
export const simulation = defineModule({
  id: 'simulation',
  layer: 'system',
  needs: [
    'organisation',
    'identity',
    'worktime',
    'numbering',
    'files',
    'forms',
    'procedures',
    'processes',
    'payments',
    'work',
    'cases',
    'people',
    'messaging',
  ],
  folder: import.meta.dirname,
  jobs: [
    {
      name: AMEND,
      run: async (_, env) => {
        await amendResults(env);
      },
    },
  ],
});
