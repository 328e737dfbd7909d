import type { ErrorObject } from 'ajv/dist/2020.js';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';
import { type Field, fieldsIn, partsOf } from '../define/parts.ts';
import { calledBy } from '../staff-label.ts';
import type { FieldPath, Form, FormData } from '../types.ts';
import { shownFields } from '../values/conditions.ts';
import { fieldOf } from '../values/items.ts';
import { isDay, isWholeDate, readDate } from '../values/parse.ts';
import { valueAt, withValue } from '../values/paths.ts';
import { areaFaults } from './areas.ts';
import { DEFAULT_MAX_LENGTH, validatorOf } from './compile.ts';
import type { Fault } from './fault.ts';
import type { ValidationContext } from './keywords.ts';
import { messageOf } from './messages.ts';

/** Who asks: the words, the day, and where areas are looked up. A page's `ctx` is one. */
/** `db`: within a transaction that transaction, so that nobody who holds a connection waits for another. */
export type Asker = Pick<Ctx, 't' | 'clock'> & { db: Queryable };

// Longer than any field may be: not even looked at by patterns.
const LONGEST = 20_000;
const DEEPEST = 12;
const MOST_VALUES = 5_000;

/**
 * What a person has to correct on one page, in the page's order, one thing a field; `[]` when it may be saved as done.
 * `data` is all that is known so far (conditions read other pages), as `readPost` and `applyPage` make it. Of a repeating
 * group's page: of item `item`, or without one of all items and of their number.
 */
export async function validatePage(
  form: Form,
  page: string,
  data: FormData,
  asker: Asker,
  item?: number,
): Promise<FieldError[]> {
  const { fields, group } = partsOf(form).page(page).page;
  const own = (place: FieldPath) =>
    item === undefined
      ? place === group || fields.includes(fieldOf(form, place))
      : place.startsWith(`${group}.${item}.`);
  return worded(form, await faultsOf(form, data, asker, own), asker);
}

/**
 * As `validatePage` for the whole form, and for data that came by API, import or counter: what no field knows is told too.
 * `excused`: places whose answer may be missing all the same, e.g. the telephone of somebody at the counter who has none.
 */
export async function validateAll(
  form: Form,
  data: FormData,
  asker: Asker,
  excused: (path: FieldPath) => boolean = () => false,
): Promise<FieldError[]> {
  const faults = await faultsOf(form, data, asker, () => true);
  return worded(
    form,
    faults.filter(f => f.keyword !== 'required' || !excused(f.path)),
    asker,
  );
}

/**
 * A day that is before the one that it may not be before, where the page asks for the latter and not for the former: it was filled in
 * first, and only now can be known to be wrong. It is told here, not first on the list of all parts.
 */
function atCounterpart(form: Form, fault: Fault, wanted: (path: FieldPath) => boolean): Fault[] {
  if (fault.keyword !== 'datesInOrder') return [];
  const later = form.fields[fieldOf(form, fault.path)];
  const path = later?.notBefore;
  if (path === undefined || !wanted(path) || !partsOf(form).fields.has(path)) return [];
  const part = form.pages.find(p => p.fields.includes(fieldOf(form, fault.path)))?.title;
  const params = { date: fault.params.given, called: later && calledBy(later), part };
  return [{ path, keyword: 'datesInOrderEarlier', params }];
}

async function faultsOf(
  form: Form,
  data: FormData,
  { clock, db }: Asker,
  wanted: (path: FieldPath) => boolean,
): Promise<Fault[]> {
  const today = localDate(clock.now());
  const all = dataFaults(form, data, { today });
  const own = all.filter(f => wanted(f.path));
  const known = new Set(own.map(f => f.path));
  const counterparts = all.filter(f => !wanted(f.path)).flatMap(f => atCounterpart(form, f, wanted));
  const faults = [...own, ...counterparts.filter(f => !known.has(f.path))];
  const faulty = new Set(faults.map(f => f.path));
  if (!partsOf(form).hasAreas) return faults;
  const shown = shownFields(form, data);
  const asked = fieldsIn(form, data).filter(
    f => f.widget === 'area' && wanted(f.path) && !faulty.has(f.path) && shown.has(f.path),
  );
  return [...faults, ...(await areaFaults(asked, data, db, today))];
}

