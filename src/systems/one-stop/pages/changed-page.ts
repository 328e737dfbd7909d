import { dossierFor } from '#engines/cases';
import type { Answer, Ctx } from '#platform/http';
import type { ActError } from './act-error.ts';
import { changedWords } from './changed-words.ts';
import { dossierPage } from './dossier.ts';
import { type For, markSent } from './seen.ts';

/** The dossier's page as it is now, for one who has decided on another: who has changed what, and all that he had typed. */
export async function changedPage(
  ctx: Ctx,
  dossierId: string,
  { act, typed }: Pick<ActError, 'act' | 'typed'>,
  shownFor: For = {},
): Promise<Answer> {
  const dossier = await dossierFor(ctx.db, ctx.visitor, dossierId, 'read', ctx.clock.now());
  const notice = await changedWords(ctx, dossier, markSent(ctx), shownFor);
  return dossierPage(ctx, dossierId, { act, errors: [], notice, typed, status: 409 });
}
