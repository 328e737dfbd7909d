import type { Fee } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { details, type Html, html } from '#ui';
import { exemptionsShown } from './procedure-text.ts';

const FEW = 4;

/** Who pays less, below the fees: open where it is a few lines, to be opened where it is many; null where nobody does. */
export function exemptionList(t: Translate, fees: readonly Fee[]): Html | null {
  const texts = exemptionsShown(fees, t);
  if (!texts.length) return null;
  const list = html`<ul>${texts.map(text => html`<li>${text}</li>`)}</ul>`;
  return texts.length > FEW
    ? details({ summary: t('portal.fee.exemptions.all', { count: texts.length }) }, list)
    : html`<p class="q">${t('portal.fee.exemptions')}</p>${list}`;
}
