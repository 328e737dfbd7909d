import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { record } from '../acts/record.ts';
import type { CaseDeps } from '../deps.ts';
import { LiftNothing } from '../errors.ts';
import { keepNewPaper } from '../hand-over/new-paper.ts';
import { findResult, lockDossier } from '../read/dossier.ts';
import { despiteHolding } from '../same-matter/twins-of.ts';
import type { Actor } from '../types.ts';
import { findResultAct } from './read-acts.ts';
import { decisionNumber, isDecision, type ResultAct } from './types.ts';

/** The decision by force of which an act holds no more: its number as it is written (`1/2026/QĐ-GQKN`), its day, `YYYY-MM-DD`, and whose it is. */
export type ByDecision = { number: string; on: string; agencyId?: string };

/**
 * A result that was revoked or annulled holds again, because the decision that ended it was found wrong (Law on Complaints
 * 02/2011/QH13, article 31). That decision stays to be read, with what lifted it. Asked for twice it is done once.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | the dossier has no such act |
 * | LIFT_NOTHING | it ended nothing for good, or the result does not stand revoked by it |
 * | OTHER_RESULT_HOLDS | a result of the same matter holds, which was issued in another dossier, and `whyDespite` does not say why this one is to hold as well |
 */
export async function liftRevocation(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger' | 'revocationsArgued'>,
  input: { dossierId: string; actId: string; decision: ByDecision; whyDespite?: string | undefined },
  actor: Actor,
): Promise<ResultAct> {
  const dossier = await lockDossier(tx, input.dossierId);
  const act = await findResultAct(tx, input.actId);
  if (act?.dossierId !== dossier.id) throw NotFound();
  if (act.liftedAt) return act;
  const result = await findResult(tx, act.resultId);
  if (!isDecision(act) || result?.status !== 'revoked') throw LiftNothing();
  const despite = await despiteHolding(tx, deps, dossier, input.whyDespite, actor.at);
  const { number, on, agencyId } = input.decision;
  await tx.run(
    'UPDATE cases.result_act SET lifted_at = $2, lifted_by = $3, lifted_number = $4, lifted_on = $5, lifted_agency_id = $6 WHERE id = $1',
    [act.id, actor.at, actor.accountId, number, on, agencyId ?? null],
  );
  await tx.run(
    "UPDATE cases.result SET status = 'valid', status_at = NULL, status_reason = NULL WHERE id = $1",
    [result.id],
  );
  // Numbers are not given twice: what ends it once more draws another.
  await tx.run('DELETE FROM cases.result_act_number WHERE result_id = $1', [result.id]);
  const lifted = {
    act: act.id,
    how: act.kind,
    of: result.id,
    was: result.number,
    resultKind: result.kind,
    number: decisionNumber(act),
    decision: number,
    decidedOn: on,
    ...(agencyId ? { decidedBy: agencyId } : {}),
    ...(despite ? { twins: despite.codes } : {}),
  };
  const said = despite ? { whyDespite: despite.why } : {};
  await record(tx, deps.ledger, dossier, actor, 'revocation-lifted', lifted, said);
  await keepNewPaper(tx, dossier, actor.at);
  return (await findResultAct(tx, act.id)) ?? act;
}
