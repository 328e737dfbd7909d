import {
  checkCode,
  createDraft,
  discardDraft,
  type ProcedureContent,
  type ProcedureVersion,
  publishVersion,
  withdrawVersion,
} from '#engines/procedures';
import { formatDate, localDate } from '#platform/clock';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { dateField, type FieldError, html, textArea, textField } from '#ui';
import { actOf } from '../../act.ts';
import { readDay } from '../../days.ts';
import { errorOf } from '../../form.ts';
import { formRoutes, typedOr } from '../../form-page.ts';
import { doneAt } from '../../view.ts';
import {
  loadDraft,
  loadProcedure,
  mustKeepProcedures,
  PROCEDURES,
  procedureCrumbs,
  procedurePath,
} from './load.ts';

const FROM = 'tu-ngay';
const CODE = 'ma';
const NAME = 'ten';
const FIELD = 'linh-vuc';
const rule = { permission: 'procedure.manage' };
const BASE = `${PROCEDURES}/:code`;

const publish = formRoutes({
  path: `${BASE}/cong-bo`,
  permission: 'procedure.manage',
  active: 'procedures',
  load: loadDraft,
  title: ctx => ctx.t('administration.procedure.publish'),
  crumbs: procedureCrumbs,
  about: (ctx, { draft }) =>
    html`<p>${ctx.t('administration.procedure.publish.about', { name: draft.name, number: draft.number })}</p>`,
  fields: (ctx, _, errors) =>
    dateField(ctx.t, {
      name: FROM,
      label: ctx.t('administration.procedure.publish.from'),
      value: typedOr(ctx, FROM, formatDate(localDate(ctx.clock.now()))),
      error: errorOf(errors, FROM),
    }),
  button: 'administration.procedure.publish.button',
  submit: async (ctx, { code, draft }) => {
    const from = readDay(posted(ctx.req.body, FROM));
    if (!from) return [{ path: FROM, message: ctx.t('administration.day.wrong') }];
    if (from < localDate(ctx.clock.now()))
      return [{ path: FROM, message: ctx.t('administration.procedure.publish.past') }];
    await ctx.db.tx(tx => publishVersion(tx, draft.id, from, actOf(ctx, 'procedure.manage')));
    return doneAt(`${procedurePath(code)}?ban=${draft.number}`, 'published');
  },
  otherwise: FROM,
});

const EMPTY: Omit<ProcedureContent, 'name' | 'field'> = {
  levels: [],
  agencyKind: null,
  decidedBy: null,
  subjects: [],
  legalBasis: [],
  papers: [],
  fees: [],
  limits: {},
  results: [],
  serviceLevel: 'counter',
  form: null,
  process: null,
  lifeEvents: [],
  keywords: [],
  unverified: [],
  source: {},
};

const isCode = (code: string): boolean => {
  try {
    checkCode(code);
    return true;
  } catch {
    return false;
  }
};

const add = formRoutes<null>({
  path: `${PROCEDURES}/moi`,
  permission: 'procedure.manage',
  active: 'procedures',
  load: async ctx => {
    await mustKeepProcedures(ctx);
    return null;
  },
  title: ctx => ctx.t('administration.procedure.add'),
  crumbs: ctx => [{ href: PROCEDURES, label: ctx.t('administration.procedures.title') }],
  about: ctx => html`<p>${ctx.t('administration.procedure.add.about')}</p>`,
  fields: (ctx, _, errors) => {
    const { t } = ctx;
    return html`${textField(t, { name: CODE, label: t('administration.procedure.code'), hint: t('administration.procedure.code.hint'), value: typedOr(ctx, CODE), error: errorOf(errors, CODE), maxlength: 60 })}${textArea(
      t,
      {
        name: NAME,
        label: t('administration.procedure.name'),
        rows: 2,
        value: typedOr(ctx, NAME),
        error: errorOf(errors, NAME),
        maxlength: 1000,
      },
    )}${textField(t, { name: FIELD, label: t('administration.procedure.field'), hint: t('administration.procedure.field.hint'), value: typedOr(ctx, FIELD), error: errorOf(errors, FIELD), maxlength: 200 })}`;
  },
  button: 'administration.procedure.add.button',
  submit: async ctx => {
    const { t, req } = ctx;
    const errors: FieldError[] = [];
    const code = posted(req.body, CODE).toUpperCase();
    const name = posted(req.body, NAME).replace(/\s+/g, ' ');
    const field = posted(req.body, FIELD);
    if (!isCode(code)) errors.push({ path: CODE, message: t('administration.procedure.code.wrong') });
    if (!name || name.length > 1000)
      errors.push({ path: NAME, message: t('administration.procedure.name.wrong') });
    if (!field || field.length > 200)
      errors.push({ path: FIELD, message: t('administration.procedure.field.wrong') });
    if (errors.length) return errors;
    await ctx.db.tx(tx => createDraft(tx, code, { ...EMPTY, name, field }, actOf(ctx, 'procedure.manage')));
    return doneAt(`${procedurePath(code)}/sua`, 'draft-created');
  },
  otherwise: CODE,
});

/** Everything legal of a version, without what makes it that version. */
const contentOf = (v: ProcedureVersion): ProcedureContent => ({
  name: v.name,
  field: v.field,
  levels: v.levels,
  agencyKind: v.agencyKind,
  decidedBy: v.decidedBy,
  subjects: v.subjects,
  legalBasis: v.legalBasis,
  papers: v.papers,
  fees: v.fees,
  limits: v.limits,
  results: v.results,
  serviceLevel: v.serviceLevel,
  form: v.form,
  process: v.process,
  lifeEvents: v.lifeEvents,
  keywords: v.keywords,
  unverified: v.unverified,
  source: v.source,
});

/** A draft with the content of a version, to go on from. When somebody else has begun one, that one is opened. */
async function draftFrom(ctx: Ctx): Promise<Answer> {
  const { code, versions } = await loadProcedure(ctx);
  const version = versions.find(v => v.id === posted(ctx.req.body, 'ban'));
  if (!version) throw NotFound();
  const content = contentOf(version);
  try {
    await ctx.db.tx(tx => createDraft(tx, code, content, actOf(ctx, 'procedure.manage')));
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PROCEDURE_HAS_DRAFT') throw error;
  }
  return redirect(doneAt(`${procedurePath(code)}/sua`, 'draft-created'));
}

async function discard(ctx: Ctx): Promise<Answer> {
  const { code, draft, versions } = await loadDraft(ctx);
  await ctx.db.tx(tx => discardDraft(tx, draft.id, actOf(ctx, 'procedure.manage')));
  return redirect(doneAt(versions.length > 1 ? procedurePath(code) : PROCEDURES, 'draft-discarded'));
}

async function withdraw(ctx: Ctx): Promise<Answer> {
  const { code, versions } = await loadProcedure(ctx);
  const version = versions.find(v => v.id === posted(ctx.req.body, 'ban'));
  if (!version) throw NotFound();
  await ctx.db.tx(tx => withdrawVersion(tx, version.id, actOf(ctx, 'procedure.manage')));
  return redirect(doneAt(`${procedurePath(code)}?ban=${version.number}`, 'withdrawn'));
}

export const publishRoutes: readonly Route[] = [
  ...add,
  ...publish,
  { method: 'POST', path: `${BASE}/ban-thao`, rule, handler: draftFrom },
  { method: 'POST', path: `${BASE}/bo-ban-thao`, rule, handler: discard },
  { method: 'POST', path: `${BASE}/rut`, rule, handler: withdraw },
];
