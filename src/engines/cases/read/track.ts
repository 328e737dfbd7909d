import type { Queryable } from '#platform/db';
import { TooMany } from '#platform/http';
import type { Dossier } from '../types.ts';
import { findDossierByCode } from './dossier.ts';

/** Codes are guessable by design (agency, day, number), so the second factor is, too, unless guessing is slowed. */
const GUESSES = 5;
const WINDOW_MINUTES = 15;

/** A dossier code as people type it: spaces dropped, capitals, any dash. */
export const tidyCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\0]+/g, '')
    .replace(/[‐-―−]/g, '-')
    .toUpperCase();

/**
 * The dossier of `code` for someone who knows the last four digits of the applicant's telephone number; undefined when
 * either is wrong, the same for both. After five wrong guesses at a code within 15 minutes it is shut for that long,
 * for everybody without an account. Throws TooMany then.
 */
export async function track(
  q: Queryable,
  code: string,
  lastDigits: string,
  now: Date,
): Promise<Dossier | undefined> {
  const tidy = tidyCode(code).slice(0, 60);
  const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const guesses = async () =>
    (
      await q.one<{ n: number }>(
        'SELECT count(*) AS n FROM cases.tracking_guess WHERE code = $1 AND guessed_at > $2',
        [tidy, since],
      )
    ).n;
  if ((await guesses()) >= GUESSES) throw TooMany();
  // Written down before it is looked at, then counted again: a hundred guesses at the same moment are not one.
  const { id } = await q.one<{ id: number }>(
    'INSERT INTO cases.tracking_guess (code, guessed_at) VALUES ($1, $2) RETURNING id',
    [tidy, now],
  );
  if ((await guesses()) > GUESSES) throw TooMany();
  const dossier = await findDossierByCode(q, tidy);
  const phone = dossier?.phone?.replace(/\D/g, '') ?? '';
  const fits = phone.length >= 4 && phone.slice(-4) === lastDigits.replace(/\D/g, '');
  if (!fits) return undefined;
  await q.run('DELETE FROM cases.tracking_guess WHERE id = $1', [id]);
  return dossier;
}
