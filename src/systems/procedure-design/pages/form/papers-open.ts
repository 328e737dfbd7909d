import { type FormDefinition, paperFor } from '#engines/forms';
import type { Paper } from '#engines/procedures';

/** The papers that everybody must hand in and that no file field of the form takes. */
export const papersOpen = (papers: readonly Paper[], form: Pick<FormDefinition, 'fields'>): Paper[] => {
  const taken = new Set(Object.entries(form.fields).map(([path, layout]) => paperFor(path, layout)));
  return papers.filter(p => !p.optional && !p.alreadyHeld && !p.byForm && !taken.has(p.id));
};
