import { readDossierCode } from '#engines/numbering';
import type { Queryable } from '#platform/db';
import { TrackingShut } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { findDossierByCode } from './dossier.ts';

/** Codes are guessable by design (agency, day, number), so the second factor is, too, unless guessing is slowed. */
const GUESSES = 5;
const WINDOW = 15 * 60_000; // milliseconds

/** A dossier code as people type it (`readDossierCode`); what is none: spaces dropped, capitals, any dash. */
export const tidyCode = (typed: string): string =>
  readDossierCode(typed) ??
  typed
    .normalize('NFKC')
    .replace(/[\s\0]+/g, '')
    .replace(/[‐-―−]/g, '-')
    .toUpperCase();

/** When a code that was guessed at `GUESSES` times within the window may be looked up again; undefined when at once. */
async function shutUntil(q: Queryable, code: string, now: Date, guesses: number): Promise<Date | undefined> {
  const counts = await q.maybe<{ at: Date }>(
    `SELECT guessed_at AS at FROM cases.tracking_guess WHERE code = $1 AND guessed_at > $2
     ORDER BY guessed_at DESC OFFSET $3 LIMIT 1`,
    [code, new Date(now.getTime() - WINDOW), guesses - 1],
  );
  return counts && new Date(counts.at.getTime() + WINDOW);
}

/** Throws TrackingShut. */
function refuse(until: Date, now: Date): never {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1_000));
  throw TrackingShut({ seconds, minutes: Math.ceil(seconds / 60) });
}

/**
 * The dossier of `code` for someone who knows the last four digits of the applicant's telephone number; undefined when
 * either is wrong, the same for both. After five wrong guesses at a code within 15 minutes it is shut for that long,
 * for everybody without an account. Throws TrackingShut then, whether there is such a dossier or not.
 */
export async function track(
  q: Queryable,
  code: string,
  lastDigits: string,
  now: Date,
): Promise<Dossier | undefined> {
  const tidy = tidyCode(code).slice(0, 60);
  const before = await shutUntil(q, tidy, now, GUESSES);
  if (before) refuse(before, now);
  // Written down before it is looked at, then counted again: a hundred guesses at the same moment are not one.
  const { id } = await q.one<{ id: number }>(
    'INSERT INTO cases.tracking_guess (code, guessed_at) VALUES ($1, $2) RETURNING id',
    [tidy, now],
  );
  const since = await shutUntil(q, tidy, now, GUESSES + 1);
  if (since) refuse(since, now);
  const dossier = await findDossierByCode(q, tidy);
  const phone = dossier?.phone?.replace(/\D/g, '') ?? '';
  const fits = phone.length >= 4 && phone.slice(-4) === lastDigits.replace(/\D/g, '');
  if (!fits) return undefined;
  await q.run('DELETE FROM cases.tracking_guess WHERE id = $1', [id]);
  return dossier;
}
