import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { askerOf, factsOf } from '../access/facts.ts';
import { mayAct } from '../access/table.ts';
import { findDossiers } from '../read/dossier.ts';
import { statusTextsOf } from '../read/status-texts.ts';
import type { Twin } from './find-same-matter.ts';

/** A twin, how it stands (the key of the text), whether the reader may open it, and where he may not the telephone of its agency. */
export type SeenTwin = Twin & { standing: string; opens: boolean; phone: string | null };

/**
 * Twins as this official is told of them. That he is told is entered as a reading of each: the citizen sees that somebody has compared
 * his dossier with another. `place`: through which post and for which agency.
 */
export async function seeTwins(
  ctx: Ctx,
  twins: readonly Twin[],
  place: { postId: string | null; agencyId: string | null },
): Promise<SeenTwin[]> {
  if (!twins.length) return [];
  const visitor = ctx.visitor!;
  const now = ctx.clock.now();
  const asker = askerOf(visitor);
  const dossiers = await findDossiers(
    ctx.db,
    twins.map(t => t.id),
  );
  const standing = await statusTextsOf(ctx.db, twins);
  const seen: SeenTwin[] = [];
  for (const twin of twins) {
    const dossier = dossiers.find(d => d.id === twin.id);
    if (!dossier) continue;
    const opens = mayAct(asker, 'read', await factsOf(ctx.db, dossier, now));
    await ctx.db.tx(tx =>
      ctx.get(ledgerService).recordAccess(tx, {
        subject: `dossier:${twin.id}`,
        actor: visitor.accountId,
        post: place.postId,
        agency: place.agencyId,
        purpose: 'same-matter',
      }),
    );
    const agency = opens ? undefined : await findAgency(ctx.db, twin.agencyId, localDate(now));
    seen.push({ ...twin, standing: standing.get(twin.id) ?? '', opens, phone: agency?.phone ?? null });
  }
  return seen;
}
