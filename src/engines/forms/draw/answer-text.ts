import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { formatFileSize, formatMoney, formatNumber, formatPhone, hideContacts, maskIdentity } from '#ui';
import type { Field } from '../define/parts.ts';
import { said } from '../said.ts';
import type { FormData } from '../types.ts';
import { dayOf } from '../values/area-day.ts';
import { isDay, isPartialDay, partialDayText } from '../values/parse.ts';
import { valueAt } from '../values/paths.ts';
import { areaName } from './areas.ts';
import { filesIn, textsIn } from './shown-value.ts';

type Asking = Pick<Ctx, 't' | 'clock'> & { db: Queryable };

export type WordingOptions = {
  /** Shows identity numbers whole. Whoever calls this has written down that they were seen. */
  reveal?: boolean;
  /** Masks what somebody could be called or written to by, in every answer: for who may not read personal data. */
  conceal?: boolean;
  /** The day the answers were given, on which area codes are read; today unless said. */
  date?: string;
};

/** One answer in words: dates and money as people write them, areas and choices by name, identity numbers masked. */
export async function answerText(
  ctx: Asking,
  field: Field,
  data: FormData,
  options: WordingOptions = {},
): Promise<string> {
  const words = await wording(ctx, field, data, options);
  return options.conceal ? hideContacts(words) : words;
}

async function wording(ctx: Asking, field: Field, data: FormData, options: WordingOptions): Promise<string> {
  const { t } = ctx;
  const value = valueAt(data, field.path);
  if (value === undefined || value === null || value === '') {
    if (field.widget === 'file') return t('forms.not-handed-in');
    return t(field.layout.computed ? 'forms.computed.unknown' : 'forms.not-given');
  }
  if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
  if (typeof value === 'number')
    return field.widget === 'money'
      ? formatMoney(value, t.lang)
      : formatNumber(value, { lang: t.lang, decimals: 6 });
  if (field.widget === 'file')
    return filesIn(value)
      .map(f => `${f.name} (${formatFileSize(f.bytes, t.lang)})`)
      .join(', ');
  const texts = textsIn(value);
  if (field.layout.options)
    return texts
      .map(v => said(field.layout.options?.find(o => o.value === v)?.label, t.lang) || v)
      .join(', ');
  const [text = ''] = texts;
  switch (field.widget) {
    case 'date':
      return isDay(text) ? formatDate(text) : text;
    case 'partial-date':
      return isPartialDay(text) ? partialDayText(text) : text;
    case 'phone':
      return formatPhone(text);
    case 'personal-number':
      return options.reveal ? text : maskIdentity(text);
    case 'area':
      return (
        (await areaName(
          ctx,
          field,
          text,
          await dayOf(ctx.db, field, data, options.date ?? localDate(ctx.clock.now())),
        )) ?? t('forms.area.gone', { code: text })
      );
    default:
      return text;
  }
}
