import type { Condition, FieldLayout, FieldPath, FormDefinition, JsonSchema, Test, Words } from '../types.ts';
import { WIDGETS, type Widget } from '../types.ts';
import { rangesOf, testsOf } from '../values/conditions.ts';
import { groupOf } from '../values/items.ts';
import { isDay } from '../values/parse.ts';
import { checkComputed } from './check-computed.ts';
import { checkGroups } from './check-groups.ts';
import { leavesOf, widgetOf } from './parts.ts';
import type { FormProblem } from './problem.ts';

const PAGE_ID = /^[a-z][a-z0-9-]{0,39}$/;

/** What is wrong with pages and fields, against the resolved schema. */
export function checkLayout(form: FormDefinition, schema: JsonSchema, problems: FormProblem[]): void {
  const leaves = new Map(leavesOf(schema, form.groups).map(l => [l.path, l]));
  const report = (place: string, code: string, params?: FormProblem['params']) =>
    problems.push({ place, code, ...(params && { params }) });
  // English may come later: whoever reads in English meanwhile reads the Vietnamese words (`said`).
  const words = (place: string, text: Partial<Words> | undefined) => {
    if (!text?.vi?.trim()) report(place, 'missing-text', { lang: 'vi' });
  };

  const asked: FieldPath[] = [];
  const pageIds = new Set<string>();
  for (const page of form.pages) {
    const place = `pages.${page.id}`;
    if (!PAGE_ID.test(page.id)) report(place, 'bad-page-id');
    if (pageIds.has(page.id)) report(place, 'page-twice');
    pageIds.add(page.id);
    words(`${place}.title`, page.title);
    condition(`${place}.showIf`, page.showIf, undefined);
    if (!page.fields.length) report(place, 'page-empty');
    for (const path of page.fields) {
      if (!leaves.has(path)) report(`${place}.fields`, 'unknown-field', { path });
      else if (!Object.hasOwn(form.fields, path)) report(`fields.${path}`, 'no-layout');
      if (asked.includes(path)) report(`${place}.fields`, 'field-twice', { path });
      condition(`fields.${path}.showIf`, form.fields[path]?.showIf, groupOf(form, path));
      asked.push(path);
    }
  }
  if (!form.pages.length) report('pages', 'no-pages');

  // Conditions look back only, so that one pass over the fields decides all of them.
  function condition(place: string, showIf: Condition | undefined, inside: FieldPath | undefined): void {
    for (const test of showIf ? testsOf(showIf) : []) checkTest(place, test, inside);
  }

  function checkTest(place: string, test: Test, inside: FieldPath | undefined): void {
    const path = test.field;
    const group = groupOf(form, path);
    const leaf = leaves.get(path);
    if (!leaf) report(place, 'unknown-field', { path });
    else if (group && group !== inside) report(place, 'condition-inside', { path });
    else if (!asked.includes(path)) report(place, 'condition-ahead', { path });
    const ranges = rangesOf(test);
    const single = [test.equals, test.in, test.notEquals, test.answered].filter(v => v !== undefined);
    const isRange = ranges.length === 1 || ranges.join() === 'atMost,atLeast';
    if (single.length + (ranges.length ? 1 : 0) !== 1 || (ranges.length && !isRange))
      report(place, 'condition-ways');
    if (leaf && ranges.some(way => !comparable(leaf.schema, test[way])))
      report(place, 'condition-size', { path });
  }

  checkGroups(form, schema, report);
  checkComputed(form, leaves, report);
  for (const [path, leaf] of leaves)
    if (leaf.required && !asked.includes(path)) report(`schema/${path}`, 'never-asked', { path });
  for (const [path, layout] of Object.entries(form.fields)) {
    const leaf = leaves.get(path);
    if (!leaf) report(`fields.${path}`, 'unknown-field', { path });
    else checkField(path, leaf.schema, layout);
  }

  function checkField(path: FieldPath, leaf: JsonSchema, layout: FieldLayout): void {
    const place = `fields.${path}`;
    words(`${place}.label`, layout.label);
    if (layout.staffLabel) words(`${place}.staffLabel`, layout.staffLabel);
    if (layout.hint) words(`${place}.hint`, layout.hint);
    for (const [keyword, text] of Object.entries(layout.errors ?? {}))
      words(`${place}.errors.${keyword}`, text);
    if (leaf.pattern && !layout.errors?.pattern) report(`${place}.errors.pattern`, 'pattern-without-words');
    if (!['basic', 'sensitive', 'none'].includes(layout.class)) report(`${place}.class`, 'no-class');
    const widget = widgetOf(leaf, layout);
    if (!WIDGETS.includes(widget)) report(`${place}.widget`, 'unknown-widget', { widget });
    else if (!fits(widget, leaf)) report(`${place}.widget`, 'widget-unfit', { widget });
    const values = (leaf.enum ?? leaf.items?.enum)?.map(String);
    const offered = layout.options?.map(o => o.value);
    if (values && !sameSet(values, offered ?? [])) report(`${place}.options`, 'options-differ');
    const alike = layout.options?.find((o, i, all) =>
      all.slice(0, i).some(before => sameWords(before.label?.vi, o.label?.vi)),
    );
    if (alike) report(`${place}.options`, 'options-alike', { label: alike.label.vi });
    for (const option of layout.options ?? []) {
      words(`${place}.options.${option.value}`, option.label);
      if (option.staffLabel) words(`${place}.options.${option.value}.staffLabel`, option.staffLabel);
    }
    if (layout.paper !== undefined && (widget !== 'file' || typeof layout.paper !== 'string'))
      report(`${place}.paper`, 'paper-unfit');
    const { within, on, notBefore } = layout;
    // Of no list: there is one of it.
    const alone = (one: FieldPath) => leaves.has(one) && groupOf(form, one) === undefined;
    const beside = (other: FieldPath) =>
      other !== path && other.split('.').slice(0, -1).join() === path.split('.').slice(0, -1).join();
    if (
      notBefore !== undefined &&
      (widget !== 'date' ||
        !(beside(notBefore) || (notBefore !== path && alone(path) && alone(notBefore))) ||
        !['date', 'partial-date'].includes(leaves.get(notBefore)?.schema.format ?? ''))
    )
      report(`${place}.notBefore`, 'not-before-unfit');
    if (layout.sumWithin !== undefined && !isSum(form, path, layout.sumWithin, leaves))
      report(`${place}.sumWithin`, 'sum-within-unfit');
    if (on && leaves.get(on.field)?.schema.format !== 'date')
      report(`${place}.on`, 'unknown-field', { path: on.field });
    if (within && within !== 'home' && 'field' in within && !leaves.has(within.field))
      report(`${place}.within`, 'unknown-field', { path: within.field });
  }
}

