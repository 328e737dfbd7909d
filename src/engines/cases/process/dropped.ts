import type { Tx } from '#platform/db';
import type { Droppable } from '#platform/jobs';
import type { BulkPayload } from '../bulk/run-bulk.ts';
import { openIncident } from '../incidents/incidents.ts';
import type { BatchPayload } from '../moves/run-batch.ts';
import { findDossier } from '../read/dossier.ts';
import type { ServicePayload } from './call-service.ts';
import type { TimerPayload } from './fire-timer.ts';

/** Whether the dossier's process still waits where the job would have moved it on. */
async function stillWaits(tx: Tx, at: TimerPayload): Promise<boolean> {
  const dossier = await findDossier(tx, at.dossierId);
  const tokens = dossier?.processState.tokens ?? [];
  return !dossier?.closedAt && tokens.some(t => t.id === at.token);
}

/** Nobody waits unseen: where a job moved a dossier on, dropping it is an incident of the dossier, which is mended there. */
export const droppedJobs: readonly Droppable[] = [
  {
    name: 'cases.fire-timer',
    dropped: async (tx, payload: TimerPayload, at, error) => {
      const { dossierId, token, elementId } = payload;
      if (await stillWaits(tx, payload))
        await openIncident(tx, { dossierId, token, elementId, reason: 'process-stuck', error }, at);
    },
  },
  {
    name: 'cases.call-service',
    dropped: async (tx, payload: ServicePayload, at, error) => {
      const { dossierId, token, elementId, service, params } = payload;
      const job = { service, params };
      if (await stillWaits(tx, payload))
        await openIncident(tx, { dossierId, token, elementId, reason: 'service-failed', error, job }, at);
    },
  },
  {
    // Who approved the moves sees that they stand still, and lets them go on or takes them back.
    name: 'cases.move-batch',
    dropped: (tx, { batchId }: BatchPayload) =>
      tx.run("UPDATE cases.version_batch SET state = 'stopped' WHERE id = $1 AND state = 'running'", [
        batchId,
      ]),
    putBack: (tx, { batchId }: BatchPayload) =>
      tx.run("UPDATE cases.version_batch SET state = 'running' WHERE id = $1 AND state = 'stopped'", [
        batchId,
      ]),
  },
  {
    // What was not done is told to whoever confirmed it as what no worker came to in time: he chooses it again.
    name: 'cases.bulk-act',
    dropped: async (tx, { bulkId }: BulkPayload, at) => {
      const ended = await tx.run(
        "UPDATE cases.bulk_act SET state = 'done', ended_at = $2 WHERE id = $1 AND state = 'running'",
        [bulkId, at],
      );
      if (ended)
        await tx.run(
          `UPDATE cases.bulk_item SET state = 'refused', error = 'BULK_TOO_LATE', params = '{}', at = $2
           WHERE bulk_id = $1 AND state = 'waiting'`,
          [bulkId, at],
        );
    },
  },
];