const worded = (form: Form, faults: readonly Fault[], { t, clock }: Asker): FieldError[] => {
  if (!faults.length) return [];
  const { fields } = partsOf(form);
  const order = orderOf(form);
  const today = localDate(clock.now());
  return faults
    .toSorted((a, b) => order(a.path) - order(b.path))
    .map(fault => ({
      path: fault.path,
      message: messageOf(
        t,
        { field: fields.get(fieldOf(form, fault.path)), group: form.groups?.[fault.path] },
        fault,
        today,
      ),
    }));
};

const ranksOf = new WeakMap<Form, ReadonlyMap<FieldPath, number>>();

/** Where a place stands when the form is read from its first page to its last; of a group the first item before the second. */
function orderOf(form: Form): (place: FieldPath) => number {
  let ranks = ranksOf.get(form);
  if (!ranks) {
    const places = form.pages.flatMap((page, i) =>
      [page.group ?? '', ...page.fields].map((path, j) => [path, i * 1e6 + j] as const),
    );
    ranks = new Map(places);
    ranksOf.set(form, ranks);
  }
  return place => {
    const item = Number(/\.(\d+)\./.exec(place)?.[1] ?? 0);
    return (ranks.get(place) ?? ranks.get(fieldOf(form, place)) ?? 1e9) + item * 1e3;
  };
}

/**
 * Where data do not fit a form, without words: what is asked for and not there (`missing`), and what is there and cannot stand so.
 * Whether areas exist is not looked up.
 */
export const misfits = (
  form: Form,
  data: FormData,
  today: string,
): Array<{ path: FieldPath; missing: boolean }> =>
  dataFaults(form, data, { today }).map(({ path, keyword }) => ({ path, missing: keyword === 'required' }));

/** The faults of data against the form alone: no words, no areas looked up. One a field. */
function dataFaults(form: Form, data: FormData, context: ValidationContext): Fault[] {
  const unfit = unfitValue(data);
  const { fields } = partsOf(form);
  if (unfit) return [ownLimit(unfit, fields.get(fieldOf(form, unfit.path)))];
  const shown = shownFields(form, data);
  const validate = validatorOf(form);
  if (validate.call(context, withContainers(data, shown))) return [];
  const first = new Map<FieldPath, Fault>();
  for (const error of validate.errors ?? []) {
    const fault = faultOf(error, form, fields);
    if (
      !fault ||
      isHolder(form, fault, fields) ||
      (known(form, fields, fault.path) && !shown.has(fault.path))
    )
      continue;
    if (fault.keyword === 'format') Object.assign(fault.params, typedDay(valueAt(data, fault.path)));
    const before = first.get(fault.path);
    if (!before || rank(fault.keyword) < rank(before.keyword)) first.set(fault.path, fault);
  }
  return [...first.values()].filter(fault => !followsFrom(fault, first));
}

/** What is longer than anything may be is told how long this field may be. */
function ownLimit(fault: Fault, field: Field | undefined): Fault {
  if (fault.keyword !== 'maxLength') return fault;
  const limit = field?.schema.maxLength ?? DEFAULT_MAX_LENGTH;
  return { ...fault, params: { ...fault.params, limit } };
}

/**
 * Of a date that has day, month and year and is none all the same (31/02/2026): that it is complete, and as it was typed. Of one that a program
 * sends as people write it: how it has to be sent.
 */
function typedDay(value: unknown): object {
  if (typeof value !== 'string' || !isWholeDate(value)) return {};
  const day = readDate(value);
  return isDay(day) ? { sent: day } : { complete: true, typed: value };
}

// A number that contradicts a date which is itself wrong: one thing to correct, not two.
function followsFrom({ path, params }: Fault, others: ReadonlyMap<FieldPath, Fault>): boolean {
  if (typeof params.against !== 'string') return false;
  return others.has([...path.split('.').slice(0, -1), params.against].join('.'));
}

// A required field in an object that is not there would only be told as a missing object.
function withContainers(data: FormData, shown: ReadonlySet<FieldPath>): FormData {
  let full = data;
  let before = '';
  for (const place of shown) {
    const holder = place.slice(0, Math.max(0, place.lastIndexOf('.')));
    // Fields of one object stand together: it is looked for once.
    if (holder !== before && isMissing(full, holder)) full = withValue(full, holder, {});
    before = holder;
  }
  return full;
}

