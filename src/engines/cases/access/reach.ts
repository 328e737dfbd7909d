import type { ScopedGrant } from '#engines/identity';
import { agenciesBelow, agenciesWithoutHeir, type Legacy, legaciesOf } from '#engines/organisation';
import { agenciesAtWork, type Reach, withOpenWork } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import { placesOf, type StandingAgency, standing } from './places.ts';

/** Rights that put tasks into an inbox. */
const WORK = new Set([
  'dossier.receive',
  'dossier.process',
  'dossier.decide',
  'dossier.sign',
  'dossier.return',
  // A notice that a result bears what was corrected since on another.
  'result.correct',
]);

/** Of an agency that is gone, what somebody else has to do now: all, or what is about these places. */
type Inherited = { agencyId: string; areas: readonly string[] | null };

/** Whom these agencies alone followed, where anything of it is still to be done. */
async function followedAtWork(q: Queryable, ids: readonly string[], date: string): Promise<Legacy[]> {
  const legacies = await legaciesOf(q, ids, date);
  const open = await withOpenWork(
    q,
    legacies.map(l => l.id),
  );
  return legacies.filter(l => open.includes(l.id));
}

/** The agencies without a single successor that still have something to do about the places of these, and which places those are. */
async function leftAtWork(
  q: Queryable,
  there: readonly StandingAgency[],
  date: string,
): Promise<{ left: string[]; places: ReadonlyMap<string, string[]> }> {
  const [places, without] = await Promise.all([placesOf(q, there, date), agenciesWithoutHeir(q, date)]);
  return { left: await agenciesAtWork(q, [...new Set([...places.values()].flat())], without), places };
}

/**
 * Each of `ids` that is there on `date`, with what it has to do for agencies that are gone. The same as `agencyPaths` says
 * of one dossier, asked the other way round: the work of one successor is its; of none or several, the committee's of the
 * place that the matter is about.
 */
async function inheritedBy(
  q: Queryable,
  ids: readonly string[],
  date: string,
): Promise<Map<string, Inherited[]>> {
  const there = await standing(q, ids, date);
  const inherited = new Map<string, Inherited[]>(there.map(a => [a.id, []]));
  const [followed, { left, places }] = await Promise.all([
    followedAtWork(q, [...inherited.keys()], date),
    leftAtWork(q, there, date),
  ]);
  for (const { id, heirId } of followed) inherited.get(heirId)?.push({ agencyId: id, areas: null });
  for (const [id, areas] of left.length ? places : [])
    inherited.get(id)?.push(...left.map(agencyId => ({ agencyId, areas })));
  return inherited;
}

/**
 * Where an official's inbox reaches at `at`: one entry for each agency, right and post, and for each agency whose work
 * came to one of these through a reform. Who still holds a post of an agency that is gone reaches nothing through it.
 */
export async function reachOfInbox(q: Queryable, visitor: Visitor, at: Date): Promise<Reach[]> {
  const date = localDate(at);
  const held: Array<{ agencyId: string; right: Pick<Reach, 'permission' | 'postId' | 'fields'> }> = [];
  for (const grant of visitor.grants as readonly ScopedGrant[]) {
    if (!WORK.has(grant.permission)) continue;
    const right = { permission: grant.permission, postId: grant.postId, fields: grant.fields ?? null };
    held.push({ agencyId: grant.agencyId, right });
    if (grant.below)
      for (const a of await agenciesBelow(q, grant.agencyId, date)) held.push({ agencyId: a.id, right });
  }
  if (held.length === 0) return [];
  const inherited = await inheritedBy(q, [...new Set(held.map(h => h.agencyId))], date);
  const own = held.filter(h => inherited.has(h.agencyId));
  return [
    ...own.map(({ agencyId, right }): Reach => ({ agencyId, ...right })),
    ...own.flatMap(({ agencyId: heir, right }) =>
      (inherited.get(heir) ?? []).map(
        ({ agencyId, areas }): Reach => ({ agencyId, ...right, inherited: { areas } }),
      ),
    ),
  ];
}
