import type { WouldMove } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

/** How many running deadlines move, in a sentence each. */
export function movesText({ t }: Ctx, { sooner, later, counted, more }: WouldMove): Html {
  return html`${sooner > 0 && html`<p>${t('administration.calendar.clear.sooner', { count: sooner })}</p>`}
${later > 0 && html`<p>${t('administration.calendar.clear.later', { count: later })}</p>`}
${sooner + later === 0 && html`<p>${t('administration.calendar.clear.none')}</p>`}
${more && html`<p>${t('administration.calendar.clear.more', { count: counted })}</p>`}`;
}
