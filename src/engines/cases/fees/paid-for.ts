import { agencyAsOf } from '#engines/organisation';
import { bankAccountFor, dueOf, obligationsOf, owingAmong } from '#engines/payments';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Dossier } from '../types.ts';
import { subjectOf } from './follow.ts';

/** What is still to be paid for a dossier now, and what was paid and has not gone back, in đồng. */
export async function moneyFor(q: Queryable, dossier: Dossier): Promise<{ owed: number; paid: number }> {
  const obligations = await obligationsOf(q, subjectOf(dossier));
  return { owed: dueOf(obligations), paid: obligations.reduce((sum, o) => sum + o.held, 0) };
}

/** What was paid for a dossier and has not gone back, in đồng. */
export const paidFor = async (q: Queryable, dossier: Dossier): Promise<number> =>
  (await moneyFor(q, dossier)).paid;

/** What is still to be paid for a dossier now, in đồng. */
export const owedFor = async (q: Queryable, dossier: Dossier): Promise<number> =>
  (await moneyFor(q, dossier)).owed;

/** Where what is owed for a dossier is paid: in cash at the desk that received it, by its name; and whether by transfer, too. */
export async function paidAt(
  q: Queryable,
  { receivedBy }: Dossier,
  at: Date,
): Promise<{ desk: string; transfer: boolean }> {
  const { name } = await agencyAsOf(q, receivedBy, localDate(at));
  return { desk: name, transfer: (await bankAccountFor(q, receivedBy, at)) !== undefined };
}

/** For which of these dossiers something is still to be paid now. */
export const owingDossiers = (q: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  owingAmong(q, 'dossier', ids);
