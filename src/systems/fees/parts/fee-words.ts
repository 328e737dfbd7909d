import type { KeyedFee } from '#engines/cases';
import type { Translate } from '#platform/i18n';
import { formatMoney } from '#ui';

/** A fee as the procedure names it: that nothing was asked for yet is not that nothing is to be paid. */
export const feeWords = (
  t: Translate,
  { name, amount, text }: Pick<KeyedFee, 'name' | 'amount' | 'text'>,
): string =>
  amount === null && !text
    ? name
    : t('fees.section.fee', { name, amount: amount === null ? (text ?? '') : formatMoney(amount, t.lang) });
