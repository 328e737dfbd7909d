import { isDeepStrictEqual } from 'node:util';
import { fold } from '#platform/text';
import type {
  CalculationResult,
  ChoiceOption,
  Condition,
  FieldLayout,
  FieldPath,
  FormDefinition,
  Words,
} from '../types.ts';
import { testsOf, withoutTestsOf } from '../values/conditions.ts';
import { groupOf } from '../values/items.ts';
import type { FieldKind } from './field-kinds.ts';
import { kindOf, makeKind, resultIn } from './kinds.ts';
import { type Limits, limitKeywords } from './limits.ts';
import { changeHolder, schemaAt } from './schema-at.ts';

/** All that is said of a field by somebody who makes a form. */
export type FieldChoice = {
  kind: FieldKind;
  label: Words;
  staffLabel?: Words | undefined;
  hint?: Words | undefined;
  required: boolean;
  class: FieldLayout['class'];
  limits?: Limits | undefined;
  /** What to do where an answer does not fit the pattern. */
  patternWords?: Words | undefined;
  /** Of a choice; values are made of the words where they are new. */
  options?: ReadonlyArray<Omit<ChoiceOption, 'value'> & { value?: string }>;
  /** FEEL, of an answer that is worked out. */
  computed?: string | undefined;
  /** What a worked-out answer is; as it was unless said. */
  result?: CalculationResult | undefined;
  showIf?: Condition | undefined;
  /** Of several the first that is known. */
  prefill?: readonly string[] | undefined;
  /** Whether what the same person answered here in an earlier dossier is offered; not in repeating groups. */
  past?: boolean;
  use?: FieldLayout['use'];
  /** Of a day: another day than which it is not earlier. */
  notBefore?: FieldPath | undefined;
  /** Of a number of a group: the number than which the sum of all items is not larger. */
  sumWithin?: FieldPath | undefined;
  /** Of a file: the paper of the procedure that it is. */
  paper?: string | undefined;
};

const NUMBERS: ReadonlySet<FieldKind> = new Set(['number', 'integer', 'money', 'computed']);
const DAYS: ReadonlySet<FieldKind> = new Set(['date', 'past-date']);

/** First step of a `prefill` from earlier dossiers. */
const PAST = 'past.';

/** `Tên chủ hộ` → `tenChuHo`: a name for code and FEEL. */
function nameFor(label: string): string {
  const words = fold(label)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 6);
  const name = words.map((w, i) => (i ? w.charAt(0).toUpperCase() + w.slice(1) : w)).join('');
  return /^[a-z]/.test(name) ? name.slice(0, 40) : `o${name}`.slice(0, 40);
}

/** A name that none of `taken` has. */
function free(name: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const one = n === 1 ? name : `${name}${n}`;
    if (!taken.has(one)) return one;
  }
}

/** Values of a choice: those that are there stay, so that answers given before keep their meaning. */
function optionsOf(choice: FieldChoice): ChoiceOption[] {
  const taken = new Set<string>();
  return (choice.options ?? []).map(({ value, ...words }) => {
    const one = free(value ?? nameFor(words.label.vi), taken);
    taken.add(one);
    return { value: one, ...words };
  });
}

// What is chosen anew at each change; all else that somebody wrote into the source stays.
const CHOSEN_LAYOUT = [
  'label',
  'staffLabel',
  'hint',
  'options',
  'showIf',
  'prefill',
  'use',
  'class',
  'computed',
  'maxFiles',
  'paper',
  'notBefore',
  'sumWithin',
];
const CHOSEN_SCHEMA = ['enum', 'items'];

const without = <T extends object>(things: T, names: readonly string[]): Partial<T> =>
  Object.fromEntries(Object.entries(things).filter(([name]) => !names.includes(name))) as Partial<T>;

