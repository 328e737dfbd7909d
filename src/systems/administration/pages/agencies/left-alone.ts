import { leftAt, type Taker, takersAt } from '#engines/cases';
import { listApiTokens } from '#engines/identity';
import { type Agency, listPosts, successorAgenciesOf } from '#engines/organisation';
import { dayAfter } from '#platform/clock';
import type { Ctx } from '#platform/http';

/**
 * What lies at an agency when it ends, a line a kind, and who has its work from the day after: its heirs; where none is recorded the committee of
 * each place, as far as there is another (`takers`).
 */
export type AtEnd = { dossiers: number; steps: number; lines: string[]; heirs: Agency[]; takers: Taker[] };

/** What lies at the agency, were `last` its last day. */
export async function atEnd(ctx: Ctx, id: string, last: string): Promise<AtEnd> {
  const { t, db } = ctx;
  const on = dayAfter(last);
  const now = ctx.clock.now();
  const { dossiers, steps } = await leftAt(db, id);
  const posts = await listPosts(db, id, on);
  const tokens = (await listApiTokens(db)).filter(
    token => token.agencyId === id && !token.revokedAt && token.expiresAt > now,
  );
  const counts = { dossiers, steps, posts: posts.length, tokens: tokens.length };
  const lines = Object.entries(counts).flatMap(([kind, count]) =>
    count ? [t(`administration.agency.end.left-${kind}`, { count })] : [],
  );
  const heirs = await successorAgenciesOf(db, id, on);
  return { dossiers, steps, lines, heirs, takers: heirs.length ? [] : await takersAt(db, id, on) };
}

/** What has no heir when the agency ends after that day: a line a kind. Empty where a successor is recorded: it has them. */
export const leftAlone = ({ lines, heirs }: AtEnd): string[] => (heirs.length ? [] : lines);
