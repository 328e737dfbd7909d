import {
  birthdayOf,
  compute,
  type DaysCovered,
  type Field,
  type FieldPath,
  type Form,
  type FormData,
  groupOf,
  itemPath,
  type JsonSchema,
  partsOf,
  shownFields,
  staffLabel,
  valueAt,
  withValue,
} from '#engines/forms';
import type { Cast } from '../people/cast.ts';
import { SAMPLE_PAPER } from '../people/paper.ts';
import type { Random } from './random.ts';

export type Paper = { field: FieldPath; name: string };

export type Filling = {
  cast: Cast;
  /** Local day of the application. */
  day: string;
  /** Codes of communes: the dossier's own, and those that may be named beside it. */
  commune: string;
  communes: readonly string[];
};

/** For which form. */
type Asked = Filling & { form: Form };

// Both have to be there and sign when they are married (Law on Civil Status 60/2014/QH13, article 18): nothing is posted.
const SIGNED_THERE = new Set(['standard.1.000894']);

// Half of what may be left out is filled in; nobody here has an e-mail address that would be answered.
const FILLED = 0.5;
/** What is said though it may be left out, and what is left out: who marries here is a citizen. */
const SAID = /^lines\.code$/;
const UNSAID = /^purpose\.spouseNation$/;
const MOST_ITEMS = 2;

const hex = (random: Random, n: number) =>
  Array.from({ length: n }, () => random.int(0, 15).toString(16)).join('');
