import { agenciesWithoutHeir, legaciesOf, sharedAreasOf } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { agenciesAbout } from '../read/agencies-about.ts';
import { placesOf, standing } from './places.ts';

/** An agency whose dossiers somebody may read. `fields`: codes of procedures' fields; null for all. */
export type RegisterReach = { agencyId: string; fields: readonly string[] | null; areas?: never };

/**
 * Of an agency that is gone without a single heir, the dossiers about these places. Another type than `RegisterReach`, so that nobody who
 * looks at agencies only takes it for all that the agency had.
 */
export type PlacedReach = Omit<RegisterReach, 'areas'> & { areas: readonly string[] };

/** The agencies with those that they followed in a reform: their finished dossiers are looked for at the successor. */
export async function withLegacies(
  q: Queryable,
  reach: readonly RegisterReach[],
  at: Date,
): Promise<RegisterReach[]> {
  const ids = [...new Set(reach.map(r => r.agencyId))];
  const legacies = ids.length ? await legaciesOf(q, ids, localDate(at)) : [];
  return [
    ...reach,
    ...legacies.flatMap(({ id, heirId }) =>
      reach.filter(r => r.agencyId === heirId).map(r => ({ agencyId: id, fields: r.fields })),
    ),
  ];
}

/** Which of these agencies had something about these places, each with the place. */
export type About = (
  q: Queryable,
  areaIds: readonly string[],
  agencyIds: readonly string[],
) => Promise<Array<{ areaId: string; agencyId: string }>>;

/** Where a register reaches, and the places of which it can reach nothing that agencies without an heir had. */
export type WholeReach = { reach: Array<RegisterReach | PlacedReach>; undecided: string[] };

/**
 * As `withLegacies`, and of agencies whose work went to several or to nobody the dossiers about the places of the committees among `reach`:
 * those of which `heirOf` names the committee. `undecided`: former places that went to one of these committees and to others too, and of
 * which such an agency had dossiers; these are in the register of whoever reads everything, and in no other. `agenciesWith`: the same of what
 * else lies with agencies about the places of dossiers.
 */
export async function withLegaciesByPlace(
  q: Queryable,
  reach: readonly RegisterReach[],
  at: Date,
  agenciesWith: About = agenciesAbout,
): Promise<WholeReach> {
  const date = localDate(at);
  const ids = [...new Set(reach.map(r => r.agencyId))];
  const [whole, there, left] = await Promise.all([
    withLegacies(q, reach, at),
    standing(q, ids, date),
    agenciesWithoutHeir(q, date),
  ]);
  const own = there.flatMap(a => a.committeeOf ?? []);
  if (!own.length || !left.length) return { reach: whole, undecided: [] };
  const [places, parted] = await Promise.all([placesOf(q, there, date), sharedAreasOf(q, own, date)]);
  const shared = [...new Set(parted.map(a => a.id))];
  const kept = await agenciesWith(q, [...new Set([...places.values()].flat()), ...shared], left);
  const placed = [...new Set(kept.map(a => a.agencyId))].flatMap(agencyId =>
    reach.flatMap(({ agencyId: heir, fields }): PlacedReach[] => {
      const here = places.get(heir) ?? [];
      const areas = kept.filter(a => a.agencyId === agencyId && here.includes(a.areaId)).map(a => a.areaId);
      return areas.length ? [{ agencyId, fields, areas }] : [];
    }),
  );
  return { reach: [...whole, ...placed], undecided: shared.filter(id => kept.some(a => a.areaId === id)) };
}
