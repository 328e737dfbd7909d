import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import { fold } from '#platform/text';
import type { FieldError } from '#ui';
import { type Field, fieldsOf } from '../define/parts.ts';
import { areaChoices } from '../draw/areas.ts';
import { calledBy } from '../staff-label.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { shownFields, shownPages } from '../values/conditions.ts';
import { itemPath } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { applyPage, readPost } from '../values/read-post.ts';

type Asking = Pick<Ctx, 't' | 'clock' | 'config'> & { db: Queryable };

export type ReadRow = {
  data: FormData;
  /** Cells that are filled though nothing is asked there. */
  faults: FieldError[];
  /** Where in the row a place of the data stands: of the first item that says anything it may be the second of the row. */
  cellOf(place: FieldPath): FieldPath;
};

const YES = new Set(['co', 'yes', 'x', 'true', '1', 'dung']);
const NO = new Set(['khong', 'no', 'false', '0']);

/** A day that lost its format is Excel's count of days since 30/12/1899: `45839` → `01/07/2025`. */
const day = (text: string): string =>
  /^[2-9]\d{4}$/.test(text)
    ? new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000)
        .toISOString()
        .slice(0, 10)
        .split('-')
        .reverse()
        .join('/')
    : text;

const choice = ({ layout }: Field, text: string): string =>
  layout.options?.find(o =>
    [o.value, ...[o.label, calledBy(o)].flatMap(l => [l.vi, l.en ?? ''])].some(w => fold(w) === fold(text)),
  )?.value ?? text;

/** The code of an area that was named: by its code, which may have lost its first zeros, or by its name where only one has it. */
async function areaCode(
  ctx: Asking,
  field: Field,
  data: FormData,
  text: string,
  today: string,
): Promise<string> {
  const digits = field.layout.level === 'province' ? 2 : 5;
  if (/^\d+$/.test(text)) return text.padStart(digits, '0');
  const bare = (label: string) => fold(label).replace(/^(?:xa|phuong|thi tran|tinh|thanh pho|dac khu) /, '');
  const choices = await areaChoices(ctx, field, data, today);
  const whole = choices.filter(c => fold(c.label) === fold(text));
  const found = whole.length ? whole : choices.filter(c => bare(c.label) === bare(text));
  return found.length === 1 ? (found[0]?.value ?? text) : text;
}

/** A cell as a browser would have sent it. */
async function posted(
  ctx: Asking,
  field: Field,
  data: FormData,
  text: string,
  today: string,
): Promise<string | string[]> {
  switch (field.widget) {
    case 'checkboxes':
      return text.split(/[;\n]/).map(one => choice(field, one.trim()));
    case 'yes-no':
      return YES.has(fold(text)) ? 'yes' : NO.has(fold(text)) ? 'no' : text;
    case 'checkbox':
      return NO.has(fold(text)) ? '' : text;
    case 'date':
      return day(text);
    case 'phone':
      return /^[1-9]\d{8}$/.test(text) ? `0${text}` : text;
    case 'area':
      return areaCode(ctx, field, data, text, today);
    default:
      return field.layout.options ? choice(field, text) : text;
  }
}

/** The items of a group that say anything in a row, by their numbers there. */
const itemsIn = (cells: ReadonlyMap<FieldPath, string>, group: FieldPath): number[] =>
  [
    ...new Set(
      [...cells.keys()].flatMap(place => {
        const found = place.startsWith(`${group}.`) && /^\d+/.exec(place.slice(group.length + 1));
        return found ? [Number(found[0])] : [];
      }),
    ),
  ].sort((a, b) => a - b);

/**
 * A row of a list as the answers of a form, read as a browser's post is: choices by their words or values, areas by name or code. What
 * the row leaves empty stays as it is in `before`. What cannot be read stays as it was written, to be refused by `validateAll`.
 */
export async function readRow(
  ctx: Asking,
  form: Form,
  before: FormData,
  cells: ReadonlyMap<FieldPath, string>,
): Promise<ReadRow> {
  const today = localDate(ctx.clock.now());
  const cellOf = new Map<FieldPath, FieldPath>();
  let data = before;
  const fill = async (page: string, group?: FieldPath, item?: number, was = 0) => {
    const body: Record<string, unknown> = {};
    const kept: Record<FieldPath, unknown> = {};
    // What was known of a later page was put away with an earlier one, where the row had not yet said what asks for it.
    const known = (place: FieldPath) =>
      valueAt(data, place) ?? (item === undefined ? valueAt(before, place) : undefined);
    for (const field of fieldsOf(form, page, item)) {
      const cell =
        group && item !== undefined
          ? itemPath(field.path.replace(`${group}.${item}.`, `${group}.`), group, was)
          : field.path;
      cellOf.set(field.path, cell);
      const text = cells.get(cell);
      if (text === undefined) kept[field.path] = known(field.path);
      else body[field.path] = await posted(ctx, field, data, text, today);
    }
    data = applyPage(form, page, data, { ...readPost(form, page, body, item), ...kept }, item);
  };
  for (const part of form.pages) {
    if (!shownPages(form, data).includes(part)) continue;
    if (!part.group) await fill(part.id);
    else
      for (const [item, was] of itemsIn(cells, part.group).entries())
        await fill(part.id, part.group, item, was);
  }
  const shown = shownFields(form, data);
  const asked = new Set([...shown].map(place => cellOf.get(place) ?? place));
  const faults = [...cells.keys()]
    .filter(cell => !asked.has(cell))
    .map(path => ({ path, message: ctx.t('forms.listed.not-asked') }));
  return { data, faults, cellOf: place => cellOf.get(place) ?? place };
}
