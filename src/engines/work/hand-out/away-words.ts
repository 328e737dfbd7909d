import { dayBefore, formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type AgencyStep, allAwayPastDue } from './all-away.ts';
import { type Away, awayPastDue } from './deserted.ts';

/** Through which day, included, somebody is away. */
export const awayUntil = ({ back }: Pick<Away, 'back'>): string => formatDate(dayBefore(back));

/** Who is away until when, with nobody in his place, in a sentence. */
export const awayWho = ({ t }: Pick<Ctx, 't'>, away: Away): string =>
  t('work.away.who', { name: away.name, until: awayUntil(away) });

/**
 * What is said before steps are given to a post whose holders are away until after they are due: who, until when, how many steps, and how they
 * are given all the same. Undefined where one of them, or who acts for him, is there.
 */
export async function awayWords(
  ctx: Pick<Ctx, 't' | 'db' | 'clock'>,
  postId: string,
  steps: ReadonlyArray<{ permission: string; dueAt: Date | null }>,
): Promise<string | undefined> {
  const given = await awayPastDue(ctx.db, { postId, steps }, ctx.clock.now());
  if (!given.away.length) return undefined;
  const who = given.away.map(away => awayWho(ctx, away)).join(' ');
  return ctx.t('work.away.again', { who, count: given.steps });
}

/** What is said before steps are given to all of their agency, of which everybody who may do them is away until after they are due. Undefined where there is nothing to say. */
export async function allAwayWords(
  ctx: Pick<Ctx, 't' | 'db' | 'clock'>,
  steps: readonly AgencyStep[],
): Promise<string | undefined> {
  const who = new Set<string>();
  let count = 0;
  for (const step of steps) {
    const away = await allAwayPastDue(ctx.db, step, ctx.clock.now());
    if (away.length) count++;
    for (const one of away) who.add(awayWho(ctx, one));
  }
  return count ? ctx.t('work.away.all', { who: [...who].join(' '), count }) : undefined;
}
