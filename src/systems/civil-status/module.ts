import path from 'node:path';
import { resultTemplate } from '#engines/cases';
import { procedurePack } from '#engines/procedures';
import { defineModule } from '#platform/module';
import { birthCertificate } from './results/birth-certificate.ts';
import { insuranceCard } from './results/insurance-card.ts';
import { residenceNotice } from './results/residence-notice.ts';

/** Civil status: births, marriages, deaths and what follows from them. */
export const civilStatus = defineModule({
  id: 'civil-status',
  layer: 'system',
  needs: ['cases', 'procedures'],
  folder: import.meta.dirname,
  extensions: [
    procedurePack({ id: 'civil-status', folder: path.join(import.meta.dirname, 'procedures') }),
    resultTemplate(birthCertificate),
    // The same certificate, of the same book, out of the bundle for a new-born child (Decree 63/2024/NĐ-CP).
    resultTemplate({ ...birthCertificate, procedure: '2.002621' }),
    resultTemplate(residenceNotice),
    resultTemplate(insuranceCard),
  ],
});
