import { actOf } from '#engines/identity';
import {
  type Beginning,
  beginProcedure,
  checkCode,
  findDraftVersion,
  findProcedureInForce,
  listVersions,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import {
  doneAt,
  errorOf,
  type FieldError,
  type Html,
  html,
  radios,
  revealed,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { formRoutes } from '../form-page.ts';
import { mustEdit, ROOT } from '../load.ts';
import { tabPath } from '../view.ts';

const CODE = 'ma';
const NAME = 'ten';
const FIELD = 'linh-vuc';
const FROM = 'tu';
const COPY_OF = 'ma-sao-chep';
const BEGINNINGS = ['standard', 'copy', 'nothing'] as const;

const isCode = (code: string): boolean => {
  try {
    checkCode(code);
    return true;
  } catch {
    return false;
  }
};

function fields(ctx: Ctx, errors: readonly FieldError[]): Html {
  const { t } = ctx;
  const words = (key: string) => t(`procedure-design.${key}`);
  return html`${textField(t, { name: CODE, label: words('procedure.code'), hint: words('procedure.code.hint'), value: typedOr(ctx, CODE), error: errorOf(errors, CODE), most: 60 })}${textArea(
    t,
    {
      name: NAME,
      label: words('procedure.name'),
      rows: 2,
      value: typedOr(ctx, NAME),
      error: errorOf(errors, NAME),
    },
  )}${textField(t, { name: FIELD, label: words('procedure.field'), hint: words('procedure.field.hint'), value: typedOr(ctx, FIELD), error: errorOf(errors, FIELD), most: 200 })}${radios(
    t,
    {
      name: FROM,
      label: words('begin.from'),
      value: typedOr(ctx, FROM, 'standard'),
      error: errorOf(errors, FROM),
      options: BEGINNINGS.map(b => ({
        value: b,
        label: t(`procedure-design.begin.${b}`),
        hint: t(`procedure-design.begin.${b}.hint`),
        ...(b === 'copy' ? { reveals: [1] } : {}),
      })),
    },
  )}${revealed(
    1,
    html`${textField(t, { name: COPY_OF, label: words('begin.copy-of'), hint: words('begin.copy-of.hint'), value: typedOr(ctx, COPY_OF), error: errorOf(errors, COPY_OF), most: 60 })}`,
  )}`;
}

/** The version that is copied: the one in force, else the draft, else the newest. */
async function copied(ctx: Ctx, code: string): Promise<string | undefined> {
  const today = localDate(ctx.clock.now());
  const found =
    (await findProcedureInForce(ctx.db, code, today)) ??
    (await findDraftVersion(ctx.db, code)) ??
    (await listVersions(ctx.db, code))[0];
  return found?.id;
}

async function submit(ctx: Ctx): Promise<string | FieldError[]> {
  const { t, req } = ctx;
  const errors: FieldError[] = [];
  const code = posted(req.body, CODE).toUpperCase();
  const name = posted(req.body, NAME).replace(/\s+/g, ' ');
  const field = posted(req.body, FIELD);
  const wrong = (path: string, key: string) => errors.push({ path, message: t(`procedure-design.${key}`) });
  if (!isCode(code)) wrong(CODE, 'procedure.code.wrong');
  if (!name || name.length > 1000) wrong(NAME, 'procedure.name.wrong');
  if (!field || field.length > 200) wrong(FIELD, 'procedure.field.wrong');
  const from = BEGINNINGS.find(b => b === posted(req.body, FROM));
  let beginning: Beginning | undefined;
  if (from === 'copy') {
    const versionId = await copied(ctx, posted(req.body, COPY_OF).toUpperCase());
    if (versionId) beginning = { from, versionId };
    else wrong(COPY_OF, 'begin.copy-of.wrong');
  } else if (from) beginning = { from };
  else wrong(FROM, 'begin.from.wrong');
  if (errors.length || !beginning) return errors;
  const start = beginning;
  await ctx.db.tx(tx => beginProcedure(tx, code, { name, field }, start, actOf(ctx, 'procedure.edit')));
  return doneAt(tabPath(code, 'legal'), 'draft-created');
}

export const newProcedureRoutes: readonly Route[] = formRoutes<null>({
  path: `${ROOT}/moi`,
  permission: 'procedure.edit',
  active: 'new',
  load: async ctx => {
    await mustEdit(ctx);
    return null;
  },
  title: ctx => ctx.t('procedure-design.procedure.add'),
  about: ctx => html`<p>${ctx.t('procedure-design.procedure.add.about')}</p>`,
  fields: (ctx, _, errors) => fields(ctx, errors),
  button: 'procedure-design.procedure.add.button',
  submit,
  otherwise: CODE,
});