/** Whether the object at `path` is not there, and nothing else stands in its place or in its way. */
function isMissing(data: FormData, path: FieldPath): boolean {
  let at: unknown = data;
  for (const segment of path.split('.')) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as FormData)[segment];
    if (at === undefined) return path !== '';
  }
  return false;
}

// What to say first when a value is wrong in several ways.
const RANKS = ['required', 'type', 'nfc', 'maxLength', 'format', 'enum', 'const', 'pattern'];
const rank = (keyword: string) => (RANKS.indexOf(keyword) + RANKS.length + 1) % (RANKS.length + 1);

// These only say that one of their parts failed; the parts say what.
const WRAPPERS = new Set(['if', 'allOf']);
// Why an item is not of the kind of which a list has to have some: no fault of the item.
const OF_AN_ITEM = /(?<!properties)\/contains\//;

// An object that is missing though it is required: nothing in it is asked for, or it would have been put there before.
const isHolder = (form: Form, { keyword, path }: Fault, fields: ReadonlyMap<FieldPath, Field>): boolean =>
  keyword === 'required' &&
  !form.groups?.[path] &&
  !fields.has(path) &&
  [...fields.keys()].some(p => p.startsWith(`${path}.`));

const known = (form: Form, fields: ReadonlyMap<FieldPath, Field>, place: FieldPath) =>
  fields.has(fieldOf(form, place)) || form.groups?.[place] !== undefined;

const NOT_OF_AN_ITEM = new Set(['additionalProperties', 'unevaluatedProperties', 'type']);

function faultOf(error: ErrorObject, form: Form, fields: ReadonlyMap<FieldPath, Field>): Fault | null {
  if (WRAPPERS.has(error.keyword) || OF_AN_ITEM.test(error.schemaPath)) return null;
  const params = error.params as Record<string, unknown>;
  const extra = params.missingProperty ?? params.additionalProperty ?? params.property;
  const segments = error.instancePath
    .split('/')
    .slice(1)
    .map(s => s.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (typeof extra === 'string') segments.push(extra);
  const path = segments.join('.');
  // An error inside a list belongs to the field, or the group, that holds the list.
  for (let n = segments.length; n > 0; n--) {
    const holder = segments.slice(0, n).join('.');
    if (!known(form, fields, holder)) continue;
    // What stands within an item and is no answer, and an item that is none, are told by their own place.
    const inItem = n < segments.length && form.groups?.[holder] !== undefined;
    if (inItem && NOT_OF_AN_ITEM.has(error.keyword)) return { path, keyword: error.keyword, params };
    return { path: holder, keyword: error.keyword, params };
  }
  return { path, keyword: error.keyword === 'required' ? 'required' : 'additionalProperties', params };
}

/** A value that is not to be given to the validator at all: too long, too deep, too many. */
function unfitValue(data: FormData): Fault | null {
  let count = 0;
  const visit = (holder: object, depth: number): Fault | null => {
    if (depth > DEEPEST) return TOO_MUCH;
    for (const name of Object.keys(holder)) {
      const value = (holder as FormData)[name];
      if (++count > MOST_VALUES) return TOO_MUCH;
      if (typeof value === 'string' && value.length > LONGEST)
        return { path: name, keyword: 'maxLength', params: { limit: LONGEST, count: value.length } };
      if (typeof value !== 'object' || value === null) continue;
      const found = visit(value, depth + 1);
      // The way to it is told from the inside out: nearly always there is none to tell.
      if (found) return found === TOO_MUCH ? found : { ...found, path: `${name}.${found.path}` };
    }
    return null;
  };
  return visit(data, 1);
}

const TOO_MUCH: Fault = { path: '', keyword: 'too-much', params: {} };

/** For a draft: which of a form's pages have something to correct, by page id. */
export function faultyPages(form: Form, data: FormData, today: string): Map<string, number> {
  const pageOf = new Map(form.pages.flatMap(p => [p.group, ...p.fields].map(path => [path, p.id] as const)));
  const counts = new Map<string, number>();
  for (const fault of dataFaults(form, data, { today })) {
    const page = pageOf.get(form.groups?.[fault.path] ? fault.path : fieldOf(form, fault.path));
    if (page) counts.set(page, (counts.get(page) ?? 0) + 1);
  }
  return counts;
}
