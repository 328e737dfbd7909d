import { defineModule } from '#platform/module';

/** BPMN processes: read, checked and run as tokens. Pure: no database, no clock, no randomness. */
export const processes = defineModule({
  id: 'processes',
  layer: 'engine',
  needs: [],
  folder: import.meta.dirname,
});
