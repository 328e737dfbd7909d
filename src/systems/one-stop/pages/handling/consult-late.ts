import { answerDue, type Dossier } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';

/**
 * Why an answer comes too late for a dossier whose clock does not stop meanwhile: when the last of the agencies has to answer, when the
 * dossier is due, and how many whole working days an answer may take at most. Null where the answers come in time.
 */
export async function consultLate(
  ctx: Ctx,
  dossier: Pick<Dossier, 'id' | 'dueAt'>,
  asking: { fromAgency: string; agencyIds: readonly string[]; days: number },
): Promise<string | null> {
  const now = ctx.clock.now();
  const lastAnswer = async (n: number): Promise<Date> => {
    const dues: Date[] = [];
    for (const toAgency of asking.agencyIds)
      dues.push(
        await answerDue(
          ctx.db,
          { dossierId: dossier.id, toAgency, fromAgency: asking.fromAgency, askedAt: now },
          { n, unit: 'working-day' },
          now,
        ),
      );
    return new Date(Math.max(...dues.map(Number)));
  };
  const answer = await lastAnswer(asking.days);
  if (answer <= dossier.dueAt) return null;
  // The longer the limit, the later the answer.
  let [most, tooMany] = [0, asking.days];
  while (tooMany - most > 1) {
    const days = Math.floor((most + tooMany) / 2);
    if ((await lastAnswer(days)) > dossier.dueAt) tooMany = days;
    else most = days;
  }
  const words = { due: formatDateTime(dossier.dueAt), answer: formatDateTime(answer), most };
  if (dossier.dueAt < now) return ctx.t('one-stop.consult.late-already', words);
  return ctx.t(most ? 'one-stop.consult.late' : 'one-stop.consult.late-none', words);
}
