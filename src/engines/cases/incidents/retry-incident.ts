import { tasksAnew } from '#engines/processes';
import type { Tx } from '#platform/db';
import { enqueue } from '#platform/jobs';
import { record } from '../acts/record.ts';
import { holdSteps } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow, IncidentSettled } from '../errors.ts';
import { createTask } from '../process/apply.ts';
import { processData } from '../process/data.ts';
import { guarded } from '../process/guard.ts';
import { loadProcedure } from '../process/load.ts';
import { wakeAt } from '../process/timers.ts';
import type { Actor, Dossier } from '../types.ts';
import { type Incident, lockIncident, settleIncidents } from './incidents.ts';

/** Asks for the call of the service again, as the process did. Asked twice before it runs, it runs once. */
const callAgain = (tx: Tx, dossier: Dossier, at: Incident & { job: NonNullable<Incident['job']> }) =>
  enqueue(tx, {
    name: 'cases.call-service',
    payload: { dossierId: dossier.id, token: at.token, elementId: at.elementId, ...at.job, tries: 1 },
    queue: `dossier:${dossier.id}`,
    key: `retry:${at.id}`,
  });

/** The timer's hour has come, and it is fired again now. */
async function fireAgain(tx: Tx, dossier: Dossier, token: number, elementId: string, at: Date) {
  await tx.run(
    `INSERT INTO cases.timer (dossier_id, token, element_id, fires_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (dossier_id, token, element_id) DO UPDATE SET fires_at = EXCLUDED.fires_at`,
    [dossier.id, token, elementId, at],
  );
  await wakeAt(tx, dossier.id, token, elementId, at);
}

/** The step that no agency did is given to the one that does it now. Throws StepWithoutAgency. */
async function createAgain(
  tx: Tx,
  { ledger }: Pick<CaseDeps, 'ledger'>,
  dossier: Dossier,
  token: number,
  at: Date,
): Promise<void> {
  const procedure = await loadProcedure(tx, dossier);
  const steps = guarded(() =>
    tasksAnew(procedure.graph, dossier.processState, processData(dossier, procedure.form)),
  );
  const step = steps.find(c => c.token === token);
  if (!step || dossier.closedAt) throw ActNotAllowedNow({ code: dossier.code });
  await createTask({ tx, procedure, at, ledger }, dossier, step);
  if (dossier.paused) await holdSteps(tx, dossier);
  await settleIncidents(tx, dossier.id, at, token);
}

/**
 * Lets what failed run again, once whoever mends it says that the cause is gone: the service is called, the timer fires. A
 * worker does it; the incident is settled when the process has moved on, or fails again. A step that no agency did is given out at once.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such incident |
 * | INCIDENT_SETTLED | it was mended meanwhile |
 * | STEP_WITHOUT_AGENCY | still no agency does the step |
 * | ACT_NOT_ALLOWED_NOW | nothing stands there that could run again: the process has ended, or a join waits for what cannot come |
 */
export async function retryIncident(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  incidentId: string,
  actor: Actor,
): Promise<void> {
  const { incident, dossier } = await lockIncident(tx, incidentId);
  const { token, elementId, job } = incident;
  if (incident.settledAt) throw IncidentSettled({ code: dossier.code });
  if (token === null) throw ActNotAllowedNow({ code: dossier.code });
  if (incident.reason === 'no-agency') await createAgain(tx, deps, dossier, token, actor.at);
  else if (job) await callAgain(tx, dossier, { ...incident, job });
  else await fireAgain(tx, dossier, token, elementId, actor.at);
  await tx.run('UPDATE cases.incident SET retried_at = greatest($2, opened_at) WHERE id = $1', [
    incident.id,
    actor.at,
  ]);
  await record(tx, deps.ledger, dossier, actor, 'incident-retried', {
    incident: incident.id,
    element: elementId,
  });
}
