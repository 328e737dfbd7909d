import { defineModule } from '#platform/module';
import { booksDense } from './books.ts';

/** Numbers without gaps: dossier codes, slips, certificates. */
export const numbering = defineModule({
  id: 'numbering',
  layer: 'engine',
  needs: ['organisation'],
  folder: import.meta.dirname,
  doctor: [booksDense],
});
