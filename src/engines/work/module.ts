import { defineModule } from '#platform/module';
import { workEntries } from './hand-out/entries.ts';

export const work = defineModule({
  id: 'work',
  layer: 'engine',
  needs: ['organisation', 'identity', 'worktime'],
  folder: import.meta.dirname,
  entries: workEntries,
});
