import { answerText, fieldOf, fieldsIn, staffLabel } from '#engines/forms';
import type { Ctx } from '#platform/http';
import type { Draft } from './draft.ts';
import type { DraftRenewal } from './renew.ts';

/** Answers that have no place in the new form, in the words that the old one has for officials, so that they can be said elsewhere. */
export async function lostAnswers(
  ctx: Ctx,
  { data }: Pick<Draft, 'data'>,
  { from, lost }: Pick<DraftRenewal, 'from' | 'lost'>,
): Promise<Array<{ label: string; value: string }>> {
  const fields = fieldsIn(from.form, data).filter(f => lost.includes(fieldOf(from.form, f.path)));
  const rows = [];
  for (const field of fields)
    rows.push({ label: staffLabel(field.layout, ctx.t.lang), value: await answerText(ctx, field, data) });
  return rows;
}
