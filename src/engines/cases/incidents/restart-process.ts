import { cancelTasks } from '#engines/work';
import type { Queryable, Tx } from '#platform/db';
import { record } from '../acts/record.ts';
import { writtenReason } from '../acts/written.ts';
import { setClock } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow, IncidentSettled } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { begin, keep } from '../process/run.ts';
import { forgetQuestions } from '../questions/close.ts';
import { hasResult } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { lockIncident, settleIncidents } from './incidents.ts';

/** Statuses in which a dossier may go back to the first step: nobody waits for the applicant. */
const RESTARTABLE: ReadonlySet<string> = new Set(['received', 'processing']);

/** Whether `restartProcess` is open to a dossier: it waits for nobody, and none of its results is there yet. */
export const mayRestart = async (q: Queryable, dossier: Dossier): Promise<boolean> =>
  RESTARTABLE.has(dossier.status) && !(await hasResult(q, dossier.id));

/**
 * The last resort where nothing can run again: the dossier goes back to the first step of its process, in writing and with
 * the reason. Steps, timers and calls that are open end; what was filled in, its papers and its due time stay.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such incident |
 * | INCIDENT_SETTLED | it was mended meanwhile |
 * | ACT_NOT_ALLOWED_NOW | the dossier has a result, is closed, or waits for its applicant |
 * | REASON_MISSING, REASON_TOO_LONG | nothing was written, or more than 4,000 characters |
 * | PROCESS_STUCK, STEP_WITHOUT_AGENCY | the process cannot begin either |
 */
export async function restartProcess(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: { incidentId: string; reason: string },
  actor: Actor,
): Promise<Dossier> {
  const reason = writtenReason(input.reason);
  const { incident, dossier } = await lockIncident(tx, input.incidentId);
  if (incident.settledAt) throw IncidentSettled({ code: dossier.code });
  if (!(await mayRestart(tx, dossier))) throw ActNotAllowedNow({ code: dossier.code });
  const procedure = await loadProcedure(tx, dossier);
  await cancelTasks(tx, dossier.id, actor.at, actor.accountId);
  await tx.run('DELETE FROM cases.timer WHERE dossier_id = $1', [dossier.id]);
  await settleIncidents(tx, dossier.id, actor.at);
  await forgetQuestions(tx, dossier.id, actor.at);
  const { state, commands } = begin(procedure, dossier);
  const next = await keep(
    { tx, procedure, at: actor.at, ledger: deps.ledger, refuses: true },
    await setClock(tx, dossier, actor.at),
    state,
    commands,
  );
  const body = { incident: incident.id, element: incident.elementId };
  await record(tx, deps.ledger, next, actor, 'process-restarted', body, { reason });
  return next;
}
