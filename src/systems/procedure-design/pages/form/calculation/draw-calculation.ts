import {
  CALCULATION_WAYS,
  type Calculation,
  isDay,
  type Operand,
  RESULTS,
  resultIn,
  resultOf,
  schemaAt,
} from '#engines/forms';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import {
  type Choice,
  type Errors,
  errorOf,
  formatNumber,
  type Html,
  html,
  revealed,
  selectField,
  textField,
  typedOr,
} from '#ui';
import { choiceOf, statements } from '../condition.ts';
import { typedBound } from '../condition-fields.ts';
import { CALCULATION_PARTS, PART } from '../field/field-choices.ts';
import {
  groupAt,
  groupedChoices,
  groupedValue,
  operandChoices,
  type Place,
  readable,
  type Sort,
} from './choices.ts';
import * as names from './names.ts';
import { readRows } from './read-calculation-post.ts';

type Drawing = { ctx: Ctx; place: Place; errors: Errors };
type Of<W extends Calculation['way']> = Extract<Calculation, { way: W }> | undefined;

const words = ({ ctx }: Drawing, key: string, params?: Record<string, string | number>) =>
  ctx.t(`procedure-design.builder.calculation.${key}`, params);

/** A typed value as people type it. */
const typedText = (value: number | string): string => {
  if (typeof value === 'number') return formatNumber(value, { lang: 'vi', decimals: 6 });
  return isDay(value) ? formatDate(value) : value;
};

/** A list of fields, and beside it the place to type something instead. */
function operand(
  d: Drawing,
  name: string,
  label: string,
  sort: Sort,
  now: Operand | null | undefined,
  none?: string,
): Html {
  const { ctx, place, errors } = d;
  const typed = names.typedName(name);
  return html`<div class="part row"><div>${selectField(ctx.t, {
    name,
    label,
    value: typedOr(ctx, name, now ? ('field' in now ? now.field : names.TYPED) : ''),
    options: operandChoices(ctx.t, place, sort, none),
    error: errorOf(errors, name),
  })}</div>${revealed(
    PART.from,
    textField(ctx.t, {
      name: typed,
      label: words(d, `type.${sort}`),
      narrow: sort !== 'text',
      most: 200,
      value: typedOr(ctx, typed, now && 'value' in now ? typedText(now.value) : ''),
      error: errorOf(errors, typed),
    }),
  )}</div>`;
}

/** A row for each thing that a way takes, and some that are empty. */
function rows(
  d: Drawing,
  way: names.RowWay,
  sort: Sort,
  now: ReadonlyArray<{ minus?: boolean; of: Operand }>,
): Html {
  const { ctx } = d;
  const count = readRows(ctx, way, now.length);
  return html`${Array.from({ length: count }, (_, i) => {
    const at = now[i];
    const one = operand(
      d,
      names.rowName(way, i + 1),
      words(d, `part.${way}`, { number: i + 1 }),
      sort,
      at?.of,
      words(d, 'nothing'),
    );
    if (way !== 'sum' || i === 0) return one;
    const sign = names.signName(i + 1);
    return html`<div class="row"><div>${selectField(ctx.t, {
      name: sign,
      label: words(d, 'sign'),
      value: typedOr(ctx, sign, at?.minus ? 'tru' : 'cong') || 'cong',
      options: (['cong', 'tru'] as const).map(value => ({ value, label: words(d, `sign.${value}`) })),
    })}</div>${one}</div>`;
  })}`;
}

function choose(d: Drawing, now: Of<'choose'>): Html {
  const { ctx, place, errors } = d;
  const { form } = place;
  const said = now && choiceOf(form, now.when, 0);
  const test = now?.when;
  const choices: Choice[] = statements(ctx.t, form, readable(place), groupAt(place), test);
  const bound = (name: string, key: string, first: string) =>
    textField(ctx.t, {
      name,
      label: ctx.t(`procedure-design.builder.${key}`),
      narrow: true,
      value: typedOr(ctx, name, first),
      error: errorOf(errors, name),
    });
  return html`<div class="part row"><div>${selectField(ctx.t, {
    name: names.WHEN,
    label: words(d, 'when'),
    value: typedOr(ctx, names.WHEN, said?.statement),
    options: choices,
    error: errorOf(errors, names.WHEN),
  })}</div>${revealed(PART.from, bound(names.typedName(names.WHEN), 'condition.value', typedBound(said?.from)))}${revealed(PART.to, bound(names.secondName(names.WHEN), 'condition.to', typedBound(said?.to)))}</div>
${operand(d, names.THEN, words(d, 'then'), 'any', now?.gives)}${operand(d, names.ELSE, words(d, 'else'), 'any', now?.otherwise, words(d, 'empty'))}`;
}