/** Whether a column of numbers of a group can be added up and held against another number, which stands in no group. */
function isSum(
  form: Pick<FormDefinition, 'groups'>,
  path: FieldPath,
  limit: FieldPath,
  leaves: ReadonlyMap<FieldPath, JsonSchema | { schema: JsonSchema }>,
): boolean {
  const isNumber = (of: FieldPath) => {
    const leaf = leaves.get(of);
    const schema = (leaf && 'schema' in leaf ? leaf.schema : leaf) as JsonSchema | undefined;
    return schema?.type === 'number' || schema?.type === 'integer';
  };
  return (
    groupOf(form, path) !== undefined &&
    groupOf(form, limit) === undefined &&
    isNumber(path) &&
    isNumber(limit)
  );
}

/** Whether answers of a schema can be smaller or larger than a bound: numbers than numbers, days than days. */
const comparable = ({ type, format }: JsonSchema, bound: unknown): boolean =>
  type === 'integer' || type === 'number'
    ? typeof bound === 'number'
    : format === 'date' && typeof bound === 'string' && isDay(bound);

const sameWords = (a: string | undefined, b: string | undefined) =>
  a?.trim() && a.normalize('NFC').trim().toLowerCase() === b?.normalize('NFC').trim().toLowerCase();

const sameSet = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

const TYPES: Record<Widget, string> = {
  text: 'string',
  'long-text': 'string',
  date: 'string',
  'partial-date': 'string',
  'personal-number': 'string',
  phone: 'string',
  email: 'string',
  area: 'string',
  select: 'string',
  radios: 'string',
  money: 'integer',
  integer: 'integer',
  number: 'number',
  checkbox: 'boolean',
  'yes-no': 'boolean',
  checkboxes: 'array',
  file: 'array',
};
const FORMAT: Partial<Record<Widget, string>> = {
  date: 'date',
  'partial-date': 'partial-date',
  'personal-number': 'personal-number',
  phone: 'vn-phone',
  email: 'email',
  area: 'area-code',
};

/** Whether what a widget reads is what the schema takes. */
function fits(widget: Widget, leaf: JsonSchema): boolean {
  if (leaf.type !== TYPES[widget]) return false;
  if (FORMAT[widget] && leaf.format !== FORMAT[widget]) return false;
  if (widget === 'select' && leaf.format === 'ethnic-group') return true;
  if (widget === 'select' || widget === 'radios') return leaf.enum !== undefined;
  if (widget === 'checkboxes') return leaf.items?.enum !== undefined;
  return widget !== 'file' || leaf.items?.type === 'object';
}
