import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { formatMoney, formatNumber } from '#ui';
import { testWords } from '../draw/condition-words.ts';
import { inSentence } from '../in-sentence.ts';
import { said } from '../said.ts';
import type { CalculationResult, FieldPath, FormDefinition } from '../types.ts';
import { groupOf } from '../values/items.ts';
import { isDay } from '../values/parse.ts';
import type { Calculation, Operand } from './calculation.ts';

/** A calculation in words: `“Diện tích” × “Đơn giá”`. */
export function calculationWords(t: Translate, form: FormDefinition, calculation: Calculation): string {
  const label = (path: FieldPath) => said(form.fields[path]?.label, t.lang) || path;
  const items = (group: FieldPath | undefined) =>
    group ? inSentence(said(form.groups?.[group]?.label, t.lang) || group) : '';
  const of = (operand: Operand): string => {
    if ('field' in operand) return t('forms.calculation.field', { field: label(operand.field) });
    if (typeof operand.value === 'number') return formatNumber(operand.value, { lang: t.lang, decimals: 6 });
    return isDay(operand.value)
      ? formatDate(operand.value)
      : t('forms.calculation.text', { text: operand.value });
  };
  switch (calculation.way) {
    case 'sum':
      return calculation.terms
        .map((term, i) => `${i ? (term.minus ? ' − ' : ' + ') : ''}${of(term.of)}`)
        .join('');
    case 'product':
      return calculation.of.map(of).join(' × ');
    case 'total':
      return t('forms.calculation.total', {
        field: label(calculation.field),
        item: items(groupOf(form, calculation.field)),
      });
    case 'count':
      return t('forms.calculation.count', { item: items(calculation.group) });
    case 'age':
    case 'days':
      return t(`forms.calculation.${calculation.way}`, {
        from: of(calculation.from),
        to: of(calculation.to),
      });
    case 'share':
      return t('forms.calculation.share', {
        of: of(calculation.of),
        base: of(calculation.base),
        decimals: calculation.decimals,
      });
    case 'later':
      return t('forms.calculation.later', { from: of(calculation.from), days: of(calculation.days) });
    case 'join':
      return t('forms.calculation.join', { parts: calculation.of.map(of).join(', ') });
    case 'choose':
      return t(`forms.calculation.choose.${calculation.otherwise ? 'else' : 'none'}`, {
        condition: testWords(t, form, calculation.when),
        gives: of(calculation.gives),
        otherwise: calculation.otherwise ? of(calculation.otherwise) : '',
      });
  }
}

/** What came out of a calculation, as people write it; undefined where nothing did. */
export function resultText(t: Translate, result: CalculationResult, value: unknown): string | undefined {
  if (typeof value === 'number')
    return result === 'money'
      ? formatMoney(value, t.lang)
      : formatNumber(value, { lang: t.lang, decimals: 6 });
  if (typeof value !== 'string' || !value) return undefined;
  return isDay(value) ? formatDate(value) : value;
}
