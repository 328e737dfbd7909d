import { answerDue, type Dossier } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';

/** The shortest time that an answer may be given, in working days. */
export const SHORTEST = 1;

type Asking = { fromAgency: string; agencyIds: readonly string[] };

/** When the last of the agencies that are asked now has to answer, were `days` working days its limit. */
async function lastAnswer(
  ctx: Ctx,
  { id }: Pick<Dossier, 'id'>,
  { fromAgency, agencyIds }: Asking,
  days: number,
): Promise<Date> {
  const now = ctx.clock.now();
  const dues: Date[] = [];
  for (const toAgency of agencyIds)
    dues.push(
      await answerDue(
        ctx.db,
        { dossierId: id, toAgency, fromAgency, askedAt: now },
        { n: days, unit: 'working-day' },
        now,
      ),
    );
  return new Date(Math.max(...dues.map(Number)));
}

const noDayWords = ({ t, clock }: Ctx, { dueAt }: Pick<Dossier, 'dueAt'>): string =>
  t(`one-stop.consult.no-day-left${dueAt < clock.now() ? '-over' : ''}`, { due: formatDateTime(dueAt) });

/**
 * That even the shortest limit ends after the dossier is due, as of procedures of one day or some hours; undefined where a day is left. By the calendar of
 * who asks: whom he asks is not chosen yet.
 */
export async function noDayLeft(
  ctx: Ctx,
  dossier: Pick<Dossier, 'id' | 'dueAt'>,
  fromAgency: string,
): Promise<string | undefined> {
  const answer = await lastAnswer(ctx, dossier, { fromAgency, agencyIds: [fromAgency] }, SHORTEST);
  if (answer <= dossier.dueAt) return undefined;
  return noDayWords(ctx, dossier);
}

/**
 * Why an answer comes too late for a dossier whose clock does not stop meanwhile: when the last of the agencies has to answer, when the
 * dossier is due, and how many whole working days an answer may take at most. Null where the answers come in time.
 */
export async function consultLate(
  ctx: Ctx,
  dossier: Pick<Dossier, 'id' | 'dueAt'>,
  asking: Asking & { days: number },
): Promise<string | null> {
  const now = ctx.clock.now();
  const answer = await lastAnswer(ctx, dossier, asking, asking.days);
  if (answer <= dossier.dueAt) return null;
  // The longer the limit, the later the answer.
  let [most, tooMany] = [0, asking.days];
  while (tooMany - most > 1) {
    const days = Math.floor((most + tooMany) / 2);
    if ((await lastAnswer(ctx, dossier, asking, days)) > dossier.dueAt) tooMany = days;
    else most = days;
  }
  const words = { due: formatDateTime(dossier.dueAt), answer: formatDateTime(answer), most };
  // A shorter limit is no advice to who gives the shortest.
  if (asking.days === SHORTEST) return noDayWords(ctx, dossier);
  if (dossier.dueAt < now) return ctx.t('one-stop.consult.late-already', words);
  return ctx.t(most ? 'one-stop.consult.late' : 'one-stop.consult.late-none', words);
}
