import path from 'node:path';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';

/** Building permits for houses. */
export const construction = defineModule({
  id: 'construction',
  layer: 'system',
  needs: ['procedures'],
  folder: import.meta.dirname,
  extensions: [procedurePack({ id: 'construction', folder: path.join(import.meta.dirname, 'procedures') })],
});
