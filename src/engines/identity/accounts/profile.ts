import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import type { Vault } from '../vault/vault.ts';
import { type Account, getAccount } from './account.ts';

/** What the vault calls personal numbers. */
export const NUMBER = 'personal-number';

/** What a citizen has told about himself, for filling in forms. */
export type Profile = {
  name: string;
  /** E.164. */
  phone: string | null;
  email: string | null;
  /** Twelve digits, in full. */
  personalNumber: string | null;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
  ethnicity: string | null;
  /** Stable id of the commune's area. */
  areaId: string | null;
  addressDetail: string | null;
};

/** The citizen's own profile, with the personal number in full: for himself only. Throws NotFound. */
export async function profileOf(q: Queryable, vault: Vault, accountId: string): Promise<Profile> {
  const account = await getAccount(q, accountId);
  const row = await q.one<
    { sealed: Buffer | null } & Pick<Profile, 'sex' | 'ethnicity' | 'areaId' | 'addressDetail'>
  >(
    `SELECT a.personal_number_sealed AS sealed, p.sex, p.ethnicity, p.area_id AS "areaId", p.address_detail AS "addressDetail"
       FROM identity.account a LEFT JOIN identity.citizen_profile p ON p.account_id = a.id WHERE a.id = $1`,
    [accountId],
  );
  const { sealed, ...rest } = row;
  return {
    name: account.name,
    phone: account.phone,
    email: account.email,
    birthDate: account.birthDate,
    personalNumber: sealed ? vault.open(NUMBER, sealed) : null,
    ...rest,
  };
}

export type ProfileChange = Partial<Omit<Profile, 'phone' | 'email'>>;

async function storeNumber(tx: Tx, vault: Vault, accountId: string, number: string | null): Promise<void> {
  await tx.run(
    // Another number is one that nobody has compared with a card.
    `UPDATE identity.account SET personal_number_sealed = $2, personal_number_key = $3, personal_number_last4 = $4,
       number_seen_at = NULL, number_seen_by = NULL WHERE id = $1`,
    number
      ? [accountId, vault.seal(NUMBER, number), vault.digest(NUMBER, number), number.slice(-4)]
      : [accountId, null, null, null],
  );
}

/** Changes what is named in `change`; values as `accounts/normalise` reads them. Throws NotFound. */
export async function changeProfile(
  tx: Tx,
  vault: Vault,
  accountId: string,
  change: ProfileChange,
  act: Act,
): Promise<void> {
  await tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);
  const before = await profileOf(tx, vault, accountId);
  const changed = (Object.keys(change) as Array<keyof ProfileChange>).filter(
    key => change[key] !== undefined && change[key] !== before[key],
  );
  if (changed.length === 0) return;
  const after = { ...before, ...Object.fromEntries(changed.map(key => [key, change[key]])) } as Profile;
  await tx.run('UPDATE identity.account SET name = $2, birth_date = $3 WHERE id = $1', [
    accountId,
    after.name,
    after.birthDate,
  ]);
  if (changed.includes('personalNumber')) await storeNumber(tx, vault, accountId, after.personalNumber);
  await tx.run(
    `INSERT INTO identity.citizen_profile (account_id, sex, ethnicity, area_id, address_detail, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (account_id) DO UPDATE SET sex = $2, ethnicity = $3, area_id = $4, address_detail = $5, updated_at = $6`,
    [accountId, after.sex, after.ethnicity, after.areaId, after.addressDetail, act.at],
  );
  await record(tx, act, {
    kind: 'identity.account-changed',
    subject: `account:${accountId}`,
    body: { fields: changed },
    personal: Object.fromEntries(changed.map(key => [key, change[key]])),
  });
}

/** Open citizen accounts that say this personal number is theirs: nobody has checked, so there may be several. */
export const findByPersonalNumber = (q: Queryable, vault: Vault, number: string): Promise<Account[]> =>
  q
    .query<{ id: string }>(
      `SELECT id FROM identity.account WHERE personal_number_key = $1 AND kind = 'citizen' AND status <> 'closed' ORDER BY id`,
      [vault.digest(NUMBER, number)],
    )
    .then(rows => Promise.all(rows.map(r => getAccount(q, r.id))));
