import path from 'node:path';
import { defineModule } from '#platform/module';

/** The queue's own tables. */
export const jobsModule = defineModule({
  id: 'jobs',
  layer: 'platform',
  needs: [],
  folder: path.join(import.meta.dirname, '..', 'jobs'),
});
