import path from 'node:path';
import { clocksCheck, forgetDropped, workersCheck } from '#platform/jobs';
import { defineModule } from '#platform/module';

/** The queue's own tables. */
export const jobsModule = defineModule({
  id: 'jobs',
  layer: 'platform',
  needs: [],
  folder: path.join(import.meta.dirname, '..', 'jobs'),
  jobs: [
    {
      name: 'jobs.forget-dropped',
      cron: '45 19 * * *',
      run: async (_payload, env) => {
        await forgetDropped(env.db, env.clock.now());
      },
    },
  ],
  doctor: [workersCheck, clocksCheck],
});
