import { findDossier, showsSame } from '#engines/cases';
import { findTask } from '#engines/work';
import { type Answer, type Ctx, queryText, type Route, redirect } from '#platform/http';
import type { ActError } from './act-error.ts';
import { changedWords } from './changed-words.ts';
import { dossierPage } from './dossier.ts';
import { forgetWords, keptWords } from './kept-words.ts';
import { idByCode } from './open.ts';
import { markOf, SEEN } from './seen.ts';

/** While the factor was shown, the dossier may have become another than the page with the button had shown. */
async function sinceKept(ctx: Ctx, id: string, kept: ActError): Promise<ActError> {
  const dossier = await findDossier(ctx.db, id);
  const mark = String(kept.typed[SEEN] ?? '');
  if (!dossier || !mark) return kept;
  const shownFor = { step: (await findTask(ctx.db, kept.act))?.elementId };
  if (showsSame(mark, await markOf(ctx, dossier, shownFor))) return kept;
  return { ...kept, notice: await changedWords(ctx, dossier, mark, shownFor) };
}

/** Back from the second factor, what was typed before it stands in its fields. */
async function show(ctx: Ctx): Promise<Answer> {
  const { id = '' } = ctx.req.params;
  const kept = queryText(ctx.req.query, 'xong') === 'factor-shown' ? keptWords(ctx) : undefined;
  return kept
    ? forgetWords(await dossierPage(ctx, id, await sinceKept(ctx, id, kept)))
    : dossierPage(ctx, id);
}

export const dossierRoute: Route = {
  method: 'GET',
  path: '/can-bo/ho-so/:id',
  rule: { permission: 'dossier.read' },
  handler: async ctx => {
    const asked = ctx.req.params.id ?? '';
    const id = await idByCode(ctx, asked);
    return id ? redirect(`/can-bo/ho-so/${id}`) : show(ctx);
  },
};
