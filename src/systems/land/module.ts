import path from 'node:path';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';

/** Land: first registration of organisations, and security over the right to use land. */
export const land = defineModule({
  id: 'land',
  layer: 'system',
  needs: ['procedures'],
  folder: import.meta.dirname,
  extensions: [procedurePack({ id: 'land', folder: path.join(import.meta.dirname, 'procedures') })],
});
