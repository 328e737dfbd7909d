import { addField, changeField, FIELD_KINDS, type FieldChoice, groupOf, said } from '#engines/forms';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import { type FieldError, html } from '#ui';
import { tabRoutes } from '../../../form-page.ts';
import { EXAMPLE_SCRIPT } from '../calculation/example-script.ts';
import { type Formula, readFormula, storedFormula } from '../calculation/formula.ts';
import { exampleAnswer, placeOf, staysOnCalculation } from '../calculation/part.ts';
import { readCondition, wantsMore } from '../condition-fields.ts';
import { words } from '../english.ts';
import { codeMissing, fixedFor, withCodes } from '../fixed-codes.ts';
import { FORM_PATH, keepForm } from '../load-form.ts';
import { CLASSES, oneOf, USES } from './field-choices.ts';
import { fieldForm } from './field-view.ts';
import { readGranted } from './granted.ts';
import { PATTERN_WORDS, readLimits } from './limits.ts';
import { conditionedField, type LoadedField, loadField } from './load-field.ts';
import { readOptions, wordsTwice } from './options.ts';
import { prefillFrom } from './prefill-fields.ts';
import { NOT_BEFORE, PAPER, SUM_WITHIN } from './tied-fields.ts';

/** How a worked-out answer is worked out; one that is written in the source stays as it stands there. */
const formulaOf = (ctx: Ctx, loaded: LoadedField, errors: FieldError[]): Formula | undefined => {
  const place = placeOf(loaded);
  return loaded.shared ? storedFormula(place) : readFormula(ctx, place, errors);
};

/** What was typed, or what has to be corrected. */
async function read(ctx: Ctx, loaded: LoadedField): Promise<FieldChoice | FieldError[]> {
  const { t } = ctx;
  const { layout } = loaded;
  const value = (name: string) => posted(ctx.req.body, name).trim();
  const errors: FieldError[] = [];
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`procedure-design.builder.${key}`) });
  const kind = oneOf(FIELD_KINDS, value('loai')) ?? 'text';
  const label = value('nhan');
  if (!label) wrong('nhan', 'label.missing');
  const chosen = kind === 'choice' || kind === 'choices';
  const fixed = kind === 'choice' ? fixedFor([value('nguon'), value('the')], value('vai-tro')) : undefined;
  const typed = chosen ? readOptions(value('lua-chon'), layout) : [];
  const options = fixed ? withCodes(typed, fixed) : typed;
  if (chosen && options.length < 2) wrong('lua-chon', 'options.missing');
  const twice = wordsTwice(options.map(o => o.label.vi));
  if (twice)
    errors.push({ path: 'lua-chon', message: t('procedure-design.builder.options.twice', { twice }) });
  const unknown = fixed && options.length > 1 ? codeMissing(options, fixed) : undefined;
  if (fixed && unknown !== undefined)
    errors.push({
      path: 'lua-chon',
      message: t(`procedure-design.builder.options.code-${fixed.key}`, { option: unknown }),
    });
  const formula = kind === 'computed' ? formulaOf(ctx, loaded, errors) : undefined;
  const staffLabel = value('nhan-can-bo');
  if (!staffLabel && value('nhan-can-bo-en')) wrong('nhan-can-bo', 'staff-label.missing');
  const hint = value('goi-y');
  if (!hint && value('goi-y-en')) wrong('goi-y', 'field-hint.missing');
  const granted = await readGranted(ctx, kind, errors);
  const condition = readCondition(ctx, conditionedField(loaded));
  errors.push(...condition.errors);
  const limits = loaded.shared ? undefined : readLimits(ctx, kind, errors);
  if (errors.length) return errors;
  return {
    kind,
    label: words(label, value('nhan-en')),
    staffLabel: staffLabel ? words(staffLabel, value('nhan-can-bo-en')) : undefined,
    hint: hint ? words(hint, value('goi-y-en')) : undefined,
    required: value('bat-buoc') === '1',
    class: oneOf(CLASSES, value('lop')) ?? 'basic',
    limits,
    patternWords: limits?.pattern
      ? words(value(PATTERN_WORDS), value(`${PATTERN_WORDS}-en`))
      : layout?.errors?.pattern,
    options,
    computed: formula?.feel,
    result: formula?.result,
    showIf: condition.condition,
    prefill: prefillFrom([layout?.prefill ?? []].flat(), value('nguon'), value('the'), granted),
    past: value('truoc') === '1',
    use: oneOf(USES, value('vai-tro')),
    notBefore: Object.hasOwn(loaded.definition.fields, value(NOT_BEFORE)) ? value(NOT_BEFORE) : undefined,
    sumWithin: Object.hasOwn(loaded.definition.fields, value(SUM_WITHIN)) ? value(SUM_WITHIN) : undefined,
    paper: loaded.draft.papers.find(p => p.id === value(PAPER))?.id,
  };
}

async function submit(ctx: Ctx, loaded: LoadedField): Promise<string | FieldError[] | Answer> {
  const example = exampleAnswer(ctx, loaded);
  if (example) return example;
  if (wantsMore(ctx) || staysOnCalculation(ctx)) return [];
  const choice = await read(ctx, loaded);
  if (Array.isArray(choice)) return choice;
  const { definition, pageId, path } = loaded;
  const next = path ? changeField(definition, path, choice) : addField(definition, pageId, choice).form;
  return keepForm(ctx, loaded, next, path ? 'draft-saved' : 'builder-field-added');
}

const page = (path: string) =>
  tabRoutes<LoadedField>({
    path,
    permission: 'procedure.edit',
    tab: 'form',
    load: loadField,
    about: (ctx, { path: field, layout, definition }) =>
      html`<h2>${field ? ctx.t('procedure-design.builder.field-edit', { label: said(layout?.label, ctx.t.lang) || field }) : ctx.t('procedure-design.builder.add-field')}</h2>
${field && html`<p class="q">${ctx.t('procedure-design.builder.path', { path: field })}${groupOf(definition, field) && html` · ${ctx.t('procedure-design.builder.in-group')}`}</p>`}`,
    fields: fieldForm,
    button: 'procedure-design.builder.save-field',
    scripts: [EXAMPLE_SCRIPT],
    submit,
    otherwise: 'nhan',
  });

/** A field of the form: a new one of a page (`o?trang=…`), or one that is there. */
export const fieldRoutes: readonly Route[] = [...page(`${FORM_PATH}/o`), ...page(`${FORM_PATH}/o/:path`)];
