import type { Act } from '#engines/organisation';
import { newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { PersonJoined } from '../errors.ts';
import { refreshLikeness } from '../match/candidates.ts';
import { enter, lockTwo, takeTurn } from './group.ts';
import { openJoiningOf } from './read.ts';

export type Apart = { id: string; aId: string; bId: string; at: Date; by: string; endedAt: Date | null };

const APART = `p.id, p.a_id AS "aId", p.b_id AS "bId", p.at, p.by, p.ended_at AS "endedAt"`;

const ordered = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one]);

/** Whether somebody has said of these two that they are not one. */
export async function isApart(q: Queryable, one: string, other: string): Promise<boolean> {
  const pair = ordered(one, other);
  return !!(await q.maybe(
    'SELECT FROM people.apart WHERE a_id = $1 AND b_id = $2 AND ended_at IS NULL',
    pair,
  ));
}

/** Somebody looked at two persons and says that they are two. Said again it changes nothing. Throws NOT_FOUND, PERSON_JOINED. */
export async function setApart(tx: Tx, one: string, other: string, act: Act): Promise<void> {
  await takeTurn(tx);
  const [a, b] = ordered(one, other);
  for (const record of await lockTwo(tx, a, b)) {
    if (record.personId === record.id) continue;
    const done = await openJoiningOf(tx, record.id);
    throw PersonJoined({ by: done?.by ?? '', at: done?.at.toISOString() ?? '' });
  }
  if (await isApart(tx, a, b)) return;
  const id = newId(act.at.getTime());
  await tx.run(
    'INSERT INTO people.apart (id, a_id, b_id, at, by, post_id, agency_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, a, b, act.at, act.actor, act.post ?? null, act.agency ?? null],
  );
  await enter(tx, act, { kind: 'person.set-apart', subject: `persons-apart:${id}`, body: { a, b } });
  await refreshLikeness(tx, [a, b]);
}

/** Takes it back: they may be one again. Done twice it is done once. Throws NOT_FOUND. */
export async function endApart(tx: Tx, id: string, act: Act): Promise<void> {
  await takeTurn(tx);
  const row = await tx.maybe<Apart>(`SELECT ${APART} FROM people.apart p WHERE p.id = $1::uuid FOR UPDATE`, [
    id,
  ]);
  if (!row) throw NotFound();
  if (row.endedAt) return;
  await tx.run('UPDATE people.apart SET ended_at = $2, ended_by = $3 WHERE id = $1', [id, act.at, act.actor]);
  await enter(tx, act, {
    kind: 'person.apart-ended',
    subject: `persons-apart:${id}`,
    body: { a: row.aId, b: row.bId },
  });
  await refreshLikeness(tx, [row.aId, row.bId]);
}
