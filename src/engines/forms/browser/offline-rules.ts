import { type FeelTree, feelTree } from '#platform/feel';
import type { Lang, Translate } from '#platform/i18n';
import { type Field, partsOf } from '../define/parts.ts';
import type { FieldPath, Form, GroupLayout, JsonSchema, Widget } from '../types.ts';
import { withAgreements } from '../validate/agreements.ts';
import { BIRTH_PROVINCES } from '../validate/birth-provinces.ts';
import { tighten } from '../validate/compile.ts';
import type { DaysCovered } from '../validate/first-gap.ts';
import type { DaysInOrder, Difference, InOrder, SumNotAbove } from '../validate/keywords.ts';
import { messageOf } from '../validate/messages.ts';
import { groupOf } from '../values/items.ts';
import { yearsAgo } from '../values/limit-day.ts';

/** The rules of a form for where no server can be asked (`judge.js`): its schema, and what the server would say of each thing that can be wrong. */
export type OfflineRules = {
  schema: JsonSchema;
  /** By field or group, then by keyword (`required`, `personalNumberAgrees.year` …). */
  words: Record<FieldPath, Record<string, string>>;
  /** First three digits of the personal numbers that there are. */
  provinces: string[];
  /** What is worked out, in the order in which it is: how (`work-out.js`), and as what it is shown. */
  computed: Array<{ path: FieldPath; group: FieldPath | null; tree: FeelTree; type: string; widget: Widget }>;
  /** Repeating groups: one that is asked for and has no item is an empty list to what is worked out. */
  groups: FieldPath[];
  /** How numbers are written. */
  lang: Lang;
};

// What only the browser knows is put in there: the script looks for just these (31/12/9999, 31/12/9998, 98765, {digits}, {typed}).
const LATER = { date: '9999-12-31', until: '9998-12-31', year: 98_765, digits: '{digits}', typed: '{typed}' };

const NUMBERS = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
];
const PLAIN = ['pattern', 'enum', 'const', 'uniqueItems', 'anyOf', 'oneOf', 'not'];

type Wrong = [key: string, keyword: string, params: Record<string, unknown>];

/** What can be wrong with a value by its own schema: keyword, and what the keyword says of it. */
function* wrongs(
  schema: JsonSchema,
): Generator<[key: string, keyword: string, params: Record<string, unknown>]> {
  yield ['required', 'required', {}];
  yield ['type', 'type', {}];
  for (const keyword of NUMBERS)
    if (typeof schema[keyword] === 'number') yield [keyword, keyword, { limit: schema[keyword] }];
  for (const keyword of PLAIN) if (schema[keyword] !== undefined) yield [keyword, keyword, {}];
  if (schema.multipleOf !== undefined) yield ['multipleOf', 'multipleOf', { multipleOf: schema.multipleOf }];
  if (schema.format) yield ['format', 'format', {}];
  if (schema.format === 'date' || schema.format === 'partial-date')
    yield ['complete', 'format', { complete: true, typed: LATER.typed }];
  for (const keyword of ['dateNotAfter', 'dateNotBefore'])
    if (schema[keyword] !== undefined)
      yield [
        keyword,
        keyword,
        {
          limit: yearsAgo(String(schema[keyword])) === undefined ? schema[keyword] : LATER.date,
          today: schema[keyword] === 'today',
        },
      ];
  if (schema.format === 'personal-number')
    for (const which of ['place', 'future'])
      yield [
        `personalNumberHolds.${which}`,
        'personalNumberHolds',
        { which, digits: LATER.digits, year: LATER.year },
      ];
}

/** What can be wrong between a value and its neighbours, by the rules of the object that holds it. */
function* wrongsBeside(
  holder: JsonSchema,
  name: string,
): Generator<[string, string, Record<string, unknown>]> {
  for (const { number } of [holder.personalNumberAgrees ?? []].flat() as Array<{ number: string }>)
    if (number === name)
      for (const which of ['year', 'sex', 'of-male', 'of-female'])
        yield [`personalNumberAgrees.${which}`, 'personalNumberAgrees', { which, year: LATER.year }];
  for (const { later, called } of (holder.datesInOrder ?? []) as DaysInOrder[])
    if (later === name) yield ['datesInOrder', 'datesInOrder', { date: LATER.date, called }];
}

/** What can be wrong with the sum of a list's column: two numbers that only the browser knows. */
const sumsOf = (schema: JsonSchema, path: FieldPath) =>
  ((schema.sumNotAbove ?? []) as SumNotAbove[])
    .filter(s => s.group === path)
    .map(
      ({ of, called }) =>
        ['sumNotAbove', 'sumNotAbove', { sum: '{sum}', most: '{most}', of, called }] as const,
    );

