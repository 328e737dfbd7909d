import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Joining } from '../types.ts';

const JOINING = `j.id, j.joined_id AS "joinedId", j.into_id AS "intoId", j.way, j.shown, j.at, j.by, j.post_id AS "postId",
  j.agency_id AS "agencyId", j.parted_at AS "partedAt", j.parted_by AS "partedBy"`;

/** The joining by which a record is joined into another now. */
export const openJoiningOf = (q: Queryable, recordId: string): Promise<Joining | undefined> =>
  q.maybe<Joining>(
    `SELECT ${JOINING} FROM people.joining j WHERE j.joined_id = $1::uuid AND j.parted_at IS NULL`,
    [recordId],
  );

/** Throws NOT_FOUND. */
export async function getJoining(q: Queryable, id: string): Promise<Joining> {
  const joining = await q.maybe<Joining>(`SELECT ${JOINING} FROM people.joining j WHERE j.id = $1::uuid`, [
    id,
  ]);
  if (!joining) throw NotFound();
  return joining;
}

/** The joining by which two records are one person, of those that hold; undefined where they are two. */
export function joiningOf(joinings: readonly Joining[], one: string, other: string): Joining | undefined {
  const together = new Map<string, string>();
  const first = (id: string): string => {
    const into = together.get(id);
    return into === undefined ? id : first(into);
  };
  for (const joining of [...joinings].sort((a, b) => +a.at - +b.at)) {
    const { joinedId, intoId } = joining;
    if (first(joinedId) !== first(intoId)) together.set(first(joinedId), first(intoId));
    if (first(one) === first(other)) return joining;
  }
  return undefined;
}

/** The joinings that make these records one person, the newest first. */
export const joiningsAmong = (q: Queryable, recordIds: readonly string[]): Promise<Joining[]> =>
  q.query<Joining>(
    `SELECT ${JOINING} FROM people.joining j WHERE j.joined_id = ANY ($1::uuid[]) AND j.parted_at IS NULL ORDER BY j.at DESC, j.id DESC`,
    [recordIds],
  );
