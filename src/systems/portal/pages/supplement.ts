import { actorOf, casesService, storePapers, supplement } from '#engines/cases';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { fileRefusal } from './file-refusal.ts';
import { dossierPage } from './my-dossier.ts';
import { addressOf, ownDossier } from './own-dossier.ts';
import { FILES } from './supplement-form.ts';

/** Takes what the office asked for; the clock runs again. What is refused is told at its field, with what was typed. */
async function sendSupplement(ctx: Ctx): Promise<Answer> {
  const dossier = await ownDossier(ctx, 'supplement');
  const typed = textField(ctx.req.body, 'loi-nhan').slice(0, 1000);
  if (ctx.req.uploads.length === 0 && typed.length < 3) {
    return dossierPage(ctx, dossier, [{ path: FILES, message: ctx.t('portal.supplement.nothing') }], typed);
  }
  const deps = ctx.get(casesService);
  const actor = actorOf(ctx.visitor!, ctx.clock.now());
  try {
    const papers = await storePapers(ctx.db, deps, ctx.req.uploads, ctx.t('portal.supplement.paper'));
    await ctx.db.tx(tx => supplement(tx, deps, { dossierId: dossier.id, papers, note: typed }, actor));
  } catch (error) {
    if (!isAppError(error) || error.status !== 422) throw error;
    return dossierPage(ctx, dossier, [{ path: FILES, message: fileRefusal(ctx, error) }], typed);
  }
  return redirect(addressOf(dossier));
}

export const supplementRoute: Route = {
  method: 'POST',
  path: '/ho-so/:code/bo-sung',
  rule: 'citizen',
  handler: sendSupplement,
  upload: { maxBytes: 60_000_000, maxFiles: 10 },
};
