import { getDraftForm, saveDraftForm } from '#engines/procedures';
import type { Route } from '#platform/http';
import { sourceRoutes } from '../../source-page.ts';
import { builderRoutes } from './builder.ts';
import { fieldRoutes } from './field/field.ts';
import { pageRoutes } from './page-title.ts';
import { placeInSource } from './place.ts';
import { previewRoutes } from './preview.ts';

/** Biểu mẫu: pages and fields as people see them, with a preview; and the definition as JSON below, for what has no button. */
export const formTabRoutes: readonly Route[] = [
  ...builderRoutes,
  ...fieldRoutes,
  ...pageRoutes,
  ...previewRoutes,
  ...sourceRoutes({
    part: 'form',
    below: '/nguon',
    load: async (q, { t }, draft) => {
      const form = await getDraftForm(q, draft.id);
      return {
        ...form,
        problems: form.problems.map(p => ({
          place: placeInSource(t, form.definition, p.place),
          words: t(`forms.problem.${p.code}`, p.params),
        })),
      };
    },
    save: saveDraftForm,
  }),
];
