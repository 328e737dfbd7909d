import { dueOf, obligationsOf } from '#engines/payments';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';
import { subjectOf } from './follow.ts';

/** What was paid for a dossier and has not gone back, in đồng. */
export const paidFor = async (q: Queryable, dossier: Dossier): Promise<number> =>
  (await obligationsOf(q, subjectOf(dossier))).reduce((sum, o) => sum + o.held, 0);

/** What is still to be paid for a dossier now, in đồng. */
export const owedFor = async (q: Queryable, dossier: Dossier): Promise<number> =>
  dueOf(await obligationsOf(q, subjectOf(dossier)));
