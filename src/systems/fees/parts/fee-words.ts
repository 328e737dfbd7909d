import type { KeyedFee } from '#engines/cases';
import type { Translate } from '#platform/i18n';
import { formatMoney } from '#ui';

type Named = Pick<KeyedFee, 'name' | 'amount' | 'text'>;

function feeWords(t: Translate, { name, amount, text }: Named): string {
  if (amount !== null) return t('fees.section.fee', { name, amount: formatMoney(amount, t.lang) });
  // The words that stand for an amount are often in the name already.
  if (!text || name.toLowerCase().includes(text.toLowerCase())) return name;
  return t('fees.section.fee', { name, amount: text });
}

/** What the procedure takes, in words, but for what is free; '' where that is nothing. */
export const takenWords = (t: Translate, fees: readonly Named[]): string =>
  fees
    .filter(fee => fee.amount !== 0)
    .map(fee => feeWords(t, fee))
    .join('; ');

/**
 * What is said of a dossier for which nothing was asked yet. That is not that nothing is to be paid: what the procedure takes (`fees`) is
 * named, but for what is free.
 */
export function nothingAsked(t: Translate, fees: readonly Named[]): string {
  const taken = takenWords(t, fees);
  return taken ? t('fees.section.by-law', { fees: taken }) : t('fees.section.none');
}
