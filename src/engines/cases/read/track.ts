import { readPhone } from '#engines/identity';
import { readDossierCode } from '#engines/numbering';
import type { Queryable } from '#platform/db';
import { TrackingNumberNeeded, TrackingShut } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { findDossierByCode } from './dossier.ts';
import { findDossierByProvisional, provisionalIn } from './find-by-number.ts';

const MINUTES = 60_000;
const QUARTER = 15 * MINUTES;
const DAY = 24 * 60 * MINUTES;
/** So many wrong ones within so many milliseconds. */
type Bound = { most: number; within: number };

/**
 * Codes are guessable by design (agency, day, number), so four digits are, too, unless guessing is bounded. It is bounded for four digits only:
 * then the whole number is asked for, which nobody finds by guessing and which the applicant knows, so that no stranger's guesses keep a
 * dossier shut to him. What each bound lets through: `docs/security.md`.
 */
const FOUR_DIGITS = {
  network: [
    { most: 4, within: QUARTER },
    { most: 12, within: DAY },
  ],
  all: [
    { most: 6, within: QUARTER },
    { most: 24, within: DAY },
  ],
} as const satisfies Record<string, readonly Bound[]>;
const WHOLE_NUMBER: readonly Bound[] = [{ most: 4, within: QUARTER }];
/** From so many digits on what is typed is a whole number. */
export const WHOLE_DIGITS = 9;

/** A dossier code as people type it (`readDossierCode`); what is none: spaces dropped, capitals, any dash. */
export const tidyCode = (typed: string): string =>
  readDossierCode(typed) ??
  typed
    .normalize('NFKC')
    .replace(/[\s\0]+/g, '')
    .replace(/[‐-―−]/g, '-')
    .toUpperCase();

/** One who looks a code up: from where, with what, and how many guesses of his are counted already (0 before he has made it, 1 since). */
type Try = { code: string; network: Buffer; whole: boolean; counted: 0 | 1 };

/** When as many wrong guesses as all `bounds` allow are over again; undefined when they are now. Without a `network`: those of all. */
async function overAt(
  q: Queryable,
  { code, whole, counted }: Try,
  bounds: readonly Bound[],
  network: Buffer | null,
  now: Date,
): Promise<Date | undefined> {
  let latest: Date | undefined;
  for (const { most, within } of bounds) {
    const counts = await q.maybe<{ at: Date }>(
      `SELECT guessed_at AS at FROM cases.tracking_guess
       WHERE code = $1 AND guessed_at > $2 AND NOT ok AND whole = $3 AND ($4::bytea IS NULL OR network = $4)
       ORDER BY guessed_at DESC OFFSET $5 LIMIT 1`,
      [code, new Date(now.getTime() - within), whole, network, most - 1 + counted],
    );
    const over = counts && new Date(counts.at.getTime() + within);
    if (over && (!latest || over > latest)) latest = over;
  }
  return latest;
}

/** Throws TRACKING_NUMBER_NEEDED where four digits do not do now, TRACKING_SHUT where not even the whole number does from that network. */
async function refuseTooMany(q: Queryable, one: Try, now: Date): Promise<void> {
  const { code, network, whole } = one;
  let over = await overAt(q, one, whole ? WHOLE_NUMBER : FOUR_DIGITS.network, network, now);
  if (!over && !whole) {
    const known = await q.maybe(
      'SELECT FROM cases.tracking_guess WHERE code = $1 AND network = $2 AND ok LIMIT 1',
      [code, network],
    );
    if (!known) over = await overAt(q, one, FOUR_DIGITS.all, null, now);
  }
  if (!over) return;
  const seconds = Math.max(1, Math.ceil((over.getTime() - now.getTime()) / 1_000));
  throw (whole ? TrackingShut : TrackingNumberNeeded)({ seconds, minutes: Math.ceil(seconds / 60) });
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const numberOf = (text: string): string => readPhone(text) ?? digitsOf(text);

/**
 * The dossier of `code` (or of the number of its provisional receipt) for someone who knows the applicant's telephone number: its last four
 * digits, or the whole of it (`digits`, nine or more). Undefined when either is wrong, the same for both. `network`: the keyed digest of his.
 *
 * | refusal | when, whether there is such a dossier or not |
 * | --- | --- |
 * | TRACKING_NUMBER_NEEDED | four digits were wrong four times from that network within 15 minutes, or twelve times within a day; or six and 24 times from anywhere, and it was never looked up rightly from there |
 * | TRACKING_SHUT | a whole number was wrong four times from that network within 15 minutes |
 */
export async function track(
  q: Queryable,
  { code, digits, network }: { code: string; digits: string; network: Buffer },
  now: Date,
): Promise<Dossier | undefined> {
  // By whichever of its numbers it is guessed: the guesses are of one dossier.
  const tidy =
    (await findDossierByProvisional(q, code))?.code ?? provisionalIn(code) ?? tidyCode(code).slice(0, 60);
  const typed = digitsOf(digits);
  const whole = typed.length >= WHOLE_DIGITS;
  await refuseTooMany(q, { code: tidy, network, whole, counted: 0 }, now);
  // Written down before it is looked at, then counted again: a hundred guesses at the same moment are not one.
  const { id } = await q.one<{ id: number }>(
    'INSERT INTO cases.tracking_guess (code, guessed_at, network, whole) VALUES ($1, $2, $3, $4) RETURNING id',
    [tidy, now, network, whole],
  );
  await refuseTooMany(q, { code: tidy, network, whole, counted: 1 }, now).catch(async refusal => {
    // It was not looked at, and so was no guess: what was looked at stays counted.
    await q.run('DELETE FROM cases.tracking_guess WHERE id = $1', [id]);
    throw refusal;
  });
  const dossier = await findDossierByCode(q, tidy);
  const phone = dossier?.phone ?? '';
  const known = digitsOf(phone);
  const fits = whole ? numberOf(digits) === numberOf(phone) : known.length >= 4 && known.slice(-4) === typed;
  if (!fits) return undefined;
  await q.run('UPDATE cases.tracking_guess SET ok = true WHERE id = $1', [id]);
  await q.run('DELETE FROM cases.tracking_guess WHERE code = $1 AND network = $2 AND ok AND id < $3', [
    tidy,
    network,
    id,
  ]);
  return dossier;
}
