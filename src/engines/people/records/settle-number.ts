import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { fold } from '#platform/text';
import { isApart } from '../joins/apart.ts';
import { joinByNumber } from '../joins/join.ts';
import type { PersonRecord } from '../types.ts';
import { RECORD } from './read.ts';

/** The person who has a number by a card already, if that is another than this record's. */
const otherHolder = (tx: Tx, record: PersonRecord, key: Buffer): Promise<PersonRecord | undefined> =>
  tx.maybe<PersonRecord>(
    `SELECT ${RECORD} FROM people.record r WHERE r.id IN (SELECT h.person_id FROM people.record h WHERE h.number_key = $1)
       AND r.id <> $2 ORDER BY r.id LIMIT 1 FOR UPDATE`,
    [key, record.personId],
  );

/** Whether a number makes them one without a human: the names are the same, and nobody said that they are two. */
const isOne = async (tx: Tx, holder: PersonRecord, record: PersonRecord): Promise<boolean> =>
  record.personId === record.id &&
  fold(holder.name) === fold(record.name) &&
  !(await isApart(tx, holder.id, record.id));

/**
 * Gives a record the number that a card showed. One person, one record: where another has the number already and the name is the same,
 * both are joined (an account stays before a dossier's mention, else the older); where the name is another, or somebody said that they are
 * two, the number is left with whom it was, and what this one says stays something that is said.
 */
export async function settleNumber(
  tx: Tx,
  record: PersonRecord,
  key: Buffer | null,
  act: Act,
): Promise<void> {
  if (record.number === (key?.toString('hex') ?? null)) return;
  const holder = key ? await otherHolder(tx, record, key) : undefined;
  const one = !holder || (await isOne(tx, holder, record));
  if (holder && one) {
    const accountStays = record.accountId !== null && holder.accountId === null;
    const [into, joined] = accountStays ? [record, holder] : [holder, record];
    await joinByNumber(tx, into.id, joined.id, act);
  }
  await tx.run('UPDATE people.record SET number_key = $2 WHERE id = $1', [record.id, one ? key : null]);
}
