import { findByPersonalNumber, type Vault } from '#engines/identity';
import type { Queryable } from '#platform/db';
import { tidyTracking } from '../intake/tracking.ts';
import type { Dossier } from '../types.ts';
import { findDossier } from './dossier.ts';

/** More dossiers of one person than anybody looks through. */
const MOST = 500;

const PROVISIONAL = /^tam[ -]?([2-9a-hj-np-z]{5})[ -]?(\d{3,5})$/i;

const OF_PROVISIONAL = `SELECT dossier_id AS id FROM cases.reception WHERE provisional = $1
     UNION ALL SELECT same_dossier_id FROM cases.offline_intake WHERE provisional = $1 AND same_dossier_id IS NOT NULL`;

/** The number of a provisional receipt, as `TAM-K7Q2M-001`, in what somebody typed; undefined where it is none. */
export function provisionalIn(typed: string): string | undefined {
  const [, mark, count] = PROVISIONAL.exec(typed.trim()) ?? [];
  return mark && count ? `TAM-${mark.toUpperCase()}-${count}` : undefined;
}

/**
 * The dossier that a provisional receipt was given for, once it has come in from where there was no network; where it was dropped, that of the same
 * matter, if one was named.
 */
export async function findDossierByProvisional(q: Queryable, typed: string): Promise<Dossier | undefined> {
  const number = provisionalIn(typed);
  const row = number && (await q.maybe<{ id: string }>(`${OF_PROVISIONAL} LIMIT 1`, [number]));
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
    return (await q.query<{ id: string }>(OF_PROVISIONAL, [number])).map(row => row.id);
  const accounts = number.length === 12 ? await findByPersonalNumber(q, vault, number) : [];
  const rows = await q.query<{ id: string }>(
    `SELECT d.id FROM cases.dossier d WHERE cases.numbers_of(d.data, d.phone) @> ARRAY[$1::text]
     UNION SELECT d.id FROM cases.dossier d WHERE d.applicant_id = ANY ($2::uuid[]) ORDER BY id DESC LIMIT ${MOST}`,
    [number, accounts.map(a => a.id)],
  );
  return rows.map(row => row.id);
}

/** Ids of the dossiers that came in or went out with this letter, the newest first. */
async function dossiersByLetter(q: Queryable, typed: string): Promise<string[]> {
  const tracking = tidyTracking(typed);
  if (!/\d/.test(tracking) || !/^[A-Z0-9]{6,30}$/.test(tracking)) return [];
  const rows = await q.query<{ id: string }>(
    `SELECT dossier_id AS id FROM cases.mailing WHERE tracking_number = $1
     UNION SELECT dossier_id FROM cases.reception WHERE tracking_number = $1 ORDER BY id DESC LIMIT ${MOST}`,
    [tracking],
  );
  return rows.map(row => row.id);
}

/**
 * Ids of the dossiers that what somebody typed to search calls by a number that is no other's: of somebody (`dossiersByNumber`), or of a letter. Of
 * a code, of the number of a paper (`paperNumberIn`), or of words there are none. Who may see which of them is another question.
 */
export async function dossiersCalledBy(q: Queryable, vault: Vault, typed: string): Promise<string[]> {
  const number = numberIn(typed);
  const found = number ? await dossiersByNumber(q, vault, number) : [];
  return found.length ? found : dossiersByLetter(q, typed);
}
