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

const NAMED =
  'name, name_key, ends_key, birth_date, sex, phone, ethnicity, area_id, address, mother, stated_key, last4';
const NOW = NAMED.split(', ')
  .map(column => `${column} = excluded.${column}`)
  .join(', ');
const write = (named: string) =>
  `INSERT INTO people.record AS r (${NAMED}, account_id, dossier_id, role, id, person_id, made_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17)
   ON CONFLICT (${named}) DO UPDATE SET ${NOW} RETURNING ${RECORD}`;
const OF_ACCOUNT = write('account_id');
const OF_DOSSIER = write('dossier_id, role');

/**
 * Makes the record of whatever names somebody, or lets it say what that says now; `fresh`: it was not there before. The number by which a
 * person is told from others is not written here: `settleNumber` sees whose it is.
 */
export async function writeRecord(
  tx: Tx,
  facts: RecordFacts,
  at: Date,
): Promise<{ record: PersonRecord; fresh: boolean }> {
  const { nameKey, endsKey } = nameKeys(facts.name);
  const [accountId, dossierId, role] =
    'accountId' in facts.of ? [facts.of.accountId, null, null] : [null, facts.of.dossierId, facts.of.role];
  const id = newId(at.getTime());
  const record = await tx.one<PersonRecord>(accountId ? OF_ACCOUNT : OF_DOSSIER, [
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
    accountId,
    dossierId,
    role,
    id,
    at,
  ]);
  return { record, fresh: record.id === id };
}
