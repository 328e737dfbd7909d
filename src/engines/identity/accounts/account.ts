import type { Queryable } from '#platform/db';
import { NotFound } from '#platform/errors';

export type AccountKind = 'citizen' | 'official';

export type Account = {
  id: string;
  kind: AccountKind;
  status: 'active' | 'blocked' | 'closed';
  name: string;
  /** E.164. */
  phone: string | null;
  phoneProven: boolean;
  email: string | null;
  emailProven: boolean;
  /** No code to the telephone opens it, at its owner's wish. */
  phoneCodeOff: boolean;
  staffId: string | null;
  personalNumberLast4: string | null;
  birthDate: string | null;
  demo: boolean;
  createdAt: Date;
};

export const ACCOUNT = `a.id, a.kind, a.status, a.name, a.phone, a.phone_proven_at IS NOT NULL AS "phoneProven", a.email,
  a.email_proven_at IS NOT NULL AS "emailProven", a.phone_code_off_at IS NOT NULL AS "phoneCodeOff", a.staff_id AS "staffId",
  a.personal_number_last4 AS "personalNumberLast4", a.birth_date AS "birthDate", a.demo, a.created_at AS "createdAt"`;

/** Whether somebody can sign in with it: an official, or a citizen who has proved an address. One made at a counter lets nobody in. */
export const signsIn = ({ kind, phoneProven, emailProven }: Account): boolean =>
  kind === 'official' || phoneProven || emailProven;

/** The account with this id, whatever its state. */
export const findAccount = (q: Queryable, id: string) =>
  q.maybe<Account>(`SELECT ${ACCOUNT} FROM identity.account a WHERE a.id = $1::uuid`, [id]);

/** As `findAccount`. Throws NotFound. */
export async function getAccount(q: Queryable, id: string): Promise<Account> {
  const account = await findAccount(q, id);
  if (!account) throw NotFound();
  return account;
}

/** The open citizen account to which a proven telephone number (E.164) or e-mail address belongs. */
export const findCitizen = (q: Queryable, contact: string) =>
  q.maybe<Account>(
    `SELECT ${ACCOUNT} FROM identity.account a WHERE a.kind = 'citizen' AND a.status <> 'closed'
       AND ${contact.includes('@') ? 'a.email = $1 AND a.email_proven_at' : 'a.phone = $1 AND a.phone_proven_at'} IS NOT NULL`,
    [contact],
  );

/** The open official's account with this e-mail address or staff id. */
export const findOfficial = (q: Queryable, user: string) =>
  q.maybe<Account>(
    `SELECT ${ACCOUNT} FROM identity.account a
      WHERE a.kind = 'official' AND a.status <> 'closed' AND ${user.includes('@') ? 'a.email' : 'a.staff_id'} = $1`,
    [user.trim().toLowerCase()],
  );
