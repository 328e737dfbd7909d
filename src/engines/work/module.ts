import { defineModule } from '#platform/module';

export const work = defineModule({
  id: 'work',
  layer: 'engine',
  needs: ['organisation', 'identity', 'worktime'],
  folder: import.meta.dirname,
});
