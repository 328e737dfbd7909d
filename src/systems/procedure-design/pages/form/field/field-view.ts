import { FIELD_KINDS, kindOf, limitsIn, ownEnglish, said, takenAs, writtenByHand } from '#engines/forms';
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
  typedOr,
} from '#ui';
import { FEEL } from '../calculation/names.ts';
import { calculationPart } from '../calculation/part.ts';
import { conditionFields } from '../condition-fields.ts';
import { enterSaves, READ } from '../load-form.ts';
import { CLASSES, PART, partsOfKind, USES } from './field-choices.ts';
import { list, text } from './field-controls.ts';
import { limitFields } from './limit-fields.ts';
import { MAX, MIN } from './limits.ts';
import { conditionedField, type LoadedField } from './load-field.ts';
import { optionLines } from './options.ts';
import { prefillFields } from './prefill-fields.ts';
import { comparedWith, orderField, paperField, sumField } from './tied-fields.ts';

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
${text(ctx, errors, 'nhan-can-bo', 'staff-label', { value: layout?.staffLabel?.vi ?? '', optional: true })}${text(ctx, errors, 'nhan-can-bo-en', 'staff-label-en', { value: ownEnglish(layout?.staffLabel), optional: true })}
${comparedWith(ctx, loaded)}
${text(ctx, errors, 'goi-y', 'field-hint', { value: layout?.hint?.vi ?? '', optional: true })}${text(ctx, errors, 'goi-y-en', 'field-hint-en', { value: ownEnglish(layout?.hint), optional: true })}
${shared ? html`${note(t('procedure-design.builder.shared', { kind: t(`forms.kind.${kind}`) }))}<input type="hidden" name="loai" value="${kind}"><input type="hidden" name="lua-chon" value="${optionLines(layout)}">` : how}`;
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
