import type { Queryable } from '#platform/db';
import { TooMany } from '#platform/http';
import type { Dossier } from '../types.ts';
import { findDossierByCode } from './dossier.ts';

/** Codes are guessable by design (agency, day, number), so the second factor is, too, unless guessing is slowed. */
const GUESSES = 5;
const WINDOW_MINUTES = 15;

/** A dossier code as people type it: spaces dropped, capitals, any dash. */
export const tidyCode = (typed: string): string =>
  typed.normalize('NFKC').replace(/\s+/g, '').replace(/[‐-―−]/g, '-').toUpperCase();

/**
 * The dossier of `code` for someone who knows the last four digits of the applicant's telephone number; undefined when
 * either is wrong, the same for both. After five wrong guesses at a code within 15 minutes it is shut for that long,
 * for everybody without an account. Throws TooMany then.
 */
export async function track(q: Queryable, code: string, lastDigits: string, now: Date): Promise<Dossier | undefined> {
  const tidy = tidyCode(code);
  const since = new Date(now.getTime() - WINDOW_MINUTES * 60_000);
  const { n } = await q.one<{ n: number }>(
    'SELECT count(*) AS n FROM cases.tracking_guess WHERE code = $1 AND guessed_at > $2',
    [tidy, since],
  );
  if (n >= GUESSES) throw TooMany();
  const dossier = tidy.length <= 60 ? await findDossierByCode(q, tidy) : undefined;
  const phone = dossier?.phone?.replace(/\D/g, '') ?? '';
  if (dossier && phone.length >= 4 && phone.slice(-4) === lastDigits.replace(/\D/g, '')) return dossier;
  await q.run('INSERT INTO cases.tracking_guess (code, guessed_at) VALUES ($1, $2)', [tidy.slice(0, 60), now]);
  return undefined;
}
