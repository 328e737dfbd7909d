import { answerText, fieldOf, fieldsIn, said } from '#engines/forms';
import type { Ctx } from '#platform/http';
import type { Draft } from './draft.ts';
import type { DraftRenewal } from './renew.ts';

/** Answers that have no place in the new form, in the words of the old one, so that they can be said elsewhere. */
export async function lostAnswers(
  ctx: Ctx,
  { data }: Pick<Draft, 'data'>,
  { from, lost }: Pick<DraftRenewal, 'from' | 'lost'>,
): Promise<Array<{ label: string; value: string }>> {
  const fields = fieldsIn(from.form, data).filter(f => lost.includes(fieldOf(from.form, f.path)));
  const rows = [];
  for (const field of fields)
    rows.push({ label: said(field.layout.label, ctx.t.lang), value: await answerText(ctx, field, data) });
  return rows;
}
