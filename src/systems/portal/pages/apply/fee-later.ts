import type { Fee } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { formatMoney, type Html, html } from '#ui';

type Published = Pick<Fee, 'name' | 'amount' | 'text' | 'due'>;

/** A fee by its name, with the amount where one is published. */
const named = ({ name, amount, text }: Published, t: Translate): string => {
  const sum = amount === null ? text : formatMoney(amount, t.lang);
  return sum ? t('portal.check.fee-named', { name, sum }) : name;
};

/**
 * What somebody reads before he sends, of fees that are not asked for by themselves: that the agency asks for them later, and which they
 * are where it asks for others at once. Null where there is none.
 */
export function feeLater(t: Translate, fees: readonly Published[]): Html | null {
  const taken = fees.filter(fee => fee.amount !== 0);
  const later = taken.filter(fee => !fee.due);
  if (!later.length) return null;
  const list = [...new Set(later.map(fee => named(fee, t)))].join('; ');
  return html`<p>${t(later.length < taken.length ? 'portal.check.fee-later-of' : 'portal.check.fee-later', { fees: list })}</p>`;
}
