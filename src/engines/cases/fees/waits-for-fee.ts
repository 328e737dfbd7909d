import { dueOf, obligationsOf } from '#engines/payments';
import type { Queryable } from '#platform/db';
import type { Dossier, Result } from '../types.ts';
import { subjectOf } from './follow.ts';

/** Whether a result that nobody has had yet waits for a fee: what is not handed over at a counter before it is paid is not downloaded either. */
export const waitsForFee = async (
  q: Queryable,
  dossier: Pick<Dossier, 'id'>,
  { fetchedAt }: Pick<Result, 'fetchedAt'>,
): Promise<boolean> => !fetchedAt && dueOf(await obligationsOf(q, subjectOf(dossier))) > 0;
