import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { characterName } from '#platform/pdf';
import { formatNumber } from '#ui';
import { calledInSentence, namesThing } from '../called-in-sentence.ts';
import type { Field } from '../define/parts.ts';
import { exampleDay } from '../example-day.ts';
import { inSentence } from '../in-sentence.ts';
import { said } from '../said.ts';
import type { GroupLayout, Words } from '../types.ts';
import { exampleNumber } from './example-number.ts';
import type { Fault } from './fault.ts';

// Keywords that say the same to a person.
const ALIKE: Record<string, string> = {
  exclusiveMinimum: 'minimum',
  exclusiveMaximum: 'maximum',
  const: 'enum',
  anyOf: 'enum',
  oneOf: 'enum',
};

/**
 * What to do about a fault, with an example: the field's own words for the keyword, else the most special of
 * `forms.error.KEYWORD.WIDGET` and `forms.error.KEYWORD`. Of a repeating group, what to do about its number of items.
 */
export function messageOf(
  t: Translate,
  { field, group }: { field?: Field | undefined; group?: GroupLayout | undefined },
  fault: Fault,
  today: string,
): string {
  if (group) return ofGroup(t, group, fault);
  if (!field) return unknownField(t, fault);
  const own = field.layout.errors?.[fault.keyword];
  if (own) return said(own, t.lang);
  const keyword = keyFor(t, field, fault);
  const name = said(field.layout.label, t.lang);
  const example =
    exampleNumber(field, t.lang) ??
    ((field.widget === 'date' && hintedDay(field, t.lang)) || exampleDay(field, today));
  return t(`forms.error.${keyword}`, {
    ...paramsOf(t, fault),
    example,
    name,
    label: calledInSentence(t, name),
  });
}

/** The day that the field's own hint gives as an example. */
const hintedDay = (field: Field, lang: 'vi' | 'en'): string | undefined =>
  /\b\d{2}\/\d{2}\/\d{4}\b/.exec(said(field.layout.hint, lang))?.[0];

/** About a repeating group as a whole: too few items, too many, or none of the kind. */
function ofGroup(t: Translate, group: GroupLayout, fault: Fault): string {
  const own = group.errors?.[fault.keyword];
  if (own) return said(own, t.lang);
  const name = said(group.label, t.lang);
  const params = { label: inSentence(name), ...paramsOf(t, fault) };
  if (fault.keyword === 'sumNotAbove')
    return t('forms.error.sumNotAbove.group', { ...params, ...sumParams(t, fault) });
  if (fault.keyword === 'daysCovered') return t('forms.error.daysCovered.group', params);
  if (fault.keyword === 'contains') return t('forms.error.contains.group', params);
  if (fault.keyword === 'maxItems') return t('forms.error.maxItems.group', params);
  if (fault.keyword === 'minItems' && Number(fault.params.limit) > 1)
    return t('forms.error.minItems.group', params);
  return t('forms.error.enter.group', params);
}

/** The sum, what it is held against, and what the column is called. */
const sumParams = (t: Translate, { params }: Fault) => {
  const text = (n: unknown) =>
    typeof n === 'number' ? formatNumber(n, { lang: t.lang, decimals: 6 }) : String(n);
  return { sum: text(params.sum), most: text(params.most), of: said(params.of as Words, t.lang) };
};

function unknownField(t: Translate, fault: Fault): string {
  if (fault.keyword === 'too-much') return t('forms.error.too-much');
  if (fault.keyword === 'maxLength') return t('forms.error.too-much');
  if (fault.keyword === 'type') return t('forms.error.no-item', { name: fault.path.slice(0, 80) });
  return t(fault.keyword === 'required' ? 'forms.error.missing-part' : 'forms.error.unknown-field', {
    name: fault.path.slice(0, 80),
  });
}

// A value of the wrong kind, or in a form that cannot be read, is answered as an empty one is: with what to enter.
const ENTERED: Record<string, true> = {
  date: true,
  'partial-date': true,
  'personal-number': true,
  phone: true,
  email: true,
  money: true,
  integer: true,
  number: true,
};
const CHOSEN: Record<string, true> = { select: true, radios: true, area: true, 'yes-no': true };

function keyFor(t: Translate, field: Field, fault: Fault): string {
  const { widget } = field;
  const keyword = ALIKE[fault.keyword] ?? fault.keyword;
  if (keyword === 'nfc' && fault.params.character) return 'nfc.character';
  if ((widget === 'date' || widget === 'partial-date') && keyword === 'format' && fault.params.complete)
    return 'no-such-day';
  if ((widget === 'date' || widget === 'partial-date') && keyword === 'format' && fault.params.sent)
    return 'day-as-sent';
  if (keyword === 'datesInOrder') return 'dates-in-order';
  if (keyword === 'datesInOrderEarlier') return 'dates-in-order.earlier';
  if (keyword === 'personalNumberAgrees' || keyword === 'personalNumberHolds')
    return `personal-number-${String(fault.params.which)}`;
  if (keyword === 'format' && field.schema.format === 'person-name') return 'format.person-name';
  if (keyword === 'dateNotAfter' || keyword === 'dateNotBefore')
    return fault.params.today ? `${keyword}.today` : keyword;
  if (['required', 'type', 'format', 'enum'].includes(keyword)) {
    if (ENTERED[widget]) return `enter.${widget}`;
    if (widget === 'checkbox') return 'enter.checkbox';
    if (widget === 'file') return 'enter.file';
    if (widget === 'checkboxes' || CHOSEN[widget]) return chooseKey(field, t.lang);
    return keyword === 'required' ? 'enter.text' : 'type';
  }
  if (keyword === 'minItems' || keyword === 'maxItems')
    return `${keyword}.${widget === 'file' ? 'file' : 'choice'}`;
  return KNOWN.has(keyword) ? keyword : 'type';
}

// "Chọn ông/bà nhận kết quả bằng cách nào?" is no sentence, nor is "Chọn đây là ngành chính" or "Choose the child is the head’s": what is
// asked with a question, or to be said yes or no to, is answered, a thing is chosen.
const chooseKey = ({ widget, layout }: Field, lang: Translate['lang']) =>
  widget === 'yes-no' || !namesThing(lang, said(layout.label, lang)) ? 'enter.answer' : 'enter.choice';

const KNOWN = new Set([
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'uniqueItems',
  'nfc',
  'area',
  'answersDiffer',
  'answersInOrder',
]);

function paramsOf(t: Translate, { params }: Fault): Record<string, string | number> {
  const limit = params.limit ?? params.multipleOf;
  const date = params.date;
  return {
    ...(typeof limit === 'number' && { limit: formatNumber(limit, { lang: t.lang, decimals: 6 }) }),
    ...(typeof limit === 'string' && { limit: formatDate(limit) }),
    // Of a year or a month as much as is known.
    ...(typeof date === 'string' && { date: date.split('-').toReversed().join('/') }),
    ...(typeof params.until === 'string' && { until: formatDate(params.until) }),
    ...(params.called !== undefined && { other: said(params.called as Words, t.lang) }),
    ...(params.part !== undefined && { part: said(params.part as Words, t.lang) }),
    ...(typeof params.digits === 'string' && { digits: params.digits }),
    ...(typeof params.year === 'number' && { year: params.year }),
    ...(typeof params.typed === 'string' && { typed: params.typed }),
    ...(typeof params.sent === 'string' && { sent: params.sent }),
    ...(typeof params.character === 'string' && { character: characterName(params.character) }),
  };
}
