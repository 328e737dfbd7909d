import { defineModule } from '#platform/module';

/** Forms as data: one JSON Schema draws the pages, validates the post, the API and the counter, and words the errors. */
export const forms = defineModule({
  id: 'forms',
  layer: 'engine',
  needs: ['organisation'],
  folder: import.meta.dirname,
});
