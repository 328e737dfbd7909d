import type { Queryable } from '#platform/db';
import type { PersonRecord } from '../types.ts';

export const RECORD = `r.id, r.account_id AS "accountId", r.dossier_id AS "dossierId", r.role, r.name, r.birth_date AS "birthDate", r.sex,
  r.phone, r.ethnicity, r.area_id AS "areaId", r.address, r.mother, encode(r.number_key, 'hex') AS number,
  encode(r.stated_key, 'hex') AS stated, r.last4, r.person_id AS "personId", r.made_at AS "madeAt"`;

/** The records of these persons, the one that stands for each first. */
export const recordsOf = (q: Queryable, personIds: readonly string[]): Promise<PersonRecord[]> =>
  q.query<PersonRecord>(
    `SELECT ${RECORD} FROM people.record r WHERE r.person_id = ANY ($1::uuid[]) ORDER BY r.id <> r.person_id, r.id`,
    [personIds],
  );

/** The record with this id. */
export const findRecord = (q: Queryable, id: string): Promise<PersonRecord | undefined> =>
  q.maybe<PersonRecord>(`SELECT ${RECORD} FROM people.record r WHERE r.id = $1::uuid`, [id]);

/** The person of an account, as his record stands now; undefined before the record follows. */
export const findPersonOfAccount = (q: Queryable, accountId: string): Promise<PersonRecord | undefined> =>
  q.maybe<PersonRecord>(
    `SELECT ${RECORD} FROM people.record a JOIN people.record r ON r.id = a.person_id WHERE a.account_id = $1::uuid`,
    [accountId],
  );
