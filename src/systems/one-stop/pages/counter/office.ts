import type { Agency } from '#engines/organisation';
import { NotAllowed } from '#platform/errors';
import { type Ctx, textField as posted, queryText } from '#platform/http';
import { type Html, html } from '#ui';

/** The name of the field for the office. */
export const OFFICE = 'quay';

/**
 * The office at whose counter the clerk sits: the one he names, of those where he may receive; else the first. Throws NotAllowed where a form
 * was sent for one that is not among them: it is received nowhere else.
 */
export function officeOf(ctx: Ctx, offices: readonly Agency[]): Agency | undefined {
  const meant = posted(ctx.req.body, OFFICE);
  if (meant && offices.length && !offices.some(o => o.id === meant)) throw NotAllowed();
  const named = meant || queryText(ctx.req.query, OFFICE);
  return offices.find(o => o.id === named) ?? offices[0];
}

/** The choice among several offices; nothing for who sits at one. */
export const officeChoice = (ctx: Ctx, offices: readonly Agency[], office: Agency): Html | null =>
  offices.length > 1
    ? html`<div class="f"><label for="f-${OFFICE}">${ctx.t('one-stop.counter.office')}</label><select class="in" id="f-${OFFICE}" name="${OFFICE}">${offices.map(
        o => html`<option value="${o.id}"${o.id === office.id && html` selected`}>${o.name}</option>`,
      )}</select></div>`
    : null;
