import { getDraftProcess, saveDraftProcess } from '#engines/procedures';
import { describeProblem } from '#engines/processes';
import type { Route } from '#platform/http';
import { html, url } from '#ui';
import { sourceRoutes } from '../../source-page.ts';
import { tabPath } from '../../view.ts';
import { editorRoutes } from './editor.ts';
import { editorActRoutes } from './editor-acts.ts';
import { rehearsalRoutes } from './rehearsal.ts';

/** Quy trình: drawn in the browser, rehearsed, and below it the BPMN file with what the checker says. */
export const processRoutes: readonly Route[] = [
  ...editorRoutes,
  ...editorActRoutes,
  ...rehearsalRoutes,
  ...sourceRoutes({
    part: 'process',
    below: '/nguon',
    also: (ctx, code) =>
      html`<p class="row"><a href="${url(tabPath(code, 'process'))}">${ctx.t('procedure-design.process.draw-link')}</a> <a href="${url(`${tabPath(code, 'process')}/chay-thu`)}">${ctx.t('procedure-design.rehearsal.link')}</a></p>`,
    load: async (q, { lang }, draft) => {
      const process = await getDraftProcess(q, draft.id);
      return {
        ...process,
        problems: process.problems.map(p => ({ place: '', words: describeProblem(p, lang) })),
        doubts: process.doubts.map(p => describeProblem(p, lang)),
      };
    },
    save: saveDraftProcess,
  }),
];
