import { newId, type Tx } from '#platform/db';
import { nameKeys } from '../match/name-key.ts';
import type { PersonRecord } from '../types.ts';
import { RECORD } from './read.ts';

/** What names somebody now; `of`: the account or the dossier that does. */
export type RecordFacts = {
  of: { accountId: string } | { dossierId: string; role: 'applicant' | 'owner' };
  name: string;
  birthDate: string | null;
  sex: string | null;
  phone: string | null;
  ethnicity: string | null;
  areaId: string | null;
  address: string | null;
  mother: string | null;
  /** Digest of the number that a card showed, and of the one that was said. */
  numberKey: Buffer | null;
  statedKey: Buffer | null;
  last4: string | null;
};

/**
 * Makes the record of whatever names somebody, or lets it say what that says now. The number by which a person is told from others is not
 * written here: `settleNumber` sees whose it is.
 */
export async function writeRecord(tx: Tx, facts: RecordFacts, at: Date): Promise<PersonRecord> {
  const { nameKey, endsKey } = nameKeys(facts.name);
  const [accountId, dossierId, role] =
    'accountId' in facts.of ? [facts.of.accountId, null, null] : [null, facts.of.dossierId, facts.of.role];
  const id = newId(at.getTime());
  const values = [
    facts.name,
    nameKey,
    endsKey,
    facts.birthDate,
    facts.sex,
    facts.phone,
    facts.ethnicity,
    facts.areaId,
    facts.address,
    facts.mother,
    facts.statedKey,
    facts.last4,
  ];
  const named = accountId ? 'account_id = $13' : 'dossier_id = $13 AND role = $14';
  const key = accountId ? [accountId] : [dossierId, role];
  const kept = await tx.maybe<PersonRecord>(
    `UPDATE people.record r SET name = $1, name_key = $2, ends_key = $3, birth_date = $4, sex = $5, phone = $6, ethnicity = $7, area_id = $8,
       address = $9, mother = $10, stated_key = $11, last4 = $12 WHERE ${named} RETURNING ${RECORD}`,
    [...values, ...key],
  );
  if (kept) return kept;
  return tx.one<PersonRecord>(
    `INSERT INTO people.record AS r (name, name_key, ends_key, birth_date, sex, phone, ethnicity, area_id, address, mother, stated_key, last4,
       account_id, dossier_id, role, id, person_id, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17) RETURNING ${RECORD}`,
    [...values, accountId, dossierId, role, id, at],
  );
}
