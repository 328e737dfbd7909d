import {
  addPage,
  changePage,
  type FormDefinition,
  type FormPage,
  mostItems,
  ownEnglish,
  type PageChoice,
  said,
  schemaAt,
} from '#engines/forms';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { checkbox, type Errors, errorOf, type FieldError, type Html, html, textField, typedOr } from '#ui';
import { tabRoutes } from '../../form-page.ts';
import { type Conditioned, conditionFields, readCondition, wantsMore } from './condition-fields.ts';
import { words } from './english.ts';
import { type BuiltForm, enterSaves, FORM_PATH, isBuildable, keepForm, loadForm, READ } from './load-form.ts';

const MOST = 50;

type Loaded = BuiltForm & { page: FormPage | undefined };

async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadForm(ctx);
  const { definition, problems } = loaded.form;
  if (!definition || !isBuildable(definition, problems)) throw NotFound();
  const id = ctx.req.params.page;
  const page = id ? definition.pages.find(p => p.id === id) : undefined;
  if (id && !page) throw NotFound();
  return { ...loaded, definition, page };
}

/** What the condition of a page may read: the pages before it. */
function conditioned(form: FormDefinition, page: FormPage | undefined): Conditioned {
  const at = page ? form.pages.indexOf(page) : form.pages.length;
  const before = form.pages.slice(0, at).flatMap(p => p.fields);
  return { form, before, group: undefined, now: page?.showIf };
}

function fields(ctx: Ctx, { form, definition, page }: Loaded, errors: Errors): Html {
  const { t } = ctx;
  const group = page?.group;
  const text = (name: string, key: string, value: string, optional = false) =>
    textField(t, {
      name,
      label: t(`procedure-design.builder.${key}`),
      hint: t(`procedure-design.builder.${key}.hint`),
      optional,
      most: 200,
      value: typedOr(ctx, name, value),
      error: errorOf(errors, name),
    });
  const min = group ? (schemaAt(definition, group)?.schema.minItems ?? 0) : 1;
  const repeats = html`${text('nhom', 'item', group ? (definition.groups?.[group]?.label.vi ?? '') : '', true)}${text('nhom-en', 'item-en', group ? ownEnglish(definition.groups?.[group]?.label) : '', true)}${text('it-nhat', 'item-min', group ? String(min) : '', true)}${text('nhieu-nhat', 'item-max', group ? String(mostItems(definition, group) || '') : '', true)}`;
  return html`${enterSaves}<input type="hidden" name="${READ}" value="${typedOr(ctx, READ, String(form.revision))}">
${text('ten', 'page-title', page?.title?.vi ?? '')}${text('ten-en', 'page-title-en', ownEnglish(page?.title), true)}
<h3>${t('procedure-design.builder.part.condition')}</h3>
${conditionFields(ctx, conditioned(definition, page), errors)}
${page ? group && repeats : html`${checkbox(t, { name: 'lap', label: t('procedure-design.builder.repeats'), checked: typedOr(ctx, 'lap') === '1' })}${repeats}`}`;
}

/** What was typed, or what has to be corrected. */
function read(ctx: Ctx, { definition, page }: Loaded): PageChoice | FieldError[] {
  const { t } = ctx;
  const value = (name: string) => posted(ctx.req.body, name).trim();
  const errors: FieldError[] = [];
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`procedure-design.builder.${key}`) });
  const title = value('ten');
  if (!title) wrong('ten', 'page-title.missing');
  const repeats = page ? page.group !== undefined : value('lap') === '1';
  const [min, max] = [Number(value('it-nhat') || 0), Number(value('nhieu-nhat') || 10)];
  if (repeats && !value('nhom')) wrong('nhom', 'item.missing');
  if (repeats && !(Number.isInteger(max) && max >= 1 && max <= MOST)) wrong('nhieu-nhat', 'item-max.wrong');
  else if (repeats && !(Number.isInteger(min) && min >= 0 && min <= max)) wrong('it-nhat', 'item-min.wrong');
  const condition = readCondition(ctx, conditioned(definition, page));
  errors.push(...condition.errors);
  if (errors.length) return errors;
  const label = value('nhom');
  return {
    title: words(title, value('ten-en')),
    showIf: condition.condition,
    group: repeats ? { label: words(label, value('nhom-en')), min, max } : undefined,
  };
}

async function submit(ctx: Ctx, loaded: Loaded): Promise<string | FieldError[]> {
  if (wantsMore(ctx)) return [];
  const choice = read(ctx, loaded);
  if (Array.isArray(choice)) return choice;
  const { definition, page } = loaded;
  const next = page ? changePage(definition, page.id, choice) : addPage(definition, choice).form;
  return keepForm(ctx, loaded, next, page ? 'draft-saved' : 'builder-page-added');
}

const routes = (path: string) =>
  tabRoutes<Loaded>({
    path,
    permission: 'procedure.edit',
    tab: 'form',
    load,
    about: (ctx, { page }) =>
      html`<h2>${page ? ctx.t('procedure-design.builder.page-edit', { title: said(page.title, ctx.t.lang) || page.id }) : ctx.t('procedure-design.builder.add-page')}</h2>`,
    fields,
    button: 'procedure-design.builder.save-page',
    submit,
    otherwise: 'ten',
  });

/** A page of the form: a new one, or one that is there. */
export const pageRoutes: readonly Route[] = [
  ...routes(`${FORM_PATH}/trang`),
  ...routes(`${FORM_PATH}/trang/:page`),
];
