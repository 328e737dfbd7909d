import { actOf, mustHoldAll } from '#engines/identity';
import {
  contentOf,
  createDraft,
  discardDraft,
  type ProcedureVersion,
  wasInForce,
  withdrawVersion,
} from '#engines/procedures';
import { isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { doneAt } from '#ui';
import { loadDraft, loadProcedure, procedurePath, ROOT } from '../load.ts';
import { tabPath } from '../view.ts';

const named = (ctx: Ctx, versions: readonly ProcedureVersion[]): ProcedureVersion => {
  const version = versions.find(v => v.id === posted(ctx.req.body, 'ban'));
  if (!version) throw NotFound();
  return version;
};

/** A draft with the content of a version, to go on from. When somebody else has begun one, that one is opened. */
async function draftFrom(ctx: Ctx): Promise<Answer> {
  const { code, versions } = await loadProcedure(ctx);
  const from = named(ctx, versions);
  // What a version says of the one before it is not true of the next: but for one taken back before its day, whose place the draft takes.
  const again = !wasInForce(from) && !versions.some(v => v.number > from.number && wasInForce(v));
  const content = { ...contentOf(from), mapping: again ? (from.mapping ?? null) : null };
  try {
    await ctx.db.tx(tx => createDraft(tx, code, content, actOf(ctx, 'procedure.edit')));
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PROCEDURE_HAS_DRAFT') throw error;
  }
  return redirect(doneAt(tabPath(code, 'legal'), 'draft-created'));
}

async function discard(ctx: Ctx): Promise<Answer> {
  const { code, draft, versions } = await loadDraft(ctx);
  await ctx.db.tx(tx => discardDraft(tx, draft.id, actOf(ctx, 'procedure.edit')));
  return redirect(doneAt(versions.length > 1 ? procedurePath(code) : `${ROOT}/ban-thao`, 'draft-discarded'));
}

async function withdraw(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, 'procedure.approve');
  const { code, versions } = await loadProcedure(ctx);
  const version = named(ctx, versions);
  await ctx.db.tx(tx => withdrawVersion(tx, version.id, actOf(ctx, 'procedure.approve')));
  return redirect(doneAt(`${procedurePath(code)}?ban=${version.number}`, 'withdrawn'));
}

const BASE = `${ROOT}/:code`;

export const actRoutes: readonly Route[] = [
  { method: 'POST', path: `${BASE}/ban-thao`, rule: { permission: 'procedure.edit' }, handler: draftFrom },
  { method: 'POST', path: `${BASE}/bo-ban-thao`, rule: { permission: 'procedure.edit' }, handler: discard },
  { method: 'POST', path: `${BASE}/rut`, rule: { permission: 'procedure.approve' }, handler: withdraw },
];
