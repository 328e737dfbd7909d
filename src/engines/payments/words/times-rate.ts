import { formatMoney } from '#ui';
import type { Obligation } from '../types.ts';

type Counted = Pick<Obligation, 'quantity' | 'amount' | 'baseAmount'>;

/**
 * `2 × 8.000 đồng` of a published rate that is asked for several times; null of one that is asked for once, and where another amount was
 * said meanwhile. An exemption is of the whole.
 */
export function timesRate(o: Counted & Pick<Obligation, 'exemption'>, lang?: 'vi' | 'en'): string | null {
  const { quantity, amount, baseAmount } = o;
  if (quantity < 2 || baseAmount === null || (amount !== baseAmount && !o.exemption)) return null;
  return `${quantity} × ${formatMoney(baseAmount / quantity, lang)}`;
}

/** `Phí mỗi bản (2 × 8.000 đồng)`: what is to be paid, as a line of a list or of a receipt. */
export function itemName(
  o: Parameters<typeof timesRate>[0] & Pick<Obligation, 'name'>,
  lang?: 'vi' | 'en',
): string {
  const times = timesRate(o, lang);
  return times ? `${o.name} (${times})` : o.name;
}

const REST = { vi: ', phần còn lại của ', en: ', the rest of ' };

/** What is still to be paid, as a line of a list or of a receipt: of one that was paid in part that it is the rest, and of how much. */
export function dueName(
  o: Parameters<typeof itemName>[0] & Pick<Obligation, 'outstanding'>,
  lang: 'vi' | 'en' = 'vi',
): string {
  if (o.amount === null || o.outstanding === o.amount) return itemName(o, lang);
  return `${o.name}${REST[lang]}${formatMoney(o.amount, lang)}`;
}

/** Whether a line of a receipt is of this (`dueName`). */
export const isLineOf = (line: string, o: Parameters<typeof itemName>[0]): boolean =>
  line === o.name || line === itemName(o) || line.startsWith(o.name + REST.vi);
