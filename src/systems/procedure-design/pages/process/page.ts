import { getDraftProcess, saveDraftProcess } from '#engines/procedures';
import { describeProblem } from '#engines/processes';
import type { Route } from '#platform/http';
import { sourceRoutes } from '../../source-page.ts';

/** Quy trình: the BPMN file, with what the checker says. */
export const processRoutes: readonly Route[] = sourceRoutes({
  part: 'process',
  load: async (q, { lang }, draft) => {
    const process = await getDraftProcess(q, draft.id);
    return {
      ...process,
      problems: process.problems.map(p => ({ place: p.element ?? '', words: describeProblem(p, lang) })),
    };
  },
  save: saveDraftProcess,
});
