import { takersAt } from '#engines/cases';
import { type Agency, agenciesToEnd, successorAgenciesOf } from '#engines/organisation';
import { dayBefore, formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import type { Waiting } from '#ui';
import { takerLines } from './takers.ts';
import { LEADS, leadersOf, WORKS } from './tell-leaders.ts';

/** Why it ends though work of it is left to nobody, as it was said; empty where it was not. */
async function reasonOf(ctx: Ctx, id: string): Promise<string> {
  const story = await ctx.get(ledgerService).history(ctx.db, `agency:${id}`, ['organisation.agency-ended']);
  return String(story.at(-1)?.body.reason ?? '');
}

/** Its last day, and who has its work then; where nobody has, why, and what is to be done until then. */
async function wordsOf(ctx: Ctx, { id, name, to }: Agency): Promise<string> {
  if (!to) return '';
  const heirs = (await successorAgenciesOf(ctx.db, id, to)).map(a => a.name).join('; ');
  const words = { agency: name, day: formatDate(dayBefore(to)), heirs };
  if (heirs) return ctx.t('administration.agency-ends', words);
  const reason = await reasonOf(ctx, id);
  const lines = takerLines(ctx.t, await takersAt(ctx.db, id, to));
  const takers = lines.length ? lines.join('; ') : ctx.t('administration.agency.end.taker.none');
  return ctx.t(`administration.agency-ends.no-heir${reason ? '-reason' : ''}`, { ...words, reason, takers });
}

/**
 * Said in the inbox of who leads an agency that is to end, as he is written to when it is (`leadersOf`): also of a division that nobody else leads; and
 * of who works on dossiers there.
 */
export async function agencyEnds(ctx: Ctx): Promise<Waiting | null> {
  const { visitor, db, clock } = ctx;
  if (!visitor) return null;
  const leads = visitor.grants.some(g => g.permission === LEADS);
  const works = new Set(visitor.grants.filter(g => g.permission.startsWith(WORKS)).map(g => g.agencyId));
  if (!leads && !works.size) return null;
  const now = clock.now();
  const texts: string[] = [];
  for (const agency of await agenciesToEnd(db, localDate(now)))
    if (
      works.has(agency.id) ||
      (leads && (await leadersOf(db, agency.id, now)).some(l => l.accountId === visitor.accountId))
    )
      texts.push(await wordsOf(ctx, agency));
  return texts.length ? { href: '/can-bo', text: texts.join(' ') } : null;
}
