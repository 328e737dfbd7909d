import type { Tx } from '#platform/db';
import { RECORD, recordsOf } from '../records/read.ts';
import type { PersonRecord } from '../types.ts';
import { likenessOf } from './likeness.ts';

/** So many of one block are looked at: a name and year that more people have tells nobody apart. */
const BLOCK = 200;

/**
 * Records that may be of the same person as one: each part walks an index of few rows. Same number; same birthday (not 1 January,
 * which so many have); first and last word alike and born in the same year, or in an unknown one of the same commune; same telephone.
 */
const CANDIDATES = `WITH mine AS (SELECT * FROM people.record WHERE id = $1)
  SELECT ${RECORD} FROM people.record r WHERE r.id IN (
    (SELECT o.id FROM mine m JOIN people.record o ON o.stated_key = m.stated_key LIMIT ${BLOCK})
    UNION (SELECT o.id FROM mine m JOIN people.record o ON o.birth_date = m.birth_date
      WHERE extract(doy FROM m.birth_date) > 1 LIMIT ${BLOCK})
    UNION (SELECT o.id FROM mine m JOIN people.record o ON o.birth_date = m.birth_date AND o.name_key = m.name_key LIMIT ${BLOCK})
    UNION (SELECT o.id FROM mine m JOIN people.record o ON o.ends_key = m.ends_key AND o.birth_year = m.birth_year LIMIT ${BLOCK})
    UNION (SELECT o.id FROM mine m JOIN people.record o ON o.ends_key = m.ends_key AND o.birth_year IS NULL
      WHERE o.area_id = m.area_id LIMIT ${BLOCK})
    UNION (SELECT o.id FROM mine m JOIN people.record o ON o.phone = m.phone LIMIT ${BLOCK}))`;

/** Persons of whom somebody said that they are another than this one. */
const saidApart = async (tx: Tx, recordIds: readonly string[]): Promise<Set<string>> =>
  new Set(
    (
      await tx.query<{ id: string }>(
        `SELECT o.person_id AS id FROM people.apart p
         JOIN people.record o ON o.id = CASE WHEN p.a_id = ANY ($1::uuid[]) THEN p.b_id ELSE p.a_id END
         WHERE (p.a_id = ANY ($1::uuid[]) OR p.b_id = ANY ($1::uuid[])) AND p.ended_at IS NULL`,
        [recordIds],
      )
    ).map(r => r.id),
  );

/** With whom a person may be one, by person: of all records of both, the likest two count. */
async function likeOnes(tx: Tx, records: readonly PersonRecord[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const record of records)
    for (const other of await tx.query<PersonRecord>(CANDIDATES, [record.id])) {
      if (other.personId === record.personId) continue;
      const score = likenessOf(record, other)?.score ?? 0;
      if (score > (found.get(other.personId) ?? 0)) found.set(other.personId, score);
    }
  return found;
}

async function keepLikeOnes(tx: Tx, personId: string, found: ReadonlyMap<string, number>): Promise<void> {
  if (!found.size) return;
  const at = (person: string) =>
    `ARRAY(SELECT DISTINCT p.agency_id FROM people.record r JOIN people.place p ON p.record_id = r.id WHERE r.person_id = ${person} ORDER BY 1)`;
  await tx.run(
    `INSERT INTO people.likeness (a_id, b_id, score, a_at, b_at)
     SELECT a, b, score, ${at('a')}, ${at('b')} FROM (
       SELECT least($1::uuid, o) AS a, greatest($1::uuid, o) AS b, score FROM unnest($2::uuid[], $3::int[]) AS f (o, score)) AS pair
     ON CONFLICT (a_id, b_id) DO UPDATE SET score = excluded.score, a_at = excluded.a_at, b_at = excluded.b_at`,
    [personId, [...found.keys()], [...found.values()]],
  );
}

async function refreshPerson(tx: Tx, personId: string): Promise<void> {
  await tx.run('DELETE FROM people.likeness WHERE a_id = $1 OR b_id = $1', [personId]);
  const records = await recordsOf(tx, [personId]);
  const found = await likeOnes(tx, records);
  const apart = await saidApart(
    tx,
    records.map(r => r.id),
  );
  for (const id of apart) found.delete(id);
  await keepLikeOnes(tx, personId, found);
}

/** As `refreshLikeness`, for a record that has just been made and is joined with none: nothing was kept or said of it before. */
export async function findLikeness(tx: Tx, record: PersonRecord): Promise<void> {
  await keepLikeOnes(tx, record.personId, await likeOnes(tx, [record]));
}

/**
 * Works out anew with whom the persons of these records may be one. It follows from the records, the joins and what was said to be two
 * alone, so that taking a join back brings back what was there.
 */
export async function refreshLikeness(tx: Tx, recordIds: readonly string[]): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    'SELECT DISTINCT person_id AS id FROM people.record WHERE id = ANY ($1::uuid[])',
    [recordIds],
  );
  const persons = rows.map(r => r.id);
  // Who is no person any more is in no pair.
  const gone = recordIds.filter(id => !persons.includes(id));
  if (gone.length)
    await tx.run('DELETE FROM people.likeness WHERE a_id = ANY ($1::uuid[]) OR b_id = ANY ($1::uuid[])', [
      gone,
    ]);
  for (const id of persons) await refreshPerson(tx, id);
}
