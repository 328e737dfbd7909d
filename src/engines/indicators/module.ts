import { defineModule } from '#platform/module';

/** What the province counts: sums by indicator, agency and day, kept by those who follow the ledger. */
export const indicators = defineModule({
  id: 'indicators',
  layer: 'engine',
  needs: ['organisation'],
  folder: import.meta.dirname,
});
