import { findByPersonalNumber, type Vault } from '#engines/identity';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';
import { findDossier } from './dossier.ts';

/** More dossiers of one person than anybody looks through. */
const MOST = 500;

const PROVISIONAL = /^tam[ -]?([2-9a-hj-np-z]{5})[ -]?(\d{3,5})$/i;

/** The number of a provisional receipt, as `TAM-K7Q2M-001`, in what somebody typed; undefined where it is none. */
export function provisionalIn(typed: string): string | undefined {
  const [, mark, count] = PROVISIONAL.exec(typed.trim()) ?? [];
  return mark && count ? `TAM-${mark.toUpperCase()}-${count}` : undefined;
}

/** The dossier that a provisional receipt was given for, once it has come in from where there was no network. */
export async function findDossierByProvisional(q: Queryable, typed: string): Promise<Dossier | undefined> {
  const number = provisionalIn(typed);
  const row =
    number &&
    (await q.maybe<{ id: string }>('SELECT dossier_id AS id FROM cases.reception WHERE provisional = $1', [
      number,
    ]));
  return row ? findDossier(q, row.id) : undefined;
}

/**
 * The number in what somebody types to search: nine to fourteen digits, spaces and full stops aside; or that of a provisional receipt, as
 * `TAM-K7Q2M-001`. null where it is none.
 */
export function numberIn(typed: string): string | null {
  const provisional = provisionalIn(typed);
  if (provisional) return provisional;
  const digits = typed.trim().replace(/[ .]/g, '').replace(/^\+84/, '0');
  return /^\d{9,14}$/.test(digits) ? digits : null;
}

/**
 * Ids of the dossiers that a number leads to, the newest first: of a person, a business or a telephone. It stands in their answers, or it is
 * that of whoever applied; or it stands on the provisional receipt of a dossier that was taken in without a network. Who may see which of
 * them is another question.
 */
export async function dossiersByNumber(q: Queryable, vault: Vault, number: string): Promise<string[]> {
  if (number.startsWith('TAM-'))
    return (
      await q.query<{ id: string }>('SELECT dossier_id AS id FROM cases.reception WHERE provisional = $1', [
        number,
      ])
    ).map(row => row.id);
  const accounts = number.length === 12 ? await findByPersonalNumber(q, vault, number) : [];
  const rows = await q.query<{ id: string }>(
    `SELECT d.id FROM cases.dossier d WHERE cases.numbers_of(d.data, d.phone) @> ARRAY[$1::text]
     UNION SELECT d.id FROM cases.dossier d WHERE d.applicant_id = ANY ($2::uuid[]) ORDER BY id DESC LIMIT ${MOST}`,
    [number, accounts.map(a => a.id)],
  );
  return rows.map(row => row.id);
}
