import { findAgency, listAgencyVersions, resolveAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { Dossier } from '../types.ts';

type Told = { id: string; kind: string; body: Record<string, unknown> };

/**
 * What an agency that an entry names is called: by its name of that day; where it was gone already, by that of the one that has taken over all its
 * work, or its own last one. Where the dossier lies today says nothing of it. Null for one that never was.
 */
export async function agencyNameThen(q: Queryable, agencyId: string, at: Date): Promise<string | null> {
  const date = localDate(at);
  const there = await findAgency(q, agencyId, date);
  if (there) return there.name;
  try {
    return (await resolveAgency(q, agencyId, date)).name;
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return (await listAgencyVersions(q, agencyId)).at(-1)?.name ?? null;
  }
}

/** At which agency a dossier lay when each of its entries was made, by the transfers among them; `entries` the oldest first. */
export function agenciesThen(
  { agencyId }: Pick<Dossier, 'agencyId'>,
  entries: readonly Told[],
): ReadonlyMap<string, string> {
  const moves = entries.filter(e => e.kind === 'case.transferred');
  const places = new Map<string, string>();
  let now = String(moves[0]?.body.from ?? agencyId);
  for (const { id, kind, body } of entries) {
    places.set(id, now);
    if (kind === 'case.transferred') now = String(body.to);
    const back = kind === 'case.act-undone' && moves.find(m => m.id === body.entry);
    if (back) now = String(back.body.from);
  }
  return places;
}

/** What was still to be paid when each entry was made, by what the entries of the money before it say; `entries` the oldest first. */
export function owedThen(entries: readonly Told[]): ReadonlyMap<string, number> {
  let left = 0;
  const owed = new Map<string, number>();
  for (const { id, kind, body } of entries) {
    if (kind === 'case.paid' || kind.startsWith('case.payment-')) left = Number(body.left ?? left);
    owed.set(id, left);
  }
  return owed;
}
