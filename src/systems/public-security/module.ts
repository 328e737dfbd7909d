import path from 'node:path';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';

/** What the police issue: criminal records, driving licences. */
export const publicSecurity = defineModule({
  id: 'public-security',
  layer: 'system',
  needs: ['procedures'],
  folder: import.meta.dirname,
  extensions: [
    procedurePack({ id: 'public-security', folder: path.join(import.meta.dirname, 'procedures') }),
  ],
});
