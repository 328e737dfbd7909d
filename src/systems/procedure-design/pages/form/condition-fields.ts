import {
  type Bound,
  type Condition,
  type FieldPath,
  type FormDefinition,
  isDay,
  readDate,
  readNumber,
  type Test,
  testsOf,
} from '#engines/forms';
import { formatDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import {
  button,
  type Choice,
  type Errors,
  errorOf,
  type FieldError,
  formatNumber,
  type Html,
  html,
  radios,
  revealed,
  selectField,
  textField,
  typedOr,
} from '#ui';
import { choiceOf, conditionOf, sizeOf, statements, testFrom, valuesOf } from './condition.ts';
import { PART } from './field/field-choices.ts';

const JOINED = 'khi-noi';
const WHAT = 'viec';
const MORE = 'them-dieu-kien';
/** More conditions for one question nobody can follow. */
const MOST = 8;

const name = (row: number) => `khi-${row}`;
const fromName = (row: number) => `khi-${row}-tu`;
const toName = (row: number) => `khi-${row}-den`;

/** What a condition may read, where it stands, and what it is so far. */
export type Conditioned = {
  form: FormDefinition;
  before: readonly FieldPath[];
  group: FieldPath | undefined;
  now: Condition | undefined;
};

/** A bound as people type it. */
export const typedBound = (bound: Bound | undefined): string => {
  if (bound === undefined) return '';
  return typeof bound === 'number' ? formatNumber(bound, { lang: 'vi', decimals: 6 }) : formatDate(bound);
};

const rowsSent = (ctx: Ctx): number => {
  const rows = Object.keys(ctx.req.body).flatMap(key => /^khi-([1-9]\d?)$/.exec(key)?.[1] ?? []);
  return Math.min(MOST, Math.max(0, ...rows.map(Number)));
};

/** Whether one more line for a condition was asked for, instead of saving. */
export const wantsMore = (ctx: Ctx): boolean => posted(ctx.req.body, WHAT) === MORE;

/** The button that asks for one more line. */
const moreButton = (ctx: Ctx): Html =>
  button({ label: ctx.t('procedure-design.builder.condition.more'), alt: true, name: WHAT, value: MORE });

/** When it is asked: a line a test, what is said, and beside it the number or day where one is needed. Works without script. */
export function conditionFields(ctx: Ctx, conditioned: Conditioned, errors: Errors): Html {
  const { t } = ctx;
  const { form, before, group, now } = conditioned;
  const tests = now ? testsOf(now) : [];
  const sent = ctx.req.method !== 'GET';
  const rows = sent ? rowsSent(ctx) + (wantsMore(ctx) ? 1 : 0) : tests.length + 1;
  const choices = statements(t, form, before, group, now);
  if (!choices.length) return html`<p class="q">${t('procedure-design.builder.condition.none-before')}</p>`;
  const options: Choice[] = [{ value: '', label: t('procedure-design.builder.condition.none') }, ...choices];
  const row = (number: number): Html => {
    const test = tests[number - 1];
    const said = test && choiceOf(form, test, number - 1);
    const bound = (at: string, key: string, first: Bound | undefined) =>
      textField(t, {
        name: at,
        label: t(`procedure-design.builder.${key}`),
        narrow: true,
        value: typedOr(ctx, at, typedBound(first)),
        error: errorOf(errors, at),
      });
    return html`<div class="part row"><div>${selectField(t, {
      name: name(number),
      label: t('procedure-design.builder.condition.number', { number }),
      value: typedOr(ctx, name(number), said?.statement),
      options,
      error: errorOf(errors, name(number)),
    })}</div>${revealed(PART.from, bound(fromName(number), 'condition.value', said?.from))}${revealed(PART.to, bound(toName(number), 'condition.to', said?.to))}</div>`;
  };
  return html`<p class="q">${t('procedure-design.builder.condition.about')}</p>
<div class="parts">${Array.from({ length: Math.min(rows, MOST) || 1 }, (_, i) => row(i + 1))}</div>
<p>${moreButton(ctx)}</p>
${radios(t, {
  name: JOINED,
  label: t('procedure-design.builder.condition.joined'),
  value: typedOr(ctx, JOINED, now && 'any' in now ? 'any' : 'all') || 'all',
  options: (['all', 'any'] as const).map(value => ({
    value,
    label: t(`procedure-design.builder.condition.joined.${value}`),
  })),
})}`;
}

/** A statement that was chosen, with what was typed beside it; what has to be corrected goes into `errors`. */
export function readTest(
  ctx: Ctx,
  { form, now, chosen }: Pick<Conditioned, 'form' | 'now'> & { chosen: string },
  names: { name: string; from: string; to: string },
  errors: FieldError[],
): Test | undefined {
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: ctx.t(`procedure-design.builder.condition.${key}`) });
  const [field = '', way = ''] = chosen.split('|');
  const size = sizeOf(form, field) ?? 'number';
  const bound = (at: string): Bound | undefined => {
    const typed = posted(ctx.req.body, at).trim();
    const value = size === 'day' ? readDate(typed) : readNumber(typed);
    const fits = size === 'day' ? typeof value === 'string' && isDay(value) : typeof value === 'number';
    if (!fits) wrong(at, `wrong.${size}`);
    return fits ? value : undefined;
  };
  const needed = [names.from, names.to].slice(0, valuesOf(way)).map(bound);
  const values = needed.filter(v => v !== undefined);
  const [from, to] = values;
  if (values.length < needed.length) return undefined;
  if (way === 'between' && from !== undefined && to !== undefined && from > to)
    wrong(names.to, 'wrong.order');
  const test = testFrom(form, chosen, values, now);
  if (!test) wrong(names.name, 'gone');
  return test;
}

/** The condition that was chosen (undefined: always asked), or what has to be corrected. */
export function readCondition(
  ctx: Ctx,
  { form, now }: Conditioned,
): { condition: Condition | undefined; errors: FieldError[] } {
  const tests: Test[] = [];
  const errors: FieldError[] = [];
  for (let row = 1; row <= rowsSent(ctx); row++) {
    const chosen = posted(ctx.req.body, name(row));
    if (!chosen) continue;
    const test = readTest(
      ctx,
      { form, now, chosen },
      { name: name(row), from: fromName(row), to: toName(row) },
      errors,
    );
    if (test) tests.push(test);
  }
  const joined = posted(ctx.req.body, JOINED) === 'any' ? 'any' : 'all';
  return { condition: conditionOf(tests, joined), errors };
}
