import {
  askerOf,
  casesService,
  type Dossier,
  factsOf,
  liesWithAnother,
  shownAt,
  storyOf,
} from '#engines/cases';
import { holdersOfPosts } from '#engines/identity';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { markSent } from './seen.ts';

/**
 * For who does a step that lies with somebody else of his agency by now: who gave it to whom and when, unless the page that he sends showed it so.
 * Undefined where it was given to nobody.
 */
export async function givenOn(ctx: Ctx, dossier: Dossier): Promise<string | undefined> {
  const { t, db, clock } = ctx;
  const now = clock.now();
  const shown = shownAt(markSent(ctx));
  const others = liesWithAnother(askerOf(ctx.visitor), await factsOf(db, dossier, now), ctx.req.params.task);
  if (!others.length) return undefined;
  const { happenings } = await storyOf(db, ctx.get(casesService).ledger, dossier, now);
  const given = happenings.find(h => h.kind === 'assigned' && others.includes(String(h.body.task)));
  if (!given || (shown && given.at < shown)) return undefined;
  const holders = await holdersOfPosts(db, [String(given.body.post)], localDate(now));
  const said = {
    who: given.who ?? t('one-stop.system'),
    to: [...new Set(holders.map(h => h.name))].join(', ') || (given.post ?? ''),
    at: formatDateTime(given.at),
  };
  return t(
    given.actor === ctx.visitor?.accountId ? 'one-stop.overtaken.given-own' : 'one-stop.overtaken.given',
    said,
  );
}