const shareFields = (d: Drawing, now: Of<'share'>): Html =>
  html`${operand(d, names.SHARE_OF, words(d, 'share-of'), 'number', now?.of)}${operand(d, names.SHARE_BASE, words(d, 'share-base'), 'number', now?.base)}${selectField(
    d.ctx.t,
    {
      name: names.DECIMALS,
      label: words(d, 'decimals'),
      value: typedOr(d.ctx, names.DECIMALS, String(now?.decimals ?? 1)) || '1',
      options: Array.from({ length: names.MOST_DECIMALS + 1 }, (_, n) => ({
        value: String(n),
        label: String(n),
      })),
    },
  )}`;

/** How many items there are is chosen beside the sums over them. */
const isOffered = (way: Calculation['way']): way is Exclude<Calculation['way'], 'count'> => way !== 'count';

const only = <W extends Calculation['way']>(now: Calculation | undefined, ...ways: W[]) =>
  (ways as string[]).includes(now?.way ?? '') ? (now as Extract<Calculation, { way: W }>) : undefined;

/** How an answer is worked out: the way, and the fields of the way that is chosen. Works without script. */
export function drawCalculation(
  ctx: Ctx,
  place: Place,
  now: Calculation | undefined,
  byHand: Html,
  errors: Errors,
): Html {
  const d: Drawing = { ctx, place, errors };
  const stored = place.path ? place.form.fields[place.path]?.computed : undefined;
  const grouped = groupedChoices(ctx.t, place);
  const part = (inner: Html, ...ways: Array<keyof typeof CALCULATION_PARTS>) =>
    revealed(CALCULATION_PARTS[ways[0]!], inner);
  const ways = CALCULATION_WAYS.filter(isOffered).filter(way => way !== 'total' || grouped.length > 0);
  const shown = now?.way === 'count' ? 'total' : now?.way;
  const span = only(now, 'age', 'days');
  const later = only(now, 'later');
  const join = only(now, 'join');
  return html`${selectField(ctx.t, {
    name: names.WAY,
    label: words(d, 'way'),
    value: typedOr(ctx, names.WAY, shown ?? (stored ? 'feel' : '')),
    options: [...ways, 'feel' as const].map(way => ({
      value: way,
      label: words(d, `way.${way}`),
      reveals: [CALCULATION_PARTS[way]],
    })),
    error: errorOf(errors, names.WAY),
  })}<div class="parts">
${part(rows(d, 'sum', 'number', only(now, 'sum')?.terms ?? []), 'sum')}
${part(rows(d, 'product', 'number', only(now, 'product')?.of.map(of => ({ of })) ?? []), 'product')}
${
  grouped.length > 0 &&
  part(
    selectField(ctx.t, {
      name: names.GROUPED,
      label: words(d, 'grouped'),
      value: typedOr(ctx, names.GROUPED, groupedValue(now)),
      options: grouped,
      error: errorOf(errors, names.GROUPED),
    }),
    'total',
  )
}
${part(html`${operand(d, names.FROM_DAY, words(d, 'from-day'), 'day', span?.from)}${operand(d, names.TO_DAY, words(d, 'to-day'), 'day', span?.to)}`, 'age')}
${part(html`${operand(d, names.START_DAY, words(d, 'start-day'), 'day', later?.from)}${operand(d, names.MORE_DAYS, words(d, 'more-days'), 'number', later?.days)}`, 'later')}
${part(shareFields(d, only(now, 'share')), 'share')}
${part(
  html`${rows(d, 'join', 'text', join?.of.map(of => ({ of })) ?? [])}${selectField(ctx.t, {
    name: names.BETWEEN,
    label: words(d, 'between'),
    value: typedOr(ctx, names.BETWEEN, betweenName(join?.between ?? ' ')),
    options: betweens(d, join?.between ?? ' '),
  })}`,
  'join',
)}
${part(choose(d, only(now, 'choose')), 'choose')}
${part(byHand, 'feel')}</div>${resultChoice(d, now)}`;
}

const betweenName = (text: string): string =>
  Object.entries(names.BETWEENS).find(([, t]) => t === text)?.[0] ?? text;

/** What stands between joined texts; what somebody wrote by hand stays a choice. */
function betweens(d: Drawing, now: string): Choice[] {
  const known = Object.keys(names.BETWEENS).map(value => ({ value, label: words(d, `between.${value}`) }));
  const value = betweenName(now);
  return known.some(k => k.value === value) ? known : [...known, { value, label: `“${now}”` }];
}

/** What comes out: as follows from what goes in, unless somebody says otherwise (an area times a price is money). */
function resultChoice(d: Drawing, now: Calculation | undefined): Html {
  const { form, path } = d.place;
  const layout = path ? form.fields[path] : undefined;
  const stored =
    layout?.computed === undefined ? '' : resultIn((path && schemaAt(form, path)?.schema) || {}, layout);
  return selectField(d.ctx.t, {
    name: names.RESULT,
    label: words(d, 'result'),
    value: typedOr(d.ctx, names.RESULT, now && resultOf(form, now) === stored ? '' : stored),
    options: [
      { value: '', label: words(d, 'result.follows') },
      ...RESULTS.map(value => ({ value, label: words(d, `result.${value}`) })),
    ],
    error: errorOf(d.errors, names.RESULT),
  });
}
