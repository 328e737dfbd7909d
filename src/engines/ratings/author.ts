import { type Dossier, findDossiers } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Rating } from './types.ts';

/** Who rates without signing in: by the code of the dossier and the digits of the telephone. */
export const BY_TRACKING = 'tracking';

/** The applicant signed in, somebody who acts in his name, or whoever shows code and digits. */
export type Rater = 'applicant' | 'delegate' | 'tracking';

/** Who gave a rating as it stands; the account of a delegate. */
export type Author = { by: Rater; accountId: string | null };

/** As what somebody rates a dossier, of whom it is known that he may. */
export const raterOf = ({ applicantId }: Pick<Dossier, 'applicantId'>, accountId: string): Rater => {
  if (accountId === BY_TRACKING) return 'tracking';
  return accountId === applicantId ? 'applicant' : 'delegate';
};

/** Who gave a rating, or changed it last, as the ledger has it. */
export async function authorOf(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  dossier: Pick<Dossier, 'applicantId'>,
  { dossierId, way }: Pick<Rating, 'dossierId' | 'way'>,
): Promise<Author> {
  const kinds = ['rating.given', 'rating.changed'];
  const last = (await ledger.history(q, `rating:${dossierId}`, kinds)).at(-1);
  const by = last ? raterOf(dossier, last.actor) : way === 'tracking' ? way : 'applicant';
  return { by, accountId: by === 'delegate' ? (last?.actor ?? null) : null };
}

/** Of ratings, the dossiers whose rating, as it stands, somebody gave in the applicant's name. */
export async function ratedByDelegates(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  ratings: ReadonlyArray<Pick<Rating, 'dossierId' | 'way'>>,
): Promise<ReadonlySet<string>> {
  const dossiers = await findDossiers(
    q,
    ratings.map(r => r.dossierId),
  );
  const found = new Set<string>();
  for (const rating of ratings) {
    const dossier = dossiers.find(d => d.id === rating.dossierId);
    if (dossier && (await authorOf(q, ledger, dossier, rating)).by === 'delegate') found.add(dossier.id);
  }
  return found;
}

/**
 * Whether somebody may read and replace a rating that `author` gave. What the applicant gave signed in is his alone; what was given by code
 * and digits is taken for his, and replaced by code and digits; what was given in his name he may replace either way.
 */
export const mayChange = ({ by }: Author, rater: Rater): boolean =>
  rater === 'applicant' || by === rater || (rater === 'tracking' && by === 'delegate');
