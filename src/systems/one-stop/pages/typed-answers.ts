import { casesService, changesBetween, type Dossier, loadProcedure } from '#engines/cases';
import type { FormData } from '#engines/forms';
import type { Ctx } from '#platform/http';
import { readAnswers } from './answers-form.ts';

/** What somebody had typed into the answers of a dossier: each line that differs from what it has now, under its label; and which fields of what was sent those are. */
export async function typedAnswers(
  ctx: Ctx,
  dossier: Dossier,
): Promise<{ lines: string[]; isAnswer(name: string): boolean }> {
  const { form } = await loadProcedure(ctx.db, dossier);
  const paths = Object.keys(form.fields);
  const isAnswer = (name: string) => paths.some(path => name === path || name.startsWith(`${path}.`));
  if (!Object.keys(ctx.req.body).some(isAnswer)) return { lines: [], isAnswer };
  const before = dossier.data as FormData;
  const after = readAnswers(ctx, form, before);
  const { wording } = ctx.get(casesService);
  const changes = await changesBetween(ctx.db, wording, form, { dossier, before, after });
  const lines = changes.map(
    ({ label, after }) => `${label}: ${after || ctx.t('one-stop.correct-answers.empty')}`,
  );
  return { lines, isAnswer };
}
