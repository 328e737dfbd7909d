import { readPersonalNumber, readPhone, type Vault } from '#engines/identity';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';

/** Somebody whom the platform knows, as far as a clerk needs to tell him from others. */
export type KnownPerson = {
  accountId: string;
  name: string;
  birthDate: string | null;
  last4: string | null;
  /** E.164. */
  phone: string | null;
  /** The number was compared with the card at a counter before. */
  seen: boolean;
  /** He proved an address and signs in himself. */
  signsIn: boolean;
};

const MOST = 10;

const PERSON = `a.id AS "accountId", a.name, a.birth_date AS "birthDate", a.personal_number_last4 AS last4, a.phone,
  a.number_seen_at IS NOT NULL AS seen, num_nonnulls(a.phone_proven_at, a.email_proven_at) > 0 AS "signsIn"`;
const OPEN = `a.kind = 'citizen' AND a.status <> 'closed'`;

/**
 * People whom a clerk may find, ten at most, those seen at a counter first:
 *
 * | typed | found |
 * | --- | --- |
 * | a personal number, whole | everybody who is known by it |
 * | a telephone number, whole | who proved that it is his, and who left it at one of these offices |
 * | letters of a name, with or without tone marks | applicants whom one of these offices received before |
 *
 * Of others nothing is found by a name: a counter is no window into the whole province.
 */
export async function findPeople(
  q: Queryable,
  vault: Vault,
  typed: string,
  agencyIds: readonly string[],
): Promise<KnownPerson[]> {
  const number = readPersonalNumber(typed);
  if (number)
    return q.query(
      `SELECT ${PERSON} FROM identity.account a WHERE a.personal_number_key = $1 AND ${OPEN}
       ORDER BY a.number_seen_at IS NULL, a.id LIMIT ${MOST}`,
      [vault.digest('personal-number', number)],
    );
  const phone = readPhone(typed);
  if (phone)
    return q.query(
      `SELECT ${PERSON} FROM identity.account a WHERE a.phone = $1 AND ${OPEN} AND (a.phone_proven_at IS NOT NULL
         OR EXISTS (SELECT FROM cases.reception r WHERE r.applicant_id = a.id AND r.agency_id = ANY ($2::uuid[])))
       ORDER BY a.number_seen_at IS NULL, a.id LIMIT ${MOST}`,
      [phone, agencyIds],
    );
  const words = fold(typed.slice(0, 100)).split(' ').filter(Boolean).slice(0, 6);
  if (words.join('').length < 2) return [];
  return q.query(
    `SELECT ${PERSON} FROM identity.account a WHERE ${OPEN} AND a.id IN (
       SELECT r.applicant_id FROM cases.reception r
       WHERE r.agency_id = ANY ($1::uuid[]) AND (' ' || r.folded_name) LIKE ALL ($2::text[]))
     ORDER BY a.number_seen_at IS NULL, a.name, a.id LIMIT ${MOST}`,
    [agencyIds, words.map(w => `% ${w}%`)],
  );
}

/** One of those whom `findPeople` finds, by his account. */
export const findPerson = (q: Queryable, accountId: string): Promise<KnownPerson | undefined> =>
  q.maybe(`SELECT ${PERSON} FROM identity.account a WHERE a.id = $1::uuid AND ${OPEN}`, [accountId]);
