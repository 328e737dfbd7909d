import { type Dossier, isMoot, isOpen, mayAnswer, type Question } from '#engines/cases';
import { type Agency, findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** Those of these agencies at which nobody could answer a question about the dossier here. */
export async function unableToAnswer(
  ctx: Ctx,
  { field }: Pick<Dossier, 'field'>,
  agencyIds: readonly string[],
): Promise<Agency[]> {
  const now = ctx.clock.now();
  const unable: Agency[] = [];
  for (const id of agencyIds) {
    const agency = await findAgency(ctx.db, id, localDate(now));
    if (agency && !(await mayAnswer(ctx.db, id, field, now))) unable.push(agency);
  }
  return unable;
}

/** Of the questions of a dossier that wait for an answer those that nobody at the agency that was asked could give here: their ids. */
export async function unanswerable(
  ctx: Ctx,
  dossier: Dossier,
  questions: readonly Question[],
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const question of questions)
    if (question.toAgency && isOpen(question) && !isMoot(question, dossier))
      if (!(await mayAnswer(ctx.db, question.toAgency, dossier.field, ctx.clock.now()))) ids.add(question.id);
  return ids;
}
