import { accountNames, ESCALATION_REF } from '#engines/cases';
import { type AblePost, ANY_FIELD, agencyPath, postsAble } from '#engines/identity';
import { sumsByAbout } from '#engines/indicators';
import { type Load, loadByPost, type Marks } from '#engines/work';
import type { Queryable } from '#platform/db';
import { STEP_MINUTES, STEPS_DONE, STEPS_LATE } from './count-steps.ts';
import { byName } from './figures.ts';

/** Rights through which somebody does steps of dossiers. */
export const WORK = [
  'dossier.receive',
  'dossier.process',
  'dossier.decide',
  'dossier.sign',
  'dossier.return',
] as const;

export type Held = { open: number; late: number; today: number; soon: number };

/** Somebody who works on steps of an agency: what was done over a period, and what lies with the posts that he holds. */
export type PersonLine = {
  accountId: string;
  name: string;
  posts: Array<Pick<AblePost, 'postId' | 'titleVi' | 'titleEn'>>;
  done: number;
  late: number;
  /** Working minutes that a step took on average; null: none was done. */
  average: number | null;
  held: Held;
};

export type People = {
  people: PersonLine[];
  /** What lies with nobody in particular. */
  pool: Held;
  /** What lies with posts that nobody holds, or that may do nothing here any more. */
  stranded: Array<Held & { postId: string }>;
};

const NOTHING: Held = { open: 0, late: 0, today: 0, soon: 0 };
const add = (a: Held, b: Held): Held => ({
  open: a.open + b.open,
  late: a.late + b.late,
  today: a.today + b.today,
  soon: a.soon + b.soon,
});

/** What lies with all the posts together that nobody holds. */
export const strandedOf = ({ stranded }: Pick<People, 'stranded'>): Held =>
  stranded.reduce<Held>(add, NOTHING);

/** The posts through which steps of an agency are done on the day of `at`, if only those of some fields; each once. */
async function postsAt(q: Queryable, agencyId: string, at: Date): Promise<AblePost[]> {
  const path = await agencyPath(q, agencyId, at);
  const able = new Map<string, AblePost>();
  for (const permission of WORK)
    for (const post of await postsAble(q, permission, path, at, ANY_FIELD)) able.set(post.postId, post);
  return [...able.values()];
}

/**
 * Without those who may do steps here from another agency's post (of a centre below, say) and neither do nor have any: they stand in that
 * agency's list. Where nobody has a post of the agency itself, all that may.
 */
function ofThisAgency(
  people: readonly PersonLine[],
  agencyId: string,
  posts: readonly AblePost[],
): PersonLine[] {
  const own = new Set(posts.flatMap(p => (p.agencyId === agencyId ? p.holders.map(h => h.accountId) : [])));
  const here = people.filter(p => own.has(p.accountId) || p.done > 0 || p.held.open > 0);
  return here.some(p => p.posts.length > 0) ? here : [...people];
}

/** Everybody who works on steps of an agency, or has over the period. What lies with a post that several hold stands with each. */
export async function peopleOf(
  q: Queryable,
  { agencyId, days }: { agencyId: string; days: { from: string; to: string } },
  marks: Marks,
): Promise<People> {
  const [posts, loads, sums] = await Promise.all([
    postsAt(q, agencyId, marks.now),
    loadByPost(q, [agencyId], marks, ESCALATION_REF),
    sumsByAbout(q, [STEPS_DONE, STEPS_LATE, STEP_MINUTES], days, { agencyIds: [agencyId] }),
  ]);
  const held = new Map(loads.map(l => [l.postId, l]));
  const done = new Map(sums.map(s => [s.about, s.sums]));
  const people = new Map<string, PersonLine>();
  const personCalled = (accountId: string, name: string): PersonLine => {
    const known = people.get(accountId);
    if (known) return known;
    const of = done.get(accountId) ?? {};
    const count = of[STEPS_DONE] ?? 0;
    const person: PersonLine = {
      accountId,
      name,
      posts: [],
      done: count,
      late: of[STEPS_LATE] ?? 0,
      average: count ? (of[STEP_MINUTES] ?? 0) / count : null,
      held: NOTHING,
    };
    people.set(accountId, person);
    return person;
  };
  for (const post of posts)
    for (const holder of post.holders) {
      const person = personCalled(holder.accountId, holder.name);
      person.posts.push(post);
      person.held = add(person.held, held.get(post.postId) ?? NOTHING);
    }
  const gone = [...done.keys()].filter(id => !people.has(id));
  for (const [id, name] of await accountNames(q, gone)) personCalled(id, name);
  const reached = new Set(posts.filter(p => p.holders.length > 0).map(p => p.postId));
  return {
    people: ofThisAgency([...people.values()], agencyId, posts).sort(byName),
    pool: held.get(null) ?? NOTHING,
    stranded: loads.flatMap((l: Load) =>
      l.postId && !reached.has(l.postId) ? [{ ...l, postId: l.postId }] : [],
    ),
  };
}
