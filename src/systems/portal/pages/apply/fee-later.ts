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
 * What somebody reads before he sends, of fees that are not asked for by themselves: which they are, and that the agency asks for them
 * later. Null where there is none.
 */
export function feeLater(t: Translate, fees: readonly Published[]): Html | null {
  const later = fees.filter(fee => fee.amount !== 0 && !fee.due);
  if (!later.length) return null;
  const list = [...new Set(later.map(fee => named(fee, t)))].join('; ');
  return html`<p>${t('portal.check.fee-later', { fees: list })}</p>`;
}
