import type { Field, Form, FormData } from '#engines/forms';
import { type Ctx, textFields } from '#platform/http';
import { type ReusablePaper, reusablePapers } from '../intake/reusable.ts';
import { addDraftFile, type Draft, listDraftFiles } from './draft.ts';

/** Name of the boxes that take a paper from those handed in before; their values name the fields. */
export const REUSE_FIELD = '_dung-lai';

/** What a draft's owner handed in before for these fields, where no file is there yet. */
export async function offeredAgain(
  ctx: Ctx,
  draft: Draft,
  form: Form,
  fields: readonly Field[],
): Promise<ReusablePaper[]> {
  const files = fields.filter(f => f.widget === 'file').map(f => f.path);
  if (!files.length) return [];
  const taken = new Set((await listDraftFiles(ctx.db, draft.id)).map(f => f.field));
  const held = await reusablePapers(
    ctx.db,
    draft.principalId ?? draft.accountId,
    form,
    draft.data as FormData,
  );
  return held.filter(p => files.includes(p.field) && !taken.has(p.field));
}

/** Ties to the draft what was ticked of that: only what is offered, whatever was sent. */
export async function takeAgain(ctx: Ctx, draft: Draft, form: Form, fields: readonly Field[]): Promise<void> {
  const ticked = textFields(ctx.req.body, REUSE_FIELD);
  if (!ticked.length) return;
  const chosen = (await offeredAgain(ctx, draft, form, fields)).filter(p => ticked.includes(p.field));
  await ctx.db.tx(async tx => {
    for (const { receivedAt: _, ...paper } of chosen)
      await addDraftFile(tx, { draftId: draft.id, ...paper }, ctx.clock.now());
  });
}
