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
import { grantedOf, isGranted } from '../granted-source.ts';
import { CARD_PARTS, oneOf, PREFILLS } from '../pages/form/field-choices.ts';
import { type Described, type Fact, known } from './described.ts';
import { type Called, nobody, restOf } from './details.ts';
import { feelWords } from './feel-words.ts';
import { describeRules } from './rules.ts';

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
  'sumWithin',
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

const inBoth = (label: string, key: string, words: Words | undefined): Fact[] =>
  words
    ? [
        { key: `${key}.vi`, label, text: words.vi ?? '' },
        { key: `${key}.en`, label: `${label} (English)`, text: ownEnglish(words) },
      ]
    : [];

const BREAKS = new Set([
  ...[
    'required',
    'pattern',
    'format',
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
  ],
  ...[
    'multipleOf',
    'enum',
    'const',
    'type',
    'contains',
    'minContains',
    'maxContains',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...[
    'dateNotAfter',
    'dateNotBefore',
    'notBefore',
    'datesInOrder',
    'personalNumberAgrees',
    'personalNumberHolds',
    'nfc',
  ],
  ...[
    'sumNotAbove',
    'daysCovered',
    'answersDiffer',
    'dependentRequired',
    'minProperties',
    'not',
    'anyOf',
    'oneOf',
    'allOf',
    'if',
  ],
]);

/** What is said of an answer that does not fit, by what it breaks. */
const errorFacts = (t: Translate, errors: Readonly<Record<string, Words>>): Fact[] =>
  Object.entries(errors).flatMap(([keyword, words]) =>
    inBoth(
      t('procedure-design.compare.error', {
        keyword: BREAKS.has(keyword) ? t(`procedure-design.compare.breaks.${keyword}`) : keyword,
      }),
      `errors.${keyword}`,
      words,
    ),
  );

/** Where an answer comes from, in words. */
function prefillText(t: Translate, from: string, called: Called): string {
  const [source = '', ...rest] = from.split('.');
  const of = rest.join('.');
  if (source === 'profile' && oneOf(PREFILLS, of)) return t(`procedure-design.builder.prefill.${of}`);
  if (source === 'card' && oneOf(CARD_PARTS, of)) return t(`procedure-design.builder.card.${of}`);
  const name = called(of) ?? of;
  if (source === 'past') return t('procedure-design.compare.prefill-past', { name });
  if (isGranted(from)) {
    const { code, what } = grantedOf([from]);
    return t('procedure-design.compare.prefill-granted', {
      code,
      what: t(`procedure-design.builder.granted-what.${what}`),
    });
  }
  if (source === 'said') return t('procedure-design.compare.prefill-said', { name });
  return t('procedure-design.compare.prefill-other', { source, name });
}

/** How an answer is worked out: in words where they say all of it, else as the formula that it is. */
function workedOut(t: Translate, form: FormDefinition, path: string, feel: string, called: Called): string {
  const calculation = readCalculation(form, feel, groupOf(form, path));
  return calculation ? calculationWords(t, form, calculation) : feelWords(t, feel, { called });
}

const FORMATS = [
  'person-name',
  'uuid',
  'partial-date',
  'ethnic-group',
  'email',
  'date',
  'area-code',
  'vn-phone',
  'personal-number',
];

/** What a text has to be, where its kind does not say it. */
const formatText = (t: Translate, format: string | undefined): string =>
  format && FORMATS.includes(format) ? t(`procedure-design.compare.format.${format}`) : (format ?? '');

function describeField(
  t: Translate,
  form: FormDefinition,
  field: Field,
  page: string,
  called: Called,
): Described {
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
        layout.options
          ?.map(o =>
            [
              `${said(o.label, t.lang) || o.value} (${o.value})`,
              ...(o.hint ? [said(o.hint, t.lang)] : []),
            ].join(': '),
          )
          .join('\n'),
      ),
      fact('show-if', layout.showIf && conditionWords(t, form, layout.showIf)),
      fact('length', span(schema.minLength, schema.maxLength)),
      fact('range', span(schema.minimum, schema.maximum)),
      fact('pattern', schema.pattern),
      fact('example', [schema.examples ?? []].flat().join(', ')),
      ...errorFacts(t, layout.errors ?? {}),
      fact(
        'prefill',
        [layout.prefill ?? []]
          .flat()
          .map(from => prefillText(t, from, called))
          .join(', '),
      ),
      fact('class', layout.class && t(`procedure-design.compare.class.${layout.class}`)),
      fact('max-files', layout.maxFiles),
      fact('computed', layout.computed && workedOut(t, form, path, layout.computed, called)),
      fact('use', layout.use && t(`procedure-design.builder.use.${layout.use}`)),
      fact('paper-of', layout.paper && (called(layout.paper) ?? layout.paper)),
      fact('format', formatText(t, schema.format)),
      fact(
        'not-before',
        layout.notBefore && (said(form.fields[layout.notBefore]?.label, t.lang) || layout.notBefore),
      ),
      fact('sum-within', layout.sumWithin && (called(layout.sumWithin) ?? layout.sumWithin)),
      restOf(t, word('rest'), { ...layout, ...schema }, [...SAID_OF_LAYOUT, ...SAID_OF_SCHEMA], called),
    ]),
  };
}
