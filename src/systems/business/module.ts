import path from 'node:path';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';

/** Household businesses: registration, and what follows from it. */
export const business = defineModule({
  id: 'business',
  layer: 'system',
  needs: ['procedures'],
  folder: import.meta.dirname,
  extensions: [procedurePack({ id: 'business', folder: path.join(import.meta.dirname, 'procedures') })],
});
