import type { MappedId, VersionMapping } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import { type Errors, errorOf, type FieldError, type Html, html, selectField, textField, typedOr } from '#ui';
import { rowsSent } from '../legal/rows.ts';
import { type Choices, choiceLabel, type Names, undeclared } from './choices.ts';

type List = keyof VersionMapping;
type Part = 'cu' | 'moi' | 'ly-do';
const PREFIX: Record<List, string> = { elements: 'buoc', fields: 'o' };
export const rowName = (list: List, i: number, part: Part): string => `${PREFIX[list]}-${i}-${part}`;

const GONE = '-';
const EMPTY_ROWS = 1;
const MOST_ROWS = 500;

// What was written down and is no longer there stays to be seen, under its id.
const options = (names: Names, kept: string | null | undefined) => [
  ...[...names].map(([value, label]) => ({ value, label })),
  ...(kept && !names.has(kept) ? [{ value: kept, label: kept }] : []),
];

/** A group of fields for each line: those written down, those that should be, and an empty one. */
export function mappingRows(
  ctx: Ctx,
  list: List,
  choices: Choices,
  mapping: readonly MappedId[],
  errors: Errors,
): Html {
  const { t } = ctx;
  const lines: Array<Partial<MappedId>> = [
    ...mapping,
    ...undeclared(choices, [...mapping]).map(from => ({ from })),
  ];
  const before = (kept: string | undefined) => [
    ...[...choices.before.keys()].map(id => ({ value: id, label: choiceLabel(ctx, choices, id) })),
    ...(kept && !choices.before.has(kept) ? [{ value: kept, label: kept }] : []),
  ];
  const count =
    ctx.req.method === 'GET' ? lines.length + EMPTY_ROWS : Math.max(1, rowsSent(ctx, PREFIX[list]));
  return html`${Array.from({ length: Math.min(count, MOST_ROWS) }, (_, i) => {
    const line = lines[i];
    const name = (part: Part) => rowName(list, i, part);
    const select = (
      part: 'cu' | 'moi',
      value: string | undefined,
      more: Array<{ value: string; label: string }>,
    ) =>
      selectField(t, {
        name: name(part),
        label: t(`procedure-design.mapping.${part === 'cu' ? 'from' : 'to'}`),
        value: typedOr(ctx, name(part), value),
        error: errorOf(errors, name(part)),
        options: more,
      });
    return html`<fieldset><legend>${t('procedure-design.mapping.nth', { n: i + 1 })}</legend>${select('cu', line?.from, before(line?.from))}${select(
      'moi',
      line?.to === null ? GONE : line?.to,
      [{ value: GONE, label: t('procedure-design.mapping.gone') }, ...options(choices.now, line?.to)],
    )}${textField(t, {
      name: name('ly-do'),
      label: t('procedure-design.mapping.reason'),
      optional: true,
      value: typedOr(ctx, name('ly-do'), line?.reason ?? ''),
      error: errorOf(errors, name('ly-do')),
      most: 500,
    })}</fieldset>`;
  })}`;
}

/** The lines that say something; one without an old or a new id says nothing. */
export function readMapping(ctx: Ctx, list: List, errors: FieldError[]): MappedId[] {
  const text = (i: number, part: Part) => posted(ctx.req.body, rowName(list, i, part));
  const count = Math.min(rowsSent(ctx, PREFIX[list]), MOST_ROWS);
  return Array.from({ length: count }, (_, i) => i).flatMap(i => {
    const [from, to, reason] = [text(i, 'cu'), text(i, 'moi'), text(i, 'ly-do')];
    if (!from || !to) return [];
    if (to === GONE && !reason)
      errors.push({
        path: rowName(list, i, 'ly-do'),
        message: ctx.t('procedure-design.mapping.reason.missing'),
      });
    return [{ from, to: to === GONE ? null : to, ...(reason ? { reason } : {}) }];
  });
}