/** What is said of a field that no choice says, e.g. `multipleOf`: kept while the field stays what it is. */
export function writtenByHand(form: FormDefinition, path: FieldPath): Record<string, unknown> {
  const layout = form.fields[path];
  const schema = schemaAt(form, path)?.schema ?? {};
  const kind = kindOf(schema, layout);
  const made = makeKind(kind, { result: resultIn(schema, layout) });
  const more = (things: object, usual: object) =>
    Object.entries(things).filter(([name, value]) => !isDeepStrictEqual(value, usual[name as never]));
  const { pattern: _, ...errors } = layout?.errors ?? {};
  return Object.fromEntries([
    ...more(without(schema, [...CHOSEN_SCHEMA, ...limitKeywords(kind)]), made.schema),
    ...more(without(layout ?? {}, [...CHOSEN_LAYOUT, 'errors']), made.layout),
    ...(Object.keys(errors).length ? [['errors', errors]] : []),
  ]);
}

function written(form: FormDefinition, path: FieldPath, choice: FieldChoice): FormDefinition {
  const { kind } = choice;
  const options = optionsOf(choice);
  const made = makeKind(kind, {
    limits: choice.limits ?? {},
    options: options.map(o => o.value),
    ...(choice.computed === undefined ? {} : { computed: choice.computed }),
    ...(choice.result === undefined ? {} : { result: choice.result }),
  });
  const before = form.fields[path];
  const found = before && schemaAt(form, path);
  const same =
    found &&
    kindOf(found.schema, before) === kind &&
    (kind !== 'computed' || choice.result === undefined || resultIn(found.schema, before) === choice.result);
  const schema = {
    ...made.schema,
    ...(same ? without(found.schema, [...CHOSEN_SCHEMA, ...limitKeywords(kind)]) : {}),
  };
  const { pattern: _, ...errors } = before?.errors ?? {};
  const said = {
    ...(same || !errors.format ? errors : without(errors, ['format'])),
    ...((choice.limits?.pattern || found?.shared) && choice.patternWords
      ? { pattern: choice.patternWords }
      : {}),
  };
  const past = `${PAST}${path}`;
  const sources = [
    ...(choice.prefill ?? []).filter(from => from !== past),
    ...(choice.past && !groupOf(form, path) ? [past] : []),
  ];
  const field: FieldLayout = {
    ...made.layout,
    ...(same
      ? without(before, [...CHOSEN_LAYOUT, 'errors'])
      : {
          ...(before?.autocomplete && { autocomplete: before.autocomplete }),
          ...(before?.width && { width: before.width }),
        }),
    ...(Object.keys(said).length ? { errors: said } : {}),
    label: choice.label,
    ...(choice.staffLabel && { staffLabel: choice.staffLabel }),
    ...(choice.hint && { hint: choice.hint }),
    ...(kind === 'choice' || kind === 'choices' ? { options } : {}),
    ...(choice.showIf && { showIf: choice.showIf }),
    ...(sources.length && { prefill: sources.length === 1 ? sources[0]! : sources }),
    ...(choice.use && { use: choice.use }),
    ...(choice.notBefore && DAYS.has(kind) && { notBefore: choice.notBefore }),
    ...(choice.sumWithin && NUMBERS.has(kind) && groupOf(form, path) && { sumWithin: choice.sumWithin }),
    ...(choice.paper && kind === 'file' && { paper: choice.paper }),
    class: choice.class,
  };
  const fields = { ...form.fields, [path]: field };
  // Others may be written there too.
  if (found?.shared) return { ...form, fields };
  return {
    ...form,
    schema: changeHolder(form, path, (holder, name) => {
      holder.properties[name] = schema;
      holder.required = holder.required.filter(r => r !== name);
      if (choice.required && kind !== 'computed') holder.required.push(name);
    }),
    fields,
  };
}