/** The object of a schema that holds a path; of a group's field an item. */
function holderIn(schema: JsonSchema, path: FieldPath): JsonSchema {
  return path
    .split('.')
    .slice(0, -1)
    .reduce<JsonSchema>((at, name) => {
      const inside = at.properties?.[name];
      return (inside?.items?.properties ? inside.items : inside) ?? {};
    }, schema);
}

/** Without what nobody works out here: it would only be missing. */
function withoutComputed(schema: JsonSchema, computed: ReadonlySet<FieldPath>, prefix = ''): JsonSchema {
  const { properties, required, items } = schema;
  return {
    ...schema,
    ...(items && { items: withoutComputed(items, computed, prefix) }),
    ...(required && { required: required.filter(name => !computed.has(prefix + name)) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, sub]) => [
          name,
          withoutComputed(sub, computed, `${prefix}${name}.`),
        ]),
      ),
    }),
  };
}

/** The worked-out answers of a form that can be worked out without its server, which is asked for the others later. */
function computedIn(form: Form): OfflineRules['computed'] {
  const { fields } = partsOf(form);
  return form.pages
    .flatMap(page => page.fields)
    .flatMap(path => {
      const field = fields.get(path);
      const group = groupOf(form, path) ?? null;
      const tree =
        field?.layout.computed && feelTree(field.layout.computed, group ? ['form', 'item'] : ['form']);
      return field && tree
        ? [{ path, group, tree, type: String(field.schema.type), widget: field.widget }]
        : [];
    });
}

/** `today`: the day by which examples in sentences are chosen. */
export function offlineRules(t: Translate, form: Form, today: string): OfflineRules {
  const { schema: written, fields } = partsOf(form);
  const computed = computedIn(form);
  const here = new Set(computed.map(c => c.path));
  const later = new Set(
    Object.entries(form.fields).flatMap(([path, f]) => (f.computed && !here.has(path) ? [path] : [])),
  );
  const schema = withoutComputed(tighten(withAgreements(form, written)), later);
  const words: OfflineRules['words'] = {};
  const say = (
    path: FieldPath,
    of: { field?: Field; group?: GroupLayout },
    found: Iterable<[string, string, Record<string, unknown>]>,
  ) => {
    const own: Record<string, string> = {};
    for (const [key, keyword, params] of found) own[key] = messageOf(t, of, { path, keyword, params }, today);
    words[path] = own;
  };
  for (const [path, field] of fields) {
    if (later.has(path) || field.widget === 'file') continue;
    const holder = holderIn(schema, path);
    const name = path.split('.').at(-1) ?? path;
    say(path, { field }, [
      ...wrongs(holder.properties?.[name] ?? field.schema),
      ...wrongsBeside(holder, name),
      // Of another object: said at the root, by the whole path.
      ...(path.includes('.') ? ((schema.datesInOrder ?? []) as DaysInOrder[]) : [])
        .filter(({ later }) => later === path)
        .map(({ called }): Wrong => ['datesInOrder', 'datesInOrder', { date: LATER.date, called }]),
      ...((schema.answersDiffer ?? []) as Difference[])
        .filter(({ other }) => other === path)
        .map((): Wrong => ['answersDiffer', 'answersDiffer', {}]),
      ...((schema.answersInOrder ?? []) as InOrder[])
        .filter(({ high, at = high }) => at === path)
        .map((): Wrong => ['answersInOrder', 'answersInOrder', {}]),
      // What a form has own words for may be said by a rule that stands elsewhere (`if`, `then`).
      ...Object.keys(field.layout.errors ?? {}).map((keyword): Wrong => [keyword, keyword, {}]),
    ]);
  }
  for (const [path, group] of Object.entries(form.groups ?? {})) {
    const list = holderIn(schema, path).properties?.[path.split('.').at(-1) ?? path] ?? {};
    say(path, { group }, [
      ...wrongs(list),
      ...(list.contains ? [['contains', 'contains', {}] as [string, string, object]] : []),
      ...sumsOf(schema, path),
      ...((schema.daysCovered ?? []) as DaysCovered[])
        .filter(c => c.group === path)
        .map(() => ['daysCovered', 'daysCovered', { date: LATER.date, until: LATER.until }]),
    ] as never);
  }
  return {
    schema,
    words,
    provinces: Object.keys(BIRTH_PROVINCES),
    computed,
    groups: Object.keys(form.groups ?? {}),
    lang: t.lang,
  };
}
