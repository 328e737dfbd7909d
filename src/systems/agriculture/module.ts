import path from 'node:path';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';

/** Agriculture and environment: plant protection shops, tourism in forests. */
export const agriculture = defineModule({
  id: 'agriculture',
  layer: 'system',
  needs: ['procedures'],
  folder: import.meta.dirname,
  extensions: [procedurePack({ id: 'agriculture', folder: path.join(import.meta.dirname, 'procedures') })],
});
