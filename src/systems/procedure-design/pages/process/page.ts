import { getDraftProcess, saveDraftProcess } from '#engines/procedures';
import { describeProblem } from '#engines/processes';
import type { Route } from '#platform/http';
import { html } from '#ui';
import { sourceRoutes } from '../../source-page.ts';
import { tabPath } from '../../view.ts';
import { rehearsalRoutes } from './rehearsal.ts';

/** Quy trình: the BPMN file, with what the checker says. */
export const processRoutes: readonly Route[] = [
  ...rehearsalRoutes,
  ...sourceRoutes({
    part: 'process',
    also: (ctx, code) =>
      html`<p><a href="${tabPath(code, 'process')}/chay-thu">${ctx.t('procedure-design.rehearsal.link')}</a></p>`,
    load: async (q, { lang }, draft) => {
      const process = await getDraftProcess(q, draft.id);
      return {
        ...process,
        problems: process.problems.map(p => ({ place: p.element ?? '', words: describeProblem(p, lang) })),
      };
    },
    save: saveDraftProcess,
  }),
];
