import type { Dossier, LoadedProcedure } from '#engines/cases';
import { drawProcess, frameWidthOf } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { type Html, html, type Printable, raw } from '#ui';

/** Of the left column of a dossier at 1366: what is wider is drawn below both columns, over the whole page. */
const COLUMN = 800;
const PLACE = 'so-do';
/** The same drawing as small as its frame, whole, its words or not to be read: shown while the address names this place (`.entire:target`). */
const WHOLE = 'ca-so-do';

/** The process of a dossier: where it is in words, and the picture, beside them wherever it fits. */
export function processParts(
  ctx: Ctx,
  { graph }: Pick<LoadedProcedure, 'graph'>,
  { processState }: Pick<Dossier, 'processState'>,
  where: Printable,
): { beside: Html; below: Html | null } {
  const { t } = ctx;
  const label = t('one-stop.process');
  const picture = html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${raw(
    drawProcess(graph, processState, { lang: ctx.lang }),
  )}</div>`;
  if (frameWidthOf(graph) <= COLUMN)
    return { beside: html`<section><h2>${label}</h2>${where}${picture}</section>`, below: null };
  return {
    beside: html`<section><h2>${label}</h2>${where}<p class="no-print"><a href="#${PLACE}">${t('one-stop.process.see')}</a></p></section>`,
    below: html`<section id="${PLACE}"><h2>${t('one-stop.process.drawing')}</h2><div class="entire" id="${WHOLE}"><p class="no-print"><a href="#${WHOLE}">${t('one-stop.process.whole')}</a><a href="#${PLACE}">${t('one-stop.process.large')}</a></p>
${picture}</div></section>`,
  };
}
