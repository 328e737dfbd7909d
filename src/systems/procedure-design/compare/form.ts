import { conditionWords, type FormDefinition, partsOf, said, schemaAt } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { type Described, known } from './described.ts';
import { type Called, nobody, restOf } from './details.ts';
import { errorFacts, inBoth } from './error-facts.ts';
import { describeField } from './field.ts';
import { describeRules } from './rules.ts';

/** What fields and groups are called: by their path, and by the name of a property where only one field has it. */
export function calledIn(t: Translate, form: FormDefinition, others: Called = nobody): Called {
  const names = new Map<string, string | undefined>();
  for (const [path, { label }] of [...Object.entries(form.fields), ...Object.entries(form.groups ?? {})]) {
    const name = said(label, t.lang) || undefined;
    const last = path.split('.').at(-1) ?? path;
    names.set(path, name);
    if (last !== path) names.set(`.${last}`, names.has(`.${last}`) ? undefined : name);
  }
  return id => names.get(id) ?? names.get(`.${id}`) ?? others(id);
}

/** A form in words: its pages in their order, then each field, then what holds for all of it. */
export function describeForm(t: Translate, form: FormDefinition, others: Called = nobody): Described[] {
  const { fields } = partsOf(form);
  const called = calledIn(t, form, others);
  const label = (path: string) => said(fields.get(path)?.layout.label, t.lang) || path;
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const pageOf = new Map(
    form.pages.flatMap(p => p.fields.map(f => [f, said(p.title, t.lang) || p.id] as const)),
  );
  const pages = form.pages.map(
    (p, i): Described => ({
      key: `pages.${p.id}`,
      id: p.id,
      title: t('procedure-design.compare.page', { name: said(p.title, t.lang) || p.id }),
      facts: known([
        ...inBoth(word('title-of-page'), 'title', p.title),
        { key: 'order', label: word('order'), text: String(i + 1) },
        {
          key: 'fields',
          label: word('fields'),
          text: p.fields.map(label).join('\n'),
          // A field that is called otherwise is told by itself.
          same: p.fields.join('\n'),
        },
        { key: 'showIf', label: word('show-if'), text: p.showIf ? conditionWords(t, form, p.showIf) : '' },
        restOf(t, word('rest'), p, ['id', 'title', 'fields', 'showIf'], called),
      ]),
    }),
  );
  return [
    ...pages,
    ...[...fields.values()].map(f => describeField(t, form, f, pageOf.get(f.path) ?? '', called)),
    ...Object.entries(form.groups ?? {}).map(([path, group]) => describeGroup(t, form, path, group, called)),
    ...describeRules(t, form, called),
  ];
}

/** A repeating group: what an item is called, which field names it, and how many there may be. */
function describeGroup(
  t: Translate,
  form: FormDefinition,
  path: string,
  group: NonNullable<FormDefinition['groups']>[string],
  called: Called,
): Described {
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const list = schemaAt(form, path)?.schema;
  const { label, title, errors = {}, ...rest } = group;
  const name = title && (said(form.fields[title]?.label, t.lang) || title);
  return {
    key: `groups.${path}`,
    id: path,
    title: t('procedure-design.compare.group', { name: said(label, t.lang) || path }),
    facts: known([
      ...inBoth(word('label'), 'label', label),
      name !== undefined && { key: 'named-by', label: word('named-by'), text: name },
      { key: 'items', label: word('items'), text: `${list?.minItems ?? 0}–${list?.maxItems ?? ''}` },
      ...errorFacts(t, errors),
      restOf(t, word('rest'), { ...rest, ...list }, ['type', 'items', 'minItems', 'maxItems'], called),
    ]),
  };
}
