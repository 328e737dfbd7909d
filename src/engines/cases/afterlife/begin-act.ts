import { nextNumber, yearOf } from '#engines/numbering';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { ResultEnded } from '../errors.ts';
import { findResult, lockDossier } from '../read/dossier.ts';
import { type DrawnNumber, numberLook } from '../results/number.ts';
import type { Dossier, Result } from '../types.ts';
import { findActOn } from './read-acts.ts';
import type { ResultAct, ResultActKind } from './types.ts';

/** An act on a result. `id` is chosen by whoever asks: the same act asked for again is done once. */
export type ActOnResult = { id: string; dossierId: string; resultId: string };

/** The result with its dossier, locked, or the same act where it was done already. Throws NOT_FOUND, RESULT_ENDED. */
export async function lockResult(
  tx: Tx,
  { id, dossierId, resultId }: ActOnResult,
  kinds: readonly ResultActKind[],
): Promise<{ dossier: Dossier; result: Result; done: ResultAct | null }> {
  const dossier = await lockDossier(tx, dossierId);
  const result = await findResult(tx, resultId);
  if (result?.dossierId !== dossier.id) throw NotFound();
  const act = result.status === 'valid' ? undefined : await findActOn(tx, result.id);
  if (act && act.id === id && kinds.includes(act.kind)) return { dossier, result, done: act };
  if (result.status !== 'valid') throw ResultEnded({ number: result.number });
  return { dossier, result, done: null };
}

/** The next number of a book for what an act on a result signs; the same again where it was drawn, and signing failed. */
export async function actNumber(
  tx: Tx,
  resultId: string,
  { agencyId, book, form }: { agencyId: string; book: string; form?: string | undefined },
  at: Date,
): Promise<DrawnNumber> {
  const drawn = await tx.maybe<DrawnNumber>(
    'SELECT number, year FROM cases.result_act_number WHERE result_id = $1 AND book = $2 AND agency_id = $3',
    [resultId, book, agencyId],
  );
  if (drawn) return drawn;
  const year = yearOf(at);
  const n = await nextNumber(tx, { agencyId, kind: book, period: year });
  const number = await numberLook(tx, { form, agencyId }, n, at);
  await tx.run(
    'INSERT INTO cases.result_act_number (result_id, book, agency_id, number, year) VALUES ($1, $2, $3, $4, $5)',
    [resultId, book, agencyId, number, year],
  );
  return { number, year: Number(year) };
}

/** The result holds no more, from now on; the act that says so is written in the same transaction. */
export const endResult = (tx: Tx, result: Result, to: 'replaced' | 'revoked', at: Date, reason: string) =>
  tx.run('UPDATE cases.result SET status = $2, status_at = $3, status_reason = $4 WHERE id = $1', [
    result.id,
    to,
    at,
    reason,
  ]);
