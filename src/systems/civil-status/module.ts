import path from 'node:path';
import { resultTemplate } from '#engines/cases';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';
import { birthCertificate } from './birth-certificate.ts';

/** Civil status: births, marriages, deaths and what follows from them. */
export const civilStatus = defineModule({
  id: 'civil-status',
  layer: 'system',
  needs: ['cases', 'procedures'],
  folder: import.meta.dirname,
  extensions: [
    procedurePack({ id: 'civil-status', folder: path.join(import.meta.dirname, 'procedures') }),
    resultTemplate(birthCertificate),
  ],
});
