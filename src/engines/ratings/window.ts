import { type Dossier, listResults } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Rating } from './types.ts';

const DAY = 86_400_000;
/** A rating is given within so many days of the end of the dossier … */
const RATE_DAYS = 90;
/** … and changed within so many of when it was given. */
const CHANGE_DAYS = 30;

const OVER: ReadonlySet<Dossier['status']> = new Set([
  'completed',
  'returned',
  'refused',
  'declined',
  'stopped',
]);

/** Whether the office is done with the dossier: with a result, or because it took it no further. Who took it back has nothing to rate. */
export const isOver = (dossier: Pick<Dossier, 'status'>): boolean => OVER.has(dossier.status);

/** When the office was done; null while it is not. */
async function overAt(q: Queryable, dossier: Dossier): Promise<Date | null> {
  if (!isOver(dossier)) return null;
  const last = (await listResults(q, dossier.id))[0]?.issuedAt;
  return dossier.closedAt && (!last || dossier.closedAt > last) ? dossier.closedAt : (last ?? null);
}

/** Until when the dossier may be rated, or its rating changed; null while it is not over. */
export async function ratableUntil(
  q: Queryable,
  dossier: Dossier,
  rating: Pick<Rating, 'ratedAt'> | undefined,
): Promise<Date | null> {
  if (rating) return new Date(rating.ratedAt.getTime() + CHANGE_DAYS * DAY);
  const over = await overAt(q, dossier);
  return over && new Date(over.getTime() + RATE_DAYS * DAY);
}
