import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { formatMoney, formatNumber } from '#ui';
import { said } from '../said.ts';
import type { Bound, Condition, FormDefinition, Test } from '../types.ts';
import { rangesOf, testsOf } from '../values/conditions.ts';
import { fieldOf } from '../values/items.ts';
import { isDay } from '../values/parse.ts';

type Labelled = Pick<FormDefinition, 'fields' | 'groups'>;

/** A test in words: `“Vốn đầu tư” lớn hơn 1.000.000`. Takes forms that have not been checked. */
export function testWords(t: Translate, form: Labelled, test: Test): string {
  const layout = form.fields[fieldOf(form, test.field)];
  const field = said(layout?.label, t.lang) || test.field;
  const word = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
    if (typeof value === 'number')
      return layout?.widget === 'money'
        ? formatMoney(value, t.lang)
        : formatNumber(value, { lang: t.lang, decimals: 6 });
    const option = layout?.options?.find(o => o.value === value);
    if (option) return said(option.label, t.lang) || option.value;
    return typeof value === 'string' && isDay(value) ? formatDate(value) : String(value);
  };
  if (test.answered !== undefined)
    return t(`forms.condition.${test.answered ? 'answered' : 'unanswered'}`, { field });
  const [way, also] = rangesOf(test);
  if (way) {
    const kind = typeof test[way] === 'string' ? 'day' : 'number';
    if (also)
      return t(`forms.condition.between.${kind}`, {
        field,
        from: word(test.atLeast),
        to: word(test.atMost),
      });
    return t(`forms.condition.${way}.${kind}`, { field, value: word(test[way] as Bound) });
  }
  if (test.notEquals !== undefined)
    return t('forms.condition.is-not', { field, value: word(test.notEquals) });
  const values = (test.in ?? [test.equals]).map(word);
  return values.length > 1
    ? t('forms.condition.is-one-of', { field, values: values.join(', ') })
    : t('forms.condition.is', { field, value: values[0] ?? '' });
}

/** A condition in words, its tests joined by “and” or “or”. */
export function conditionWords(t: Translate, form: Labelled, condition: Condition): string {
  const tests = testsOf(condition).map(test => testWords(t, form, test));
  const joined = 'any' in condition ? 'forms.condition.or' : 'forms.condition.and';
  return tests.reduce((before, next) => t(joined, { before, next }));
}
