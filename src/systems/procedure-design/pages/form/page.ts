import { getDraftForm, saveDraftForm } from '#engines/procedures';
import type { Route } from '#platform/http';
import { sourceRoutes } from '../../source-page.ts';

/** Biểu mẫu: the definition of the form as JSON, with what the checker says. */
export const formTabRoutes: readonly Route[] = sourceRoutes({
  part: 'form',
  load: async (q, { t }, draft) => {
    const form = await getDraftForm(q, draft.id);
    return {
      ...form,
      problems: form.problems.map(p => ({ place: p.place, words: t(`forms.problem.${p.code}`, p.params) })),
    };
  },
  save: saveDraftForm,
});
