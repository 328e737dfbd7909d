import path from 'node:path';
import { defineModule } from '#platform/module';

/** What this installation is. */
export const installationModule = defineModule({
  id: 'installation',
  layer: 'platform',
  needs: [],
  folder: path.join(import.meta.dirname, '..', 'installation'),
});
