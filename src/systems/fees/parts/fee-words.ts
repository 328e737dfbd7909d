import type { KeyedFee } from '#engines/cases';
import type { Translate } from '#platform/i18n';
import { formatMoney } from '#ui';

type Named = Pick<KeyedFee, 'name' | 'amount' | 'text'>;

const feeWords = (t: Translate, { name, amount, text }: Named): string =>
  amount === null && !text
    ? name
    : t('fees.section.fee', { name, amount: amount === null ? (text ?? '') : formatMoney(amount, t.lang) });

/**
 * What is said of a dossier for which nothing was asked yet. That is not that nothing is to be paid: what the procedure takes (`fees`) is
 * named, but for what is free.
 */
export function nothingAsked(t: Translate, fees: readonly Named[]): string {
  const taken = fees.filter(fee => fee.amount !== 0).map(fee => feeWords(t, fee));
  return taken.length ? t('fees.section.by-law', { fees: taken.join('; ') }) : t('fees.section.none');
}
