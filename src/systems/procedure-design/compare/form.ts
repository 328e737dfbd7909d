import {
  calculationWords,
  conditionWords,
  type Field,
  type FormDefinition,
  groupOf,
  ownEnglish,
  partsOf,
  readCalculation,
  said,
  schemaAt,
  type Words,
} from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { formatNumber } from '#ui';
import { type Described, type Fact, known, restOf } from './described.ts';

// What has words of its own below; anything else is shown as it is written.
const SAID_OF_LAYOUT = [
  'label',
  'hint',
  'errors',
  'widget',
  'options',
  'prefill',
  'showIf',
  'class',
  'maxFiles',
  'computed',
  'use',
  'paper',
  'notBefore',
];
const SAID_OF_SCHEMA = [
  'type',
  'format',
  'enum',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'pattern',
  'examples',
  'items',
];

/** A form in words: its pages in their order, then each field, then what holds for all of it. */
export function describeForm(t: Translate, form: FormDefinition): Described[] {
  const { fields } = partsOf(form);
  const label = (path: string) => said(fields.get(path)?.layout.label, t.lang) || path;
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const pageOf = new Map(
    form.pages.flatMap(p => p.fields.map(f => [f, said(p.title, t.lang) || p.id] as const)),
  );
  const pages = form.pages.map(
    (p, i): Described => ({
      key: `pages.${p.id}`,
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
        restOf(word('rest'), p, ['id', 'title', 'fields', 'showIf']),
      ]),
    }),
  );
  const { properties: _, required: __, $schema: ___, $defs: ____, type: _____, ...rest } = form.schema;
  return [
    ...pages,
    ...[...fields.values()].map(f => describeField(t, form, f, pageOf.get(f.path) ?? '')),
    ...Object.entries(form.groups ?? {}).map(([path, group]) => describeGroup(t, form, path, group)),
    {
      key: 'rest',
      title: t('procedure-design.tab.form'),
      only: true,
      facts: known([restOf(word('schema-rest'), rest, [])]),
    },
  ];
}

/** A repeating group: what an item is called, which field names it, and how many there may be. */
function describeGroup(
  t: Translate,
  form: FormDefinition,
  path: string,
  group: NonNullable<FormDefinition['groups']>[string],
): Described {
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const list = schemaAt(form, path)?.schema;
  const { label, title, ...rest } = group;
  const name = title && (said(form.fields[title]?.label, t.lang) || title);
  return {
    key: `groups.${path}`,
    title: t('procedure-design.compare.group', { name: said(label, t.lang) || path }),
    facts: known([
      ...inBoth(word('label'), 'label', label),
      name !== undefined && { key: 'named-by', label: word('named-by'), text: name },
      { key: 'items', label: word('items'), text: `${list?.minItems ?? 0}–${list?.maxItems ?? ''}` },
      restOf(word('rest'), rest, []),
    ]),
  };
}

const inBoth = (label: string, key: string, words: Words | undefined): Fact[] =>
  words
    ? [
        { key: `${key}.vi`, label, text: words.vi ?? '' },
        { key: `${key}.en`, label: `${label} (English)`, text: ownEnglish(words) },
      ]
    : [];

/** How an answer is worked out: in words where they say all of it, else as the formula that it is. */
function workedOut(t: Translate, form: FormDefinition, path: string, feel: string): string {
  const calculation = readCalculation(form, feel, groupOf(form, path));
  return calculation ? calculationWords(t, form, calculation) : feel;
}

function describeField(t: Translate, form: FormDefinition, field: Field, page: string): Described {
  const { path, layout, schema, widget, required } = field;
  const word = (key: string) => t(`procedure-design.compare.${key}`);
  const fact = (key: string, text: string | number | undefined): Fact => ({
    key,
    label: word(key),
    text: text === undefined ? '' : String(text),
  });
  const size = (bound: unknown): string =>
    typeof bound === 'number' ? formatNumber(bound, { lang: t.lang, decimals: 6 }) : String(bound ?? '');
  const span = (from: unknown, to: unknown): string =>
    from === undefined && to === undefined ? '' : `${size(from)}–${size(to)}`;
  return {
    key: path,
    title: t('procedure-design.compare.field', { name: said(layout.label, t.lang) || path }),
    facts: known([
      ...inBoth(word('label'), 'label', layout.label),
      ...inBoth(word('hint'), 'hint', layout.hint),
      fact('on-page', page),
      fact('widget', t(`procedure-design.compare.widget.${widget}`)),
      fact('required', t(required ? 'procedure-design.yes' : 'procedure-design.no')),
      fact(
        'options',
        layout.options?.map(o => `${said(o.label, t.lang) || o.value} (${o.value})`).join('\n'),
      ),
      fact('show-if', layout.showIf && conditionWords(t, form, layout.showIf)),
      fact('length', span(schema.minLength, schema.maxLength)),
      fact('range', span(schema.minimum, schema.maximum)),
      fact('pattern', schema.pattern),
      fact('example', [schema.examples ?? []].flat().join(', ')),
      ...Object.entries(layout.errors ?? {}).flatMap(([keyword, words]) =>
        inBoth(t('procedure-design.compare.error', { keyword }), `errors.${keyword}`, words),
      ),
      fact('prefill', [layout.prefill ?? []].flat().join(', ')),
      fact('class', layout.class && t(`procedure-design.compare.class.${layout.class}`)),
      fact('max-files', layout.maxFiles),
      fact('computed', layout.computed && workedOut(t, form, path, layout.computed)),
      fact('use', layout.use),
      fact('paper-of', layout.paper),
      fact(
        'not-before',
        layout.notBefore && (said(form.fields[layout.notBefore]?.label, t.lang) || layout.notBefore),
      ),
      restOf(word('rest'), { ...layout, ...schema }, [...SAID_OF_LAYOUT, ...SAID_OF_SCHEMA]),
    ]),
  };
}