/** Adds a field at the end of a page, under a name made of its label. Returns the form and the field's path. */
export function addField(
  form: FormDefinition,
  pageId: string,
  choice: FieldChoice,
): { form: FormDefinition; path: FieldPath } {
  const page = form.pages.find(p => p.id === pageId);
  if (!page) throw new Error(`form ${form.id} has no page ${pageId}`);
  const prefix = page.group ? `${page.group}.` : '';
  // Neither a field nor the first step of one, nor of a group.
  const taken = new Set(
    [...Object.keys(form.fields), ...Object.keys(form.groups ?? {})]
      .filter(p => p.startsWith(prefix))
      .map(p => p.slice(prefix.length).split('.')[0] ?? ''),
  );
  const path = prefix + free(nameFor(choice.label.vi), taken);
  const next = written(form, path, choice);
  const pages = next.pages.map(p => (p.id === pageId ? { ...p, fields: [...p.fields, path] } : p));
  return { form: { ...next, pages }, path };
}

/** Says something else of a field. Its path stays, and what somebody answered before with it. */
export const changeField = written;

/** Takes a field out of the form; tests that read it go with it. */
export function removeField(form: FormDefinition, path: FieldPath): FormDefinition {
  const { [path]: _, ...fields } = form.fields;
  const unconditional = <T extends { showIf?: Condition }>(part: T): T => {
    const { showIf, ...rest } = part;
    if (!showIf || !testsOf(showIf).some(test => test.field === path)) return part;
    const kept = withoutTestsOf(showIf, path);
    return { ...rest, ...(kept && { showIf: kept }) } as T;
  };
  return {
    ...form,
    schema: changeHolder(form, path, (holder, name) => {
      delete holder.properties[name];
      holder.required = holder.required.filter(r => r !== name);
    }),
    fields: Object.fromEntries(
      Object.entries(fields).map(([p, { notBefore, sumWithin, ...layout }]) => [
        p,
        unconditional({
          ...layout,
          ...(notBefore && notBefore !== path ? { notBefore } : {}),
          ...(sumWithin && sumWithin !== path ? { sumWithin } : {}),
        }),
      ]),
    ),
    pages: form.pages.map(p => unconditional({ ...p, fields: p.fields.filter(f => f !== path) })),
  };
}

const swapped = <T>(list: readonly T[], from: number, by: -1 | 1): T[] => {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(Math.max(0, from + by), 0, one);
  return next;
};

/** Moves a field one place up or down; past the end of its page, to the next page of the same kind. */
export function moveField(form: FormDefinition, path: FieldPath, by: -1 | 1): FormDefinition {
  const at = form.pages.findIndex(p => p.fields.includes(path));
  const page = form.pages[at];
  if (!page) return form;
  const place = page.fields.indexOf(path) + by;
  if (place >= 0 && place < page.fields.length)
    return {
      ...form,
      pages: form.pages.map((p, i) => (i === at ? { ...p, fields: swapped(p.fields, place - by, by) } : p)),
    };
  const next = form.pages[at + by];
  if (!next || page.group || next.group) return form;
  const into = by > 0 ? [path, ...next.fields] : [...next.fields, path];
  return {
    ...form,
    pages: form.pages.map((p, i) =>
      i === at
        ? { ...p, fields: p.fields.filter(f => f !== path) }
        : i === at + by
          ? { ...p, fields: into }
          : p,
    ),
  };
}

/** Moves a page one place up or down. */
export function movePage(form: FormDefinition, pageId: string, by: -1 | 1): FormDefinition {
  const at = form.pages.findIndex(p => p.id === pageId);
  return at < 0 || !form.pages[at + by] ? form : { ...form, pages: swapped(form.pages, at, by) };
}

/** The id of a new page: letters, digits and hyphens out of its title. */
export function pageIdFor(form: FormDefinition, title: string): string {
  const name =
    fold(title)
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+/, '')
      .replace(/-$/, '')
      .slice(0, 30) || 'trang';
  return free(name, new Set(form.pages.map(p => p.id)));
}
