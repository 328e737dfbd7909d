import {
  calculationWords,
  conditionWords,
  type Field,
  type FormDefinition,
  groupOf,
  readCalculation,
  said,
} from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { formatNumber } from '#ui';
import { grantedOf, isGranted } from '../granted-source.ts';
import { CARD_PARTS, oneOf, PREFILLS } from '../pages/form/field/field-choices.ts';
import { type Described, type Fact, known } from './described.ts';
import { type Called, restOf } from './details.ts';
import { errorFacts, inBoth } from './error-facts.ts';
import { feelWords } from './feel-words.ts';

// What has words of its own below; anything else is shown as it is written.
const SAID_OF_LAYOUT = [
  'label',
  'staffLabel',
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

/** A field in words: what is asked, on which page, and everything that its layout and its schema say of it. */
export function describeField(
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
      ...inBoth(word('staff-label'), 'staffLabel', layout.staffLabel),
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
              ...(o.staffLabel ? [said(o.staffLabel, t.lang)] : []),
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
