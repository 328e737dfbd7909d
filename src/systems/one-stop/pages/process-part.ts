import type { Dossier, LoadedProcedure } from '#engines/cases';
import { drawProcess, frameWidthOf } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { type Html, html, type Printable, raw } from '#ui';

/** Of the left column of a dossier at 1366: what is wider is drawn below both columns, over the whole page. */
const COLUMN = 800;
const PLACE = 'so-do';
/** The same drawing as large as it was drawn, scrolled in its frame: shown while the address names this place (`.large:target`). */
const LARGE = 'so-do-lon';
/** There the whole is worth more than large letters: what is read stands in words above, and who wants to read in it takes it large. */
const OVER_ALL = 0.65;

/** The process of a dossier: where it is in words, and the picture, whole wherever it fits. */
export function processParts(
  ctx: Ctx,
  { graph }: Pick<LoadedProcedure, 'graph'>,
  { processState }: Pick<Dossier, 'processState'>,
  where: Printable,
): { beside: Html; below: Html | null } {
  const { t } = ctx;
  const label = t('one-stop.process');
  const picture = (leastScale?: number) =>
    html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${raw(
      drawProcess(graph, processState, { lang: ctx.lang, ...(leastScale ? { leastScale } : {}) }),
    )}</div>`;
  if (frameWidthOf(graph) <= COLUMN)
    return { beside: html`<section><h2>${label}</h2>${where}${picture()}</section>`, below: null };
  return {
    beside: html`<section><h2>${label}</h2>${where}<p class="no-print"><a href="#${PLACE}">${t('one-stop.process.see')}</a></p></section>`,
    below: html`<section id="${PLACE}"><h2>${t('one-stop.process.drawing')}</h2><div class="large" id="${LARGE}"><p class="no-print"><a href="#${LARGE}">${t('one-stop.process.large')}</a><a href="#${PLACE}">${t('one-stop.process.whole')}</a></p>
${picture(OVER_ALL)}</div></section>`,
  };
}
