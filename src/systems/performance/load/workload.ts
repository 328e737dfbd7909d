import { type Absence, listAbsences, type Marks, type StandIn, standIns } from '#engines/work';
import { dayBefore, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type People, type PersonLine, peopleOf } from '../people.ts';

/** Over how many days back somebody's usual pace is counted. */
const PACE_DAYS = 30;

/** The days over which it is counted how fast steps are done: until yesterday. */
export function paceDays(now: Date): { from: string; to: string } {
  const to = dayBefore(localDate(now));
  return { from: localDate(new Date(now.getTime() - (PACE_DAYS + 1) * 86_400_000)), to };
}

/**
 * Why nothing should be given to somebody at the moment. `until`: the last local day; `acting`: for
 * which rights somebody else acts for him meanwhile.
 */
export type Hindrance = { kind: 'away' | 'delegated'; until: string; acting: readonly StandIn[] } | null;

export type Worker = PersonLine & { hindrance: Hindrance; absences: Absence[] };
export type Workload = Omit<People, 'people'> & { workers: Worker[] };

/** Who of an agency has how much in hand, who is away, and how fast each is. */
export async function workloadOf(q: Queryable, agencyId: string, marks: Marks): Promise<Workload> {
  const date = localDate(marks.now);
  const { people, ...rest } = await peopleOf(q, { agencyId, days: paceDays(marks.now) }, marks);
  // Who has left is no one to give work to.
  const here = people.filter(p => p.posts.length > 0);
  const absences = await listAbsences(
    q,
    here.map(p => p.accountId),
    date,
  );
  const all = await standIns(
    q,
    here.flatMap(p => p.posts.map(post => post.postId)),
    marks.now,
  );
  const hindranceOf = (person: PersonLine, own: readonly Absence[]): Hindrance => {
    const away = own.find(a => a.from <= date);
    const acting = all.filter(s => person.posts.some(p => p.postId === s.postId));
    if (away) return { kind: 'away', until: dayBefore(away.to), acting };
    const [last] = acting.map(s => s.to).toSorted((a, b) => (a < b ? 1 : -1));
    return last ? { kind: 'delegated', until: dayBefore(last), acting } : null;
  };
  return {
    ...rest,
    workers: here.map(person => {
      const own = absences.filter(a => a.accountId === person.accountId);
      return { ...person, absences: own, hindrance: hindranceOf(person, own) };
    }),
  };
}
