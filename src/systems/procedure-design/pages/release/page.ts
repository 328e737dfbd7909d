import { actOf, mustHoldAll } from '#engines/identity';
import {
  approve,
  lastProposal,
  type Proposal,
  propose,
  reject,
  takeBack,
  wasInForce,
} from '#engines/procedures';
import { localDate, readDay } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { attempt, doneAt, type Errors, html, overLong } from '#ui';
import { findingsBox } from '../../findings.ts';
import { type LoadedDraft, loadDraft, loadProcedure, procedurePath, ROOT } from '../../load.ts';
import { editorPage, tabPath } from '../../view.ts';
import { FROM, NUMBER, noteField, REASON, showOpen, showUnproposed } from './view.ts';
import { CONFIRM, confirmationOf, warningBox, warningsOf } from './warnings.ts';

type Loaded = LoadedDraft & { last: Proposal | undefined };

const load = async (ctx: Ctx): Promise<Loaded> => {
  const loaded = await loadDraft(ctx);
  return { ...loaded, last: await lastProposal(ctx.db, loaded.draft.id) };
};

async function show(ctx: Ctx, loaded: Loaded, errors: Errors = []): Promise<Answer> {
  const { draft, last } = loaded;
  const warnings = await warningsOf(ctx, loaded);
  const box = warningBox(ctx, draft.code, warnings);
  const main =
    last?.state === 'open'
      ? html`${box}${await showOpen(ctx, loaded, last, errors)}`
      : html`${(await findingsBox(ctx, draft)) ?? ''}${box}${await showUnproposed(ctx, draft, last, warnings, errors)}`;
  return editorPage(ctx, loaded, { tab: 'release', errors }, main);
}

/** A page that does something with the draft, and is shown again with the reason when it is refused. */
const doing =
  (
    permission: 'procedure.edit' | 'procedure.approve',
    at: string,
    work: (ctx: Ctx, loaded: Loaded) => Promise<string | Errors>,
  ) =>
  async (ctx: Ctx): Promise<Answer> => {
    await mustHoldAll(ctx, permission);
    const loaded = await load(ctx);
    return attempt(
      ctx,
      async () => {
        const done = await work(ctx, loaded);
        return typeof done === 'string' ? done : show(ctx, loaded, done);
      },
      async errors => show(ctx, await load(ctx), errors),
      { otherwise: at, fields: { PROCEDURE_REASON_MISSING: REASON, PROCEDURE_FROM_TOO_EARLY: FROM } },
    );
  };

/** The day that was typed, or what is wrong with it. */
function readFrom(ctx: Ctx): string | Errors {
  const from = readDay(posted(ctx.req.body, FROM));
  if (!from) return [{ path: FROM, message: ctx.t('ui.day.wrong') }];
  if (from < localDate(ctx.clock.now()))
    return [{ path: FROM, message: ctx.t('procedure-design.procedure.publish.past') }];
  return from;
}

const ask = doing('procedure.edit', FROM, async (ctx, loaded) => {
  const { code, draft } = loaded;
  const from = readFrom(ctx);
  if (typeof from !== 'string') return from;
  const warnings = await warningsOf(ctx, loaded);
  const long = overLong(ctx, noteField(ctx, []));
  if (long.length) return long;
  // What stands in the way is told first: nobody is asked to confirm what cannot be released anyhow.
  if (
    warnings.length &&
    posted(ctx.req.body, CONFIRM) !== confirmationOf(warnings) &&
    !(await findingsBox(ctx, draft))
  )
    return [{ path: CONFIRM, message: ctx.t('procedure-design.warning.unconfirmed') }];
  const note = posted(ctx.req.body, 'ghi-chu');
  await ctx.db.tx(tx => propose(tx, draft.id, { from, note }, actOf(ctx, 'procedure.edit')));
  return doneAt(tabPath(code, 'release'), 'proposed');
});

const back = doing('procedure.edit', FROM, async (ctx, { code, draft }) => {
  await ctx.db.tx(tx => takeBack(tx, draft.id, actOf(ctx, 'procedure.edit')));
  return doneAt(tabPath(code, 'release'), 'taken-back');
});

const approved = (code: string, number: number): string =>
  doneAt(`${procedurePath(code)}?ban=${number}`, 'published');

const decideOn = doing('procedure.approve', FROM, async (ctx, { code, draft }) => {
  const from = readFrom(ctx);
  if (typeof from !== 'string') return from;
  await ctx.db.tx(tx => approve(tx, draft.id, actOf(ctx, 'procedure.approve'), from));
  return approved(code, draft.number);
});

/** Pressed twice, or after another has approved it: what is no draft any more is shown as what it has become. */
async function agree(ctx: Ctx): Promise<Answer> {
  try {
    return await decideOn(ctx);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'NOT_FOUND') throw error;
    const { code, versions } = await loadProcedure(ctx);
    const become = versions.find(v => String(v.number) === posted(ctx.req.body, NUMBER) && wasInForce(v));
    if (!become) throw error;
    const own = become.publishedBy === ctx.visitor?.accountId;
    return redirect(own ? approved(code, become.number) : `${procedurePath(code)}?ban=${become.number}`);
  }
}

const refuse = doing('procedure.approve', REASON, async (ctx, { code, draft }) => {
  const reason = posted(ctx.req.body, REASON);
  await ctx.db.tx(tx => reject(tx, draft.id, reason, actOf(ctx, 'procedure.approve')));
  return doneAt(tabPath(code, 'release'), 'rejected');
});

const PATH = `${ROOT}/:code/phat-hanh`;
const edit = { permission: 'procedure.edit' };
const decide = { permission: 'procedure.approve' };

export const releaseRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: edit, handler: async ctx => show(ctx, await load(ctx)) },
  { method: 'POST', path: PATH, rule: edit, handler: ask },
  { method: 'POST', path: `${PATH}/rut-lai`, rule: edit, handler: back },
  { method: 'POST', path: `${PATH}/duyet`, rule: decide, handler: agree },
  { method: 'POST', path: `${PATH}/tra-lai`, rule: decide, handler: refuse },
];
