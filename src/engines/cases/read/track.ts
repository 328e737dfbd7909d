import { readDossierCode } from '#engines/numbering';
import type { Queryable } from '#platform/db';
import { TrackingShut } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { findDossierByCode } from './dossier.ts';
import { findDossierByProvisional } from './find-by-number.ts';

/**
 * Codes are guessable by design (agency, day, number), so the second factor is, too, unless guessing is slowed: for one network first,
 * so that nobody alone keeps a dossier shut to its applicant, and then for all.
 */
const GUESSES = { network: 4, all: 6 };
const WINDOW = 15 * 60_000; // milliseconds

/** A dossier code as people type it (`readDossierCode`); what is none: spaces dropped, capitals, any dash. */
export const tidyCode = (typed: string): string =>
  readDossierCode(typed) ??
  typed
    .normalize('NFKC')
    .replace(/[\s\0]+/g, '')
    .replace(/[‐-―−]/g, '-')
    .toUpperCase();

/** When a code at which `most` wrong guesses were made within the window may be looked up again; undefined when at once. */
async function shutUntil(
  q: Queryable,
  code: string,
  now: Date,
  { most, network = null }: { most: number; network?: Buffer | null },
): Promise<Date | undefined> {
  const counts = await q.maybe<{ at: Date }>(
    `SELECT guessed_at AS at FROM cases.tracking_guess WHERE code = $1 AND guessed_at > $2 AND NOT ok AND ($4::bytea IS NULL OR network = $4)
     ORDER BY guessed_at DESC OFFSET $3 LIMIT 1`,
    [code, new Date(now.getTime() - WINDOW), most - 1, network],
  );
  return counts && new Date(counts.at.getTime() + WINDOW);
}

/** The later of what keeps `network` out and what keeps out all who have not looked the code up rightly before; `more`: guesses under way. */
async function shutFor(
  q: Queryable,
  code: string,
  now: Date,
  { network, more }: { network: Buffer; more: 0 | 1 },
): Promise<Date | undefined> {
  const own = await shutUntil(q, code, now, { most: GUESSES.network + more, network });
  if (own) return own;
  const known = await q.maybe(
    'SELECT FROM cases.tracking_guess WHERE code = $1 AND network = $2 AND ok LIMIT 1',
    [code, network],
  );
  return known ? undefined : shutUntil(q, code, now, { most: GUESSES.all + more });
}

/** Throws TrackingShut. */
function refuse(until: Date, now: Date): never {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
  throw TrackingShut({ seconds, minutes: Math.ceil(seconds / 60) });
}

/**
 * The dossier of `code` (or of the number of its provisional receipt) for someone who knows the last four digits of the applicant's telephone number; undefined when
 * either is wrong, the same for both. After four wrong guesses from one network (`network`: its keyed digest) within 15 minutes it is shut
 * for that long to it, after six to everybody who has not looked it up rightly from where he is. Throws TrackingShut then, whether there
 * is such a dossier or not.
 */
export async function track(
  q: Queryable,
  { code, lastDigits, network }: { code: string; lastDigits: string; network: Buffer },
  now: Date,
): Promise<Dossier | undefined> {
  // By whichever of its numbers it is guessed: the guesses are of one dossier.
  const tidy = (await findDossierByProvisional(q, code))?.code ?? tidyCode(code).slice(0, 60);
  const before = await shutFor(q, tidy, now, { network, more: 0 });
  if (before) refuse(before, now);
  // Written down before it is looked at, then counted again: a hundred guesses at the same moment are not one.
  const { id } = await q.one<{ id: number }>(
    'INSERT INTO cases.tracking_guess (code, guessed_at, network) VALUES ($1, $2, $3) RETURNING id',
    [tidy, now, network],
  );
  const since = await shutFor(q, tidy, now, { network, more: 1 });
  if (since) refuse(since, now);
  const dossier = await findDossierByCode(q, tidy);
  const phone = dossier?.phone?.replace(/\D/g, '') ?? '';
  const fits = phone.length >= 4 && phone.slice(-4) === lastDigits.replace(/\D/g, '');
  if (!fits) return undefined;
  await q.run('UPDATE cases.tracking_guess SET ok = true WHERE id = $1', [id]);
  await q.run('DELETE FROM cases.tracking_guess WHERE code = $1 AND network = $2 AND ok AND id < $3', [
    tidy,
    network,
    id,
  ]);
  return dossier;
}
