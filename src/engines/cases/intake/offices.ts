import type { ScopedGrant } from '#engines/identity';
import { type Agency, agenciesBelow, findAgency, findServiceCentreOf } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';

const RECEIVE = 'dossier.receive';

/**
 * The offices at whose counters somebody may receive, on the day of `at`: where he holds the right. An agency whose people are
 * served by a centre has its counter there.
 */
export async function officesOf(q: Queryable, visitor: Visitor, at: Date): Promise<Agency[]> {
  const date = localDate(at);
  const offices = new Map<string, Agency>();
  for (const grant of visitor.grants as readonly ScopedGrant[]) {
    if (grant.permission !== RECEIVE) continue;
    const own = await findAgency(q, grant.agencyId, date);
    for (const agency of [
      ...(own ? [own] : []),
      ...(grant.below ? await agenciesBelow(q, grant.agencyId, date) : []),
    ])
      offices.set(agency.id, agency);
  }
  const all = [...offices.values()];
  const centres = all.filter(a => a.kind === 'service-centre');
  const without = [];
  for (const agency of all) {
    const centre = agency.areaId ? await findServiceCentreOf(q, agency.areaId, date) : undefined;
    if (agency.kind !== 'service-centre' && !(centre && offices.has(centre.id))) without.push(agency);
  }
  return [...centres, ...without].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

/** The post through which somebody receives at an office: his own there before one from above or by delegation. */
export const postAt = (visitor: Visitor, agencyId: string): string | null => {
  const grants = visitor.grants.filter(g => g.permission === RECEIVE);
  return (grants.find(g => g.agencyId === agencyId) ?? grants[0])?.postId ?? null;
};