const uuid = (random: Random) =>
  `${hex(random, 8)}-${hex(random, 4)}-7${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;

const daysBefore = (day: string, n: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - n * 86_400_000).toISOString().slice(0, 10);

/** Numbers as they are in life: by the last word of the field's path. */
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  height: [4, 12],
  floors: [1, 3],
  floorArea: [40, 140],
  totalArea: [60, 260],
  workers: [0, 6],
  copies: [1, 3],
  years: [5, 30],
  built: [1, 5],
  sheet: [1, 120],
  capital: [20_000_000, 300_000_000],
  investment: [800_000_000, 9_000_000_000],
  share: [5_000_000, 50_000_000],
};

/** Between which numbers an answer lies by those that it is not to be below or above (`answersInOrder`). */
function withinOthers(form: Form, path: FieldPath, data: FormData): [number, number] {
  const orders = (form.schema.answersInOrder ?? []) as ReadonlyArray<{ low: FieldPath; high: FieldPath }>;
  const said = (at: FieldPath) => valueAt(data, at);
  const numbers = (found: unknown[]) => found.filter(n => typeof n === 'number');
  return [
    Math.max(...numbers(orders.filter(o => o.high === path).map(o => said(o.low))), Number.NEGATIVE_INFINITY),
    Math.min(...numbers(orders.filter(o => o.low === path).map(o => said(o.high))), Number.POSITIVE_INFINITY),
  ];
}

function numberFor(random: Random, form: Form, { path, schema }: Field, data: FormData): number {
  const [low, high] = withinOthers(form, path, data);
  const least = Math.max(low, typeof schema.minimum === 'number' ? schema.minimum : 0);
  const most = Math.min(high, typeof schema.maximum === 'number' ? schema.maximum : 1_000);
  const [from, to] = NUMBERS[path.slice(path.lastIndexOf('.') + 1)] ?? [
    Math.max(least, 10),
    Math.min(most, 400),
  ];
  const first = Math.min(Math.max(from, Math.ceil(least)), Math.floor(most));
  const n = random.int(first, Math.max(first, Math.floor(Math.min(to, most))));
  return n >= 1_000_000 ? Math.round(n / 1_000_000) * 1_000_000 : n;
}

function dateFor(random: Random, data: FormData, { path, schema }: Field, day: string): string {
  if (schema.dateNotAfter === undefined) return daysBefore(day, -random.int(3, 30));
  const from = valueAt(data, path.replace(/to$/, 'from'));
  if (path.endsWith('.to') && typeof from === 'string')
    return daysBefore(day, random.int(0, Math.max(0, (Date.parse(day) - Date.parse(from)) / 86_400_000 - 1)));
  return daysBefore(day, /from$|since$/i.test(path) ? random.int(400, 6_000) : random.int(1, 20));
}

/** How results are wished for, where the procedure offers it. */
const WAYS: ReadonlyArray<readonly [string, number]> = [
  ['electronic', 48],
  ['counter', 40],
  ['post', 12],
];

/** Of which items of a group there is to be one only (`contains` with `maxContains` 1): the first is it, and the others are not. */
function oneOf(form: Form, data: FormData, group: FieldPath): FormData {
  const schema = group
    .split('.')
    .reduce<JsonSchema | undefined>((at, name) => at?.properties?.[name], form.schema);
  const items = (valueAt(data, group) as FormData[] | undefined) ?? [];
  const { properties = {} } = (schema?.contains ?? {}) as JsonSchema;
  const flags = Object.entries(properties).filter(([, s]) => s.const === true);
  if (schema?.maxContains !== 1 || !flags.length) return data;
  const set = items.map((item, i) => ({
    ...item,
    ...Object.fromEntries(flags.map(([name]) => [name, i === 0])),
  }));
  return withValue(data, group, set);
}

/** Numbers of a group whose sum is not to be above another answer (`sumWithin`): where it is, each item has its part of that. */
function withinSums(form: Form, data: FormData, group: FieldPath): FormData {
  let next = data;
  const items = ((valueAt(data, group) as unknown[] | undefined) ?? []).length;
  for (const [path, { sumWithin }] of Object.entries(form.fields)) {
    const most = sumWithin !== undefined && groupOf(form, path) === group && valueAt(data, sumWithin);
    if (typeof most !== 'number') continue;
    const places = Array.from({ length: items }, (_, i) => itemPath(path, group, i));
    const sum = places.reduce((total, place) => total + Number(valueAt(next, place) ?? 0), 0);
    if (sum <= most) continue;
    for (const place of places)
      if (valueAt(next, place) !== undefined) next = withValue(next, place, Math.floor(most / items));
  }
  return next;
}

/** What lasts in a group that may leave no days out (`daysCovered`): one item after another, the last of them until today. */
function withoutGaps(form: Form, data: FormData, group: FieldPath, day: string): FormData {
  const rules = ((form.schema as JsonSchema).daysCovered ?? []) as DaysCovered[];
  const rule = rules.find(r => r.group === group);
  const born = rule && valueAt(data, rule.born);
  if (!rule || typeof born !== 'string') return data;
  const items = (valueAt(data, group) as FormData[] | undefined) ?? [];
  const since = birthdayOf(born, rule.years);
  const days = Math.max(0, Date.parse(day) - Date.parse(since)) / 86_400_000;
  const begins = items.map((_, i) => daysBefore(day, Math.floor(days - (days * i) / items.length)));
  const next = items.map((item, i) => {
    const { [rule.to]: _, ...rest } = item;
    return { ...rest, [rule.from]: begins[i] ?? day, ...(begins[i + 1] && { [rule.to]: begins[i + 1] }) };
  });
  return withValue(data, group, next as FormData[string]);
}

const YEAR_MS = 365 * 86_400_000;

/** In whole calendar years. */
const ageOf = ({ applicant }: Cast, day: string): number =>
  Number(day.slice(0, 4)) - Number(applicant.birthDate.slice(0, 4));

/** Law on Marriage and Family 2014 art. 8: a man of twenty, a woman of eighteen; the same for both here. */
const mayMarry = (cast: Cast, day: string): boolean => ageOf(cast, day) > 20;

/** What is so because of who applies, of the day, or of what was said: no chance of its own. Undefined: anything that is offered. */
function settled(path: FieldPath, data: FormData, { cast, day, form }: Asked): unknown {
  if (path === 'result.way' && SIGNED_THERE.has(form.id)) return 'counter';
  if (path === 'contact.relation') return cast.toChild();
  if (path === 'applicant.relation') return cast.toDead();
  if (path === 'residence.relation') {
    const is = cast.toChild();
    return is === 'mother' || is === 'father' ? 'child' : is === 'grandparent' ? 'grandchild' : 'other';
  }
  if (path === 'death.paper')
    return Date.parse(day) - Date.parse(String(valueAt(data, 'death.date'))) > YEAR_MS ? 'old' : 'notice';
  // Who is married is given no certificate to marry.
  if (path === 'purpose.kind' && (valueAt(data, 'history.status') === 'married' || !mayMarry(cast, day)))
    return 'other';
  return undefined;
}

/** Whom an exemption is for, as far as an age says it; and whose child is of a minority. */
function fits(path: FieldPath, value: unknown, { cast, day }: Filling): boolean {
  const age = ageOf(cast, day);
  if (path === 'exemption.ground')
    return value !== 'child' && (value !== 'student' || age <= 25) && (value !== 'elderly' || age >= 60);
  return path !== 'insurance.group' || value !== 'minority' || cast.person('child').people !== 'Kinh';
}

const chosen = (random: Random, data: FormData, { path, schema, layout }: Field, filling: Asked): unknown => {
  const so = settled(path, data, filling);
  if (so !== undefined) return so;
  const offered = layout.options?.map(o => o.value) ?? (schema.enum as readonly unknown[] | undefined) ?? [];
  const values = offered.filter(v => fits(path, v, filling));
  // What is asked so is mostly for people: no cooperative marries, or is given an allowance.
  if (path === 'owner.kind')
    return random.weighted<unknown>([
      ['self', 86],
      ['person', 14],
    ]);
  if (path === 'result.way') return random.weighted<unknown>(WAYS.filter(([way]) => values.includes(way)));
  const [first, ...others] = values;
  return others.length && random.chance(0.35) ? random.pick(others) : first;
};

function valueFor(random: Random, field: Field, data: FormData, place: FieldPath, given: Asked): unknown {
  const { schema, widget } = field;
  if (place === 'owner.name' && valueAt(data, 'owner.kind') === 'person')
    return given.cast.person('owner').name;
  const known = given.cast.say(place, field);
  if (known !== undefined) return known;
  switch (widget) {
    case 'date':
    case 'partial-date':
      return dateFor(random, data, { ...field, path: place }, given.day);
    case 'money':
    case 'integer':
    case 'number':
      return numberFor(random, given.form, field, data);
    case 'select':
    case 'radios':
      return chosen(random, data, field, given);
    case 'checkboxes':
      return [chosen(random, data, { ...field, schema: schema.items ?? schema }, given)];
    case 'checkbox':
      return true;
    case 'yes-no':
      // Most children have a father who is named, and one who applies is.
      if (place === 'father.declared') return given.cast.toChild() === 'father' || random.chance(0.93);
      return random.chance(0.3);
    case 'area':
      return field.layout.level === 'province'
        ? undefined
        : field.layout.use === 'area' || !/history/.test(place)
          ? given.commune
          : random.pick(given.communes);
    case 'file':
      return [{ id: uuid(random), name: 'ban-chup.pdf', bytes: SAMPLE_PAPER.length }];
    case 'email':
      return undefined;
    default:
      return field.layout.label.vi.slice(0, schema.maxLength);
  }
}

/**
 * Invented answers to a form that hold before its checks: people who are of one piece, days in their order, conditions minded.
 * Returns the data, and the papers that were put in. Pure: the same `random` answers the same.
 */
export function answersFor(form: Form, random: Random, given: Filling): { data: FormData; papers: Paper[] } {
  const { fields } = partsOf(form);
  const papers: Paper[] = [];
  let data: FormData = {};
  const ask = (path: FieldPath, place: FieldPath) => {
    const field = fields.get(path);
    if (!field || field.layout.computed || !shownFields(form, data).has(place)) return;
    if (UNSAID.test(path)) return;
    const free = !field.required && field.layout.use === undefined && !SAID.test(path);
    if (free && !random.chance(FILLED)) return;
    const value = valueFor(random, field, data, place, { ...given, form });
    if (value === undefined) return;
    data = withValue(data, place, value);
    if (field.widget === 'file') papers.push({ field: place, name: staffLabel(field.layout, 'vi') });
  };
  for (const page of form.pages) {
    const { group } = page;
    // A list that is not asked for has no item, not even an empty one.
    if (group && !shownFields(form, data).has(group)) continue;
    const count = group ? random.int(1, MOST_ITEMS) : 1;
    for (let i = 0; i < count; i++) {
      if (group) data = withValue(data, group, [...((valueAt(data, group) as unknown[]) ?? []), {}]);
      for (const path of page.fields)
        ask(path, group && groupOf(form, path) ? itemPath(path, group, i) : path);
    }
    if (group) data = withoutGaps(form, withinSums(form, oneOf(form, data, group), group), group, given.day);
  }
  return { data: compute(form, data), papers };
}
