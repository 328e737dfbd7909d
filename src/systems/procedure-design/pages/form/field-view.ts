import {
  FIELD_KINDS,
  groupOf,
  kindOf,
  limitsIn,
  ownEnglish,
  paperFor,
  partsOf,
  said,
  samePersons,
  takenAs,
  writtenByHand,
} from '#engines/forms';
import type { Ctx } from '#platform/http';
import {
  checkbox,
  details,
  type Errors,
  errorOf,
  type Html,
  html,
  keyValues,
  note,
  revealed,
  selectField,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { isGranted } from '../../granted-source.ts';
import { FEEL } from './calculation/names.ts';
import { calculationPart } from './calculation/part.ts';
import { conditionFields } from './condition-fields.ts';
import { CARD_PARTS, CLASSES, PART, PREFILLS, partsOfKind, USES } from './field-choices.ts';
import { grantedFields } from './granted.ts';
import {
  boundText,
  EXAMPLE,
  MAX,
  MIN,
  PATTERN,
  PATTERN_WORDS,
  READY_PATTERN,
  READY_PATTERNS,
} from './limits.ts';
import { conditionedField, type LoadedField } from './load-field.ts';
import { enterSaves, READ } from './load-form.ts';
import { optionLines } from './options.ts';

const PROFILE = 'profile.';
const CARD = 'card.';
/** Of a file: the paper of the procedure that it is. */
export const PAPER = 'giay-to';
/** Of a day: the field whose day is not after it. */
export const NOT_BEFORE = 'khong-som-hon';
export const SUM_WITHIN = 'tong-khong-vuot';

/** The page of one field, in the order in which somebody thinks of it: what is asked, when, within which limits, from where. */
export function fieldForm(ctx: Ctx, loaded: LoadedField, errors: Errors): Html {
  const { t } = ctx;
  const { form, pageId, layout, required, shared } = loaded;
  const kind = loaded.path ? kindOf(loaded.schema, layout) : 'text';
  const section = (key: string, inner: Html, open: boolean, names: readonly string[]) =>
    details(
      {
        summary: t(`procedure-design.builder.part.${key}`),
        open: open || errors.some(e => names.some(n => e.path.startsWith(n))),
      },
      inner,
    );
  const from = [layout?.prefill ?? []].flat();
  return html`${enterSaves}<input type="hidden" name="${READ}" value="${typedOr(ctx, READ, String(form.revision))}"><input type="hidden" name="trang" value="${pageId}">
${asked(ctx, loaded, errors)}
${paperField(ctx, loaded)}${orderField(ctx, loaded)}${sumField(ctx, loaded)}
${revealed(PART.asked, checkbox(t, { name: 'bat-buoc', label: t('procedure-design.builder.must-fill'), checked: typedOr(ctx, 'bat-buoc', required ? '1' : '') === '1' }))}
${section('condition', conditionFields(ctx, conditionedField(loaded), errors), layout?.showIf !== undefined || ctx.req.method !== 'GET', ['khi-'])}
${
  !shared &&
  revealed(
    PART.limits,
    section(
      'limits',
      limitFields(ctx, loaded, errors),
      Object.values(limitsIn(kind, loaded.schema)).some(v => v !== undefined),
      [MIN, MAX, 'mau'],
    ),
  )
}
${revealed(PART.known, html`<h3>${t('procedure-design.builder.part.prefill')}</h3>${prefillFields(ctx, loaded, from, errors)}`)}
<h3>${t('procedure-design.builder.part.use')}</h3>${useFields(ctx, loaded)}
${byHand(ctx, loaded)}`;
}

type Field = { value: string; optional?: boolean; suggestions?: readonly string[] };

const text = (ctx: Ctx, errors: Errors, name: string, key: string, { value, ...more }: Field): Html =>
  textField(ctx.t, {
    name,
    label: ctx.t(`procedure-design.builder.${key}`),
    hint: ctx.t(`procedure-design.builder.${key}.hint`),
    most: 500,
    value: typedOr(ctx, name, value),
    error: errorOf(errors, name),
    ...more,
  });

const list = (
  ctx: Ctx,
  name: string,
  key: string,
  value: string,
  options: Array<{ value: string; label: string }>,
): Html =>
  selectField(ctx.t, {
    name,
    label: ctx.t(`procedure-design.builder.${key}`),
    hint: ctx.t(`procedure-design.builder.${key}.hint`),
    value: typedOr(ctx, name, value),
    options,
    optional: true,
  });

function asked(ctx: Ctx, loaded: LoadedField, errors: Errors): Html {
  const { t } = ctx;
  const { layout, schema, path, shared } = loaded;
  const kind = path ? kindOf(schema, layout) : 'text';
  const how = html`${selectField(t, {
    name: 'loai',
    label: t('procedure-design.builder.kind'),
    value: typedOr(ctx, 'loai', kind),
    options: FIELD_KINDS.map(k => ({ value: k, label: t(`forms.kind.${k}`), reveals: partsOfKind(k) })),
    error: errorOf(errors, 'loai'),
  })}
${revealed(
  PART.options,
  textArea(t, {
    name: 'lua-chon',
    label: t('procedure-design.builder.options'),
    hint: t('procedure-design.builder.options.hint'),
    rows: 5,
    value: typedOr(ctx, 'lua-chon', optionLines(layout)),
    error: errorOf(errors, 'lua-chon'),
  }),
)}
${revealed(PART.formula, calculationPart(ctx, loaded, formulaField(ctx, loaded, errors), errors))}`;
  return html`${text(ctx, errors, 'nhan', 'label', { value: layout?.label?.vi ?? '' })}${text(ctx, errors, 'nhan-en', 'label-en', { value: ownEnglish(layout?.label), optional: true })}
${comparedWith(ctx, loaded)}
${text(ctx, errors, 'goi-y', 'field-hint', { value: layout?.hint?.vi ?? '', optional: true })}${text(ctx, errors, 'goi-y-en', 'field-hint-en', { value: ownEnglish(layout?.hint), optional: true })}
${shared ? html`${note(t('procedure-design.builder.shared', { kind: t(`forms.kind.${kind}`) }))}<input type="hidden" name="loai" value="${kind}"><input type="hidden" name="lua-chon" value="${optionLines(layout)}">` : how}`;
}

/** With which answers beside it a personal number is compared, without anybody having to say so. */
function comparedWith({ t }: Ctx, { definition, path }: LoadedField): Html | '' {
  const same = samePersons(definition).find(one => one.number === path);
  if (!same) return '';
  const labels = [same.born, same.sex].flatMap(p => (p && said(definition.fields[p]?.label, t.lang)) || []);
  return html`<p class="q">${t('procedure-design.builder.compared', { labels: labels.map(l => `“${l}”`).join(', ') })}</p>`;
}

/** Than which other day, of the same item or of no group, a day is not earlier; seen while the answer is a day. */
function orderField(ctx: Ctx, { definition, pageId, path, layout, schema }: LoadedField): Html | '' {
  const { t } = ctx;
  const group = definition.pages.find(p => p.id === pageId)?.group;
  // A new field stands on the first level of the form, or of an item.
  const holder = path ? path.split('.').slice(0, -1).join('.') : (group ?? '');
  const days = [...partsOf(definition).fields].filter(
    ([other, f]) =>
      f.widget === 'date' &&
      other !== path &&
      (other.split('.').slice(0, -1).join('.') === holder ||
        (!group && groupOf(definition, other) === undefined)),
  );
  if (!days.length) return '';
  return revealed(
    PART.days,
    list(ctx, NOT_BEFORE, 'not-before', (schema.format === 'date' && layout?.notBefore) || '', [
      { value: '', label: t('procedure-design.builder.not-before.none') },
      ...days.map(([other, f]) => ({ value: other, label: said(f.layout.label, t.lang) || other })),
    ]),
  );
}

/** Than which number outside of its group the sum over all items is not larger; seen while the answer is a number. */
function sumField(ctx: Ctx, { definition, pageId, layout }: LoadedField): Html | '' {
  const { t } = ctx;
  if (!definition.pages.find(p => p.id === pageId)?.group) return '';
  const numbers = [...partsOf(definition).fields].filter(
    ([other, f]) =>
      ['number', 'integer'].includes(f.schema.type ?? '') && groupOf(definition, other) === undefined,
  );
  if (!numbers.length) return '';
  return revealed(
    PART.sums,
    list(ctx, SUM_WITHIN, 'sum-within', layout?.sumWithin ?? '', [
      { value: '', label: t('procedure-design.builder.sum-within.none') },
      ...numbers.map(([other, f]) => ({ value: other, label: said(f.layout.label, t.lang) || other })),
    ]),
  );
}

/** Which paper of the legal part a file is; seen while the answer is a file. */
function paperField(ctx: Ctx, { draft, path, layout }: LoadedField): Html | '' {
  const { t } = ctx;
  const asked = draft.papers.filter(p => !p.alreadyHeld);
  if (!asked.length) return '';
  return revealed(
    PART.paper,
    list(ctx, PAPER, 'paper', (path && paperFor(path, layout)) ?? '', [
      { value: '', label: t('procedure-design.builder.paper.none') },
      ...asked.map(p => ({ value: p.id, label: p.name })),
    ]),
  );
}

/** FEEL, for whoever writes it, and the names by which it calls the numbers and days that it may use. */
const formulaField = (ctx: Ctx, loaded: LoadedField, errors: Errors): Html =>
  html`${text(ctx, errors, FEEL, 'computed', { value: loaded.layout?.computed ?? '' })}${formulaNames(ctx, loaded)}`;

function formulaNames({ t }: Ctx, { definition: form, path }: LoadedField): Html | '' {
  const rows = form.pages
    .flatMap(p => (p.group ? [] : p.fields))
    .filter(p => p !== path && takenAs(form, p) !== undefined)
    .map(p => ({ label: said(form.fields[p]?.label, t.lang) || p, value: html`<code>form.${p}</code>` }));
  return rows.length
    ? details(
        { summary: t('procedure-design.builder.computed.names') },
        html`${keyValues(t, rows)}<p class="q">${t('procedure-design.builder.computed.examples')}</p>`,
      )
    : '';
}

function limitFields(ctx: Ctx, { path, schema, layout }: LoadedField, errors: Errors): Html {
  const { t } = ctx;
  const limits = path ? limitsIn(kindOf(schema, layout), schema) : {};
  const ready = Object.entries(READY_PATTERNS).find(([, p]) => p === limits.pattern)?.[0];
  const words = layout?.errors?.pattern;
  const pattern = html`${list(ctx, READY_PATTERN, 'pattern-ready', ready ?? '', [
    { value: '', label: t('procedure-design.builder.pattern-ready.none') },
    ...Object.keys(READY_PATTERNS).map(value => ({
      value,
      label: t(`procedure-design.builder.pattern-ready.${value}`),
    })),
  ])}${text(ctx, errors, PATTERN, 'pattern', { value: ready ? '' : (limits.pattern ?? ''), optional: true })}
${text(ctx, errors, EXAMPLE, 'pattern-example', { value: limits.example ?? '', optional: true })}${text(ctx, errors, PATTERN_WORDS, 'pattern-words', { value: words?.vi ?? '', optional: true })}${text(ctx, errors, `${PATTERN_WORDS}-en`, 'pattern-words-en', { value: ownEnglish(words), optional: true })}`;
  return html`${text(ctx, errors, MIN, 'min', { value: boundText(ctx, limits.min), optional: true })}${text(ctx, errors, MAX, 'max', { value: boundText(ctx, limits.max), optional: true })}
${revealed(PART.pattern, pattern)}`;
}

function prefillFields(
  ctx: Ctx,
  { path, definition, pageId }: LoadedField,
  from: readonly string[],
  errors: Errors,
): Html {
  const { t } = ctx;
  const of = (prefix: string) => from.find(f => f.startsWith(prefix)) ?? '';
  const offered = (prefix: string, parts: readonly string[], key: string) => {
    const now = of(prefix);
    return [
      { value: '', label: t(`procedure-design.builder.${key}.none`) },
      ...parts.map(p => ({ value: `${prefix}${p}`, label: t(`procedure-design.builder.${key}.${p}`) })),
      ...(now && !parts.includes(now.slice(prefix.length)) ? [{ value: now, label: now }] : []),
    ];
  };
  return html`${list(ctx, 'nguon', 'prefill', of(PROFILE), offered(PROFILE, PREFILLS, 'prefill'))}${list(ctx, 'the', 'card', of(CARD), offered(CARD, CARD_PARTS, 'card'))}${grantedFields(ctx, errors, from)}${
    !definition.pages.find(p => p.id === pageId)?.group &&
    checkbox(t, {
      name: 'truoc',
      label: t('procedure-design.builder.past'),
      hint: t('procedure-design.builder.past.hint'),
      checked: typedOr(ctx, 'truoc', from.includes(`past.${path}`) ? '1' : '') === '1',
    })
  }`;
}

/** Where the answer comes from, after a change: what was chosen, and what somebody wrote into the source beside it. */
export const prefillFrom = (
  before: readonly string[],
  profile: string,
  card: string,
  granted: string,
): string[] => {
  const others = before.filter(f => !f.startsWith(PROFILE) && !f.startsWith(CARD) && !isGranted(f));
  return [profile, card, granted, ...others].filter(Boolean);
};

function useFields(ctx: Ctx, { layout }: LoadedField): Html {
  const { t } = ctx;
  return html`${list(ctx, 'vai-tro', 'use', layout?.use ?? '', [
    { value: '', label: t('procedure-design.builder.use.none') },
    ...USES.map(u => ({ value: u, label: t(`procedure-design.builder.use.${u}`) })),
  ])}
${list(
  ctx,
  'lop',
  'class',
  layout?.class ?? 'basic',
  CLASSES.map(c => ({ value: c, label: t(`procedure-design.builder.class.${c}`) })),
)}`;
}

/** What of the field no control here says: it is shown as it is written, and stays. */
function byHand({ t }: Ctx, { definition, path }: LoadedField): Html | '' {
  const written = path ? Object.entries(writtenByHand(definition, path)) : [];
  return written.length
    ? html`<section><h3>${t('procedure-design.builder.by-hand')}</h3><p class="q">${t('procedure-design.builder.by-hand.about')}</p>
${keyValues(
  t,
  written.map(([name, value]) => ({ label: name, value: html`<code>${JSON.stringify(value)}</code>` })),
)}</section>`
    : '';
}
