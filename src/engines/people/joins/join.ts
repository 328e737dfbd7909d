import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { PersonJoined, PersonNumbersDiffer, PersonsApart } from '../errors.ts';
import { refreshLikeness } from '../match/candidates.ts';
import { recordsOf } from '../records/read.ts';
import { type Joining, SHOWN, type Shown } from '../types.ts';
import { enter, lockTwo, settlePerson, takeTurn } from './group.ts';
import { openJoiningOf } from './read.ts';

export type JoinWish = {
  /** The record that stays, and the one that is joined into it: both stand for their persons. */
  intoId: string;
  joinedId: string;
  /** The facts that are shown as the joined record says them. */
  shown: readonly Shown[];
};

async function write(
  tx: Tx,
  { intoId, joinedId, shown }: JoinWish,
  way: Joining['way'],
  act: Act,
): Promise<string> {
  const id = newId(act.at.getTime());
  const says = Object.fromEntries(SHOWN.filter(f => shown.includes(f)).map(f => [f, joinedId]));
  await tx.run(
    `INSERT INTO people.joining (id, joined_id, into_id, way, shown, at, by, post_id, agency_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      joinedId,
      intoId,
      way,
      JSON.stringify(says),
      act.at,
      act.actor,
      act.post ?? null,
      act.agency ?? null,
    ],
  );
  await tx.run('UPDATE people.record SET joined_into = $2, person_id = $2 WHERE id = $1', [joinedId, intoId]);
  await settlePerson(tx, joinedId);
  await enter(tx, act, {
    kind: 'person.joined',
    subject: `person:${joinedId}`,
    body: { joining: id, into: intoId, way, shown: says },
  });
  return id;
}

/** Throws PERSONS_APART when somebody said of two among both persons' records that they are two. */
async function mustNotBeApart(tx: Tx, ids: readonly string[]): Promise<void> {
  const apart = await tx.maybe(
    'SELECT FROM people.apart WHERE a_id = ANY ($1::uuid[]) AND b_id = ANY ($1::uuid[]) AND ended_at IS NULL LIMIT 1',
    [ids],
  );
  if (apart) throw PersonsApart();
}

/**
 * Two persons are one from now on, as a human says. No record is changed by it, so that it can be taken back at any time (`part`).
 * Returns the id of the joining; asked again for the same it is the same.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such record |
 * | PERSON_JOINED | one of them was joined into another meanwhile |
 * | PERSON_NUMBERS_DIFFER | cards showed two personal numbers |
 * | PERSONS_APART | somebody said that they are two |
 */
export async function join(tx: Tx, wish: JoinWish, act: Act): Promise<string> {
  await takeTurn(tx);
  const [into, joined] = await lockTwo(tx, wish.intoId, wish.joinedId);
  for (const record of [joined, into]) {
    if (record.personId === record.id) continue;
    const done = await openJoiningOf(tx, record.id);
    if (record === joined && done?.intoId === into.id) return done.id;
    throw PersonJoined({ by: done?.by ?? '', at: done?.at.toISOString() ?? '' });
  }
  const records = await recordsOf(tx, [into.id, joined.id]);
  if (new Set(records.map(r => r.number).filter(Boolean)).size > 1) throw PersonNumbersDiffer();
  await mustNotBeApart(
    tx,
    records.map(r => r.id),
  );
  const id = await write(tx, wish, 'human', act);
  await refreshLikeness(tx, [into.id, joined.id]);
  return id;
}

/** The same number on the card and the same name: one person, without a human. Both are persons and locked by the caller's transaction. */
export async function joinByNumber(tx: Tx, intoId: string, joinedId: string, act: Act): Promise<void> {
  await lockTwo(tx, intoId, joinedId);
  await write(tx, { intoId, joinedId, shown: [] }, 'number', act);
  await refreshLikeness(tx, [intoId, joinedId]);
}
