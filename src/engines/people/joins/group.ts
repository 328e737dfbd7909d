import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { RECORD } from '../records/read.ts';
import type { PersonRecord } from '../types.ts';

/**
 * Until the transaction ends nobody else joins, parts or follows. Whoever is joined changes pairs of people whom nobody locked, so that
 * locks of records alone would let two officials, or one and what follows the ledger, wait for each other in a circle. Joins are rare.
 */
export const takeTurn = (tx: Tx): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('people', 0))`);

/**
 * The two records, locked in the order of their ids, so that two officials who join the same at once wait for each other and the second
 * sees what the first did. Throws NOT_FOUND.
 */
export async function lockTwo(tx: Tx, one: string, other: string): Promise<[PersonRecord, PersonRecord]> {
  const rows = await tx.query<PersonRecord>(
    `SELECT ${RECORD} FROM people.record r WHERE r.id = ANY ($1::uuid[]) ORDER BY r.id FOR UPDATE`,
    [[one, other]],
  );
  const [a, b] = [rows.find(r => r.id === one), rows.find(r => r.id === other)];
  if (!a || !b) throw NotFound();
  return [a, b];
}

/** Lets every record under this one stand for the same person as it does: who stands for a person follows from the joins alone. */
export const settlePerson = (tx: Tx, recordId: string): Promise<number> =>
  tx.run(
    `WITH RECURSIVE up AS (
       SELECT id, joined_into FROM people.record WHERE id = $1
       UNION ALL SELECT r.id, r.joined_into FROM people.record r JOIN up ON r.id = up.joined_into),
     root AS (SELECT id FROM up WHERE joined_into IS NULL),
     down AS (
       SELECT id FROM people.record WHERE id = $1
       UNION ALL SELECT r.id FROM people.record r JOIN down ON r.joined_into = down.id)
     UPDATE people.record r SET person_id = root.id FROM root, down WHERE r.id = down.id AND r.person_id <> root.id`,
    [recordId],
  );

/** Appends what was done to a locked record. */
export const enter = (
  tx: Tx,
  act: Act,
  entry: { kind: string; subject: string; body: Record<string, unknown> },
): Promise<unknown> =>
  act.ledger.append(tx, {
    ...entry,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
  });
