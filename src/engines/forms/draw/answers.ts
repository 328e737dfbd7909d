import { formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import {
  formatFileSize,
  formatMoney,
  formatNumber,
  formatPhone,
  type Html,
  html,
  keyValues,
  maskIdentity,
} from '#ui';
import { type Field, partsOf } from '../define/parts.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { shownFields } from '../values/conditions.ts';
import { isDay } from '../values/parse.ts';
import { valueAt } from '../values/paths.ts';
import { areaName } from './areas.ts';
import { filesIn, textsIn } from './shown-value.ts';

export type AnswerOptions = {
  /** Where an answer is changed; without it the answers are only shown. */
  changeHref?(page: string, path: FieldPath): string;
  /** Shows identity numbers whole. Whoever calls this has written down that they were seen. */
  reveal?: boolean;
  /** Leaves out fields, e.g. those whose class the reader may not see. */
  may?(field: Field): boolean;
  /** The day the answers were given, on which area codes are read; today unless said. */
  date?: string;
  /** Heading level of the pages' titles; 2 unless said. */
  level?: 2 | 3;
};

type Asking = Pick<Ctx, 't' | 'db' | 'clock' | 'config'>;

/** All answers, page by page, as a person checks them before sending and an officer reads them after. */
export async function renderAnswers(
  ctx: Asking,
  form: Form,
  data: FormData,
  options: AnswerOptions = {},
): Promise<Html> {
  const shown = shownFields(form, data);
  const parts: Html[] = [];
  for (const page of form.pages) {
    const fields = partsOf(form)
      .page(page.id)
      .fields.filter(f => shown.has(f.path) && (options.may?.(f) ?? true));
    if (!fields.length) continue;
    const rows = [];
    for (const field of fields) {
      const href = options.changeHref?.(page.id, field.path);
      rows.push({
        label: field.layout.label[ctx.t.lang],
        value: html`${await answerText(ctx, field, data, options)}`,
        ...(href !== undefined && { change: { href } }),
      });
    }
    const title = page.title[ctx.t.lang];
    parts.push(html`${options.level === 3 ? html`<h3>${title}</h3>` : html`<h2>${title}</h2>`}
${keyValues(ctx.t, rows)}`);
  }
  return html`${parts}`;
}

/** One answer in words: dates and money as people write them, areas and choices by name, identity numbers masked. */
export async function answerText(
  ctx: Asking,
  field: Field,
  data: FormData,
  options: Pick<AnswerOptions, 'reveal' | 'date'> = {},
): Promise<string> {
  const { t } = ctx;
  const value = valueAt(data, field.path);
  if (value === undefined || value === null || value === '') return t('forms.not-given');
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
    return texts.map(v => field.layout.options?.find(o => o.value === v)?.label[t.lang] ?? v).join(', ');
  const [text = ''] = texts;
  switch (field.widget) {
    case 'date':
      return isDay(text) ? formatDate(text) : text;
    case 'phone':
      return formatPhone(text);
    case 'personal-number':
      return options.reveal ? text : maskIdentity(text);
    case 'area':
      return (
        (await areaName(ctx, field, text, options.date ?? localDate(ctx.clock.now()))) ??
        t('forms.area.gone', { code: text })
      );
    default:
      return text;
  }
}
