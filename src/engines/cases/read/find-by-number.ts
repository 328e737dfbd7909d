import { findByPersonalNumber, type Vault } from '#engines/identity';
import type { Queryable } from '#platform/db';

/** More dossiers of one person than anybody looks through. */
const MOST = 500;

/** The number in what somebody types to search: nine to fourteen digits, spaces and full stops aside; null where it is none. */
export function numberIn(typed: string): string | null {
  const digits = typed.trim().replace(/[ .]/g, '').replace(/^\+84/, '0');
  return /^\d{9,14}$/.test(digits) ? digits : null;
}

/**
 * Ids of the dossiers that a number leads to, the newest first: of a person, a business or a telephone. It stands in their answers, or it is
 * that of whoever applied. Who may see which of them is another question.
 */
export async function dossiersByNumber(q: Queryable, vault: Vault, number: string): Promise<string[]> {
  const accounts = number.length === 12 ? await findByPersonalNumber(q, vault, number) : [];
  const rows = await q.query<{ id: string }>(
    `SELECT d.id FROM cases.dossier d WHERE cases.numbers_of(d.data, d.phone) @> ARRAY[$1::text]
     UNION SELECT d.id FROM cases.dossier d WHERE d.applicant_id = ANY ($2::uuid[]) ORDER BY id DESC LIMIT ${MOST}`,
    [number, accounts.map(a => a.id)],
  );
  return rows.map(row => row.id);
}
