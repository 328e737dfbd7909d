import {
  addField,
  changeField,
  FIELD_KINDS,
  type FieldChoice,
  type FieldKind,
  type FieldLayout,
  type FieldPath,
  groupOf,
  type JsonSchema,
  kindOf,
  schemaAt,
} from '#engines/forms';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, queryText, type Route } from '#platform/http';
import {
  checkbox,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  selectField,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { tabRoutes } from '../../form-page.ts';
import { conditionChoices, conditionChosen, conditionValue } from './condition.ts';
import { newEnglish, ownEnglish } from './english.ts';
import { type BuiltForm, FORM_PATH, isBuildable, keepForm, loadForm, READ } from './load-form.ts';
import { optionLines, readOptions } from './options.ts';

/** Where answers may come from before anything is typed: what the account knows. Texts: `procedure-design.builder.prefill.…`. */
const PREFILLS = [
  'name',
  'personalNumber',
  'birthDate',
  'sex',
  'ethnicity',
  'phone',
  'email',
  'commune',
  'residence',
] as const;
const USES = ['owner', 'phone', 'email', 'area', 'delivery'] as const;
const CLASSES = ['basic', 'sensitive', 'none'] as const;
const LIMITED = new Set<FieldKind>(['text', 'long-text', 'money', 'integer', 'number', 'file']);

type Loaded = BuiltForm & {
  pageId: string;
  /** The field that is changed; undefined: a new one. */
  path: FieldPath | undefined;
  layout: FieldLayout | undefined;
  schema: JsonSchema;
  required: boolean;
};

async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadForm(ctx);
  const { definition, problems } = loaded.form;
  if (!definition || !isBuildable(definition, problems)) throw NotFound();
  const path = ctx.req.params.path;
  const asked = queryText(ctx.req.query, 'trang') || posted(ctx.req.body, 'trang');
  const page = definition.pages.find(p => (path ? p.fields.includes(path) : p.id === asked));
  if (!page) throw NotFound();
  const found = path ? schemaAt(definition, path) : undefined;
  if (path && !found) throw NotFound();
  return {
    ...loaded,
    definition,
    pageId: page.id,
    path,
    layout: path ? definition.fields[path] : undefined,
    schema: found?.schema ?? {},
    required: found?.required ?? true,
  };
}

/** Fields that are asked for before this one: what a condition may read. */
function before({ definition, pageId, path }: Loaded): FieldPath[] {
  const at = definition.pages.findIndex(p => p.id === pageId);
  const own = definition.pages[at]?.fields ?? [];
  const earlier = definition.pages.slice(0, at).flatMap(p => p.fields);
  return [...earlier, ...(path ? own.slice(0, own.indexOf(path)) : own)];
}

const maxOf = (schema: JsonSchema): string => {
  const max = schema.maxLength ?? schema.maxItems ?? schema.maximum;
  return typeof max === 'number' && max < 1e9 ? String(max) : '';
};

function fields(ctx: Ctx, loaded: Loaded, errors: Errors): Html {
  const { t } = ctx;
  const { form, definition, path, layout, schema, required, pageId } = loaded;
  const group = definition.pages.find(p => p.id === pageId)?.group;
  const kind = path ? kindOf(schema, layout) : 'text';
  const text = (name: string, key: string, value: string, optional = false) =>
    textField(t, {
      name,
      label: t(`procedure-design.builder.${key}`),
      hint: t(`procedure-design.builder.${key}.hint`),
      optional,
      maxlength: 300,
      value: typedOr(ctx, name, value),
      error: errorOf(errors, name),
    });
  const from = [layout?.prefill ?? []].flat()[0] ?? '';
  const list = (name: string, key: string, value: string, options: Array<{ value: string; label: string }>) =>
    selectField(t, {
      name,
      label: t(`procedure-design.builder.${key}`),
      hint: t(`procedure-design.builder.${key}.hint`),
      value: typedOr(ctx, name, value),
      options,
      optional: true,
    });
  return html`<input type="hidden" name="${READ}" value="${typedOr(ctx, READ, String(form.revision))}"><input type="hidden" name="trang" value="${pageId}">
${text('nhan', 'label', layout?.label?.vi ?? '')}${text('nhan-en', 'label-en', ownEnglish(layout?.label), true)}
${selectField(t, {
  name: 'loai',
  label: t('procedure-design.builder.kind'),
  value: typedOr(ctx, 'loai', kind),
  options: FIELD_KINDS.map(k => ({ value: k, label: t(`forms.kind.${k}`) })),
  error: errorOf(errors, 'loai'),
})}
${textArea(t, {
  name: 'lua-chon',
  label: t('procedure-design.builder.options'),
  hint: t('procedure-design.builder.options.hint'),
  optional: true,
  rows: 5,
  value: typedOr(ctx, 'lua-chon', optionLines(layout)),
  error: errorOf(errors, 'lua-chon'),
})}
${text('cong-thuc', 'computed', layout?.computed ?? '', true)}
${checkbox(t, { name: 'bat-buoc', label: t('procedure-design.builder.must-fill'), checked: typedOr(ctx, 'bat-buoc', required ? '1' : '') === '1' })}
${text('goi-y', 'field-hint', layout?.hint?.vi ?? '', true)}
${text('toi-da', 'max', LIMITED.has(kind) ? maxOf(schema) : '', true)}
${list('dieu-kien', 'condition', conditionValue(layout?.showIf), conditionChoices(ctx, definition, before(loaded), group, layout?.showIf))}
${list('nguon', 'prefill', from, [
  { value: '', label: t('procedure-design.builder.prefill.none') },
  ...PREFILLS.map(p => ({ value: `profile.${p}`, label: t(`procedure-design.builder.prefill.${p}`) })),
  ...(from && !PREFILLS.some(p => from === `profile.${p}`) ? [{ value: from, label: from }] : []),
])}
${list('vai-tro', 'use', layout?.use ?? '', [
  { value: '', label: t('procedure-design.builder.use.none') },
  ...USES.map(u => ({ value: u, label: t(`procedure-design.builder.use.${u}`) })),
])}
${list(
  'lop',
  'class',
  layout?.class ?? 'basic',
  CLASSES.map(c => ({ value: c, label: t(`procedure-design.builder.class.${c}`) })),
)}`;
}

