import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import { AccountTaken } from '../errors.ts';
import type { AccountKind } from './account.ts';

export type NewAccount = {
  kind: AccountKind;
  name: string;
  phone?: string | null;
  /** Whether the person has shown that the number is his (a code sent there came back). */
  phoneProven?: boolean;
  email?: string | null;
  emailProven?: boolean;
  staffId?: string | null;
  demo?: boolean;
};

/** Creates an account; values as `accounts/normalise` reads them. Returns its id. Throws AccountTaken. */
export async function createAccount(tx: Tx, account: NewAccount, act: Act): Promise<string> {
  const id = newId();
  const { kind, name, phone = null, email = null, staffId = null } = account;
  const row = await tx.maybe(
    `INSERT INTO identity.account (id, kind, name, phone, phone_proven_at, email, email_proven_at, staff_id, demo, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
    [
      id,
      kind,
      name,
      phone,
      phone && account.phoneProven ? act.at : null,
      email,
      email && account.emailProven ? act.at : null,
      staffId,
      account.demo ?? false,
      act.at,
    ],
  );
  if (!row) throw AccountTaken();
  await record(tx, act.actor === SELF ? { ...act, actor: id } : act, {
    kind: 'identity.account-created',
    subject: `account:${id}`,
    body: { kind },
    personal: { name, ...(phone ? { phone } : {}), ...(email ? { email } : {}) },
  });
  return id;
}

/** As the `actor` of an act: the person the new account is for. */
export const SELF = 'self';