const oneOf = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find(v => v === value);

/** What was typed, or what has to be corrected. */
function read(ctx: Ctx, { definition, layout }: Loaded): FieldChoice | FieldError[] {
  const { t } = ctx;
  const value = (name: string) => posted(ctx.req.body, name).trim();
  const errors: FieldError[] = [];
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`procedure-design.builder.${key}`) });
  const kind = oneOf(FIELD_KINDS, value('loai')) ?? 'text';
  const label = value('nhan');
  if (!label) wrong('nhan', 'label.missing');
  const options = kind === 'choice' || kind === 'choices' ? readOptions(value('lua-chon'), layout) : [];
  if ((kind === 'choice' || kind === 'choices') && options.length < 2) wrong('lua-chon', 'options.missing');
  const computed = value('cong-thuc');
  if (kind === 'computed' && !computed) wrong('cong-thuc', 'computed.missing');
  const typed = value('toi-da').replace(/[.\s]/g, '');
  const max = typed ? Number(typed) : undefined;
  if (max !== undefined && !(Number.isInteger(max) && max > 0 && max <= 1e12)) wrong('toi-da', 'max.wrong');
  if (errors.length) return errors;
  const hint = value('goi-y');
  const english = value('nhan-en');
  return {
    kind,
    label: { vi: label, en: newEnglish(layout?.label, label, english) },
    hint: hint ? { vi: hint, en: layout?.hint?.vi === hint ? layout.hint.en : hint } : undefined,
    required: value('bat-buoc') === '1',
    class: oneOf(CLASSES, value('lop')) ?? 'basic',
    max: LIMITED.has(kind) ? max : undefined,
    options,
    computed: kind === 'computed' ? computed : undefined,
    showIf: conditionChosen(definition, value('dieu-kien'), layout?.showIf),
    prefill: value('nguon') || undefined,
    use: oneOf(USES, value('vai-tro')),
  };
}

async function submit(ctx: Ctx, loaded: Loaded): Promise<string | FieldError[]> {
  const choice = read(ctx, loaded);
  if (Array.isArray(choice)) return choice;
  const { definition, pageId, path } = loaded;
  const next = path ? changeField(definition, path, choice) : addField(definition, pageId, choice).form;
  return keepForm(ctx, loaded, next, path ? 'draft-saved' : 'builder-field-added');
}

const page = (path: string) =>
  tabRoutes<Loaded>({
    path,
    permission: 'procedure.edit',
    tab: 'form',
    load,
    about: (ctx, { path: field, layout, definition }) =>
      html`<h2>${field ? ctx.t('procedure-design.builder.field-edit', { label: layout?.label?.[ctx.t.lang] ?? field }) : ctx.t('procedure-design.builder.add-field')}</h2>
${field && html`<p class="q">${ctx.t('procedure-design.builder.path', { path: field })}${groupOf(definition, field) && html` · ${ctx.t('procedure-design.builder.in-group')}`}</p>`}`,
    fields,
    button: 'procedure-design.builder.save-field',
    submit,
    otherwise: 'nhan',
  });

/** A field of the form: a new one of a page (`o?trang=…`), or one that is there. */
export const fieldRoutes: readonly Route[] = [...page(`${FORM_PATH}/o`), ...page(`${FORM_PATH}/o/:path`)];
