import { findAgency } from '#engines/organisation';
import { cancelTask, liveTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow, TransferNowhere } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { remakeTasks } from '../process/remake-tasks.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { writtenReason } from './written.ts';

// Ministries decide elsewhere, and a desk or service centre takes in for others.
const NO_HANDLERS: ReadonlySet<string> = new Set(['ministry', 'service-centre', 'one-stop-desk']);

/**
 * The dossier goes to the agency that is competent for it: every open step, of parallel branches and called processes too, is
 * done by whoever its lane means there. Its code, its due time and what has been done stay; who had it may still read it.
 *
 * | refusal | when |
 * | --- | --- |
 * | REASON_MISSING, REASON_TOO_LONG | nothing was written, or too much |
 * | TRANSFER_NOWHERE | the agency has it already, is not there today, or handles no dossiers itself |
 * | ACT_NOT_ALLOWED_NOW | the dossier's status does not allow it, or its clock stands still |
 * | NO_AGENCY | a step that is open has nobody to do it there |
 */
export async function transfer(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: { dossierId: string; agencyId: string; reason: string },
  actor: Actor,
): Promise<Dossier> {
  const reason = writtenReason(input.reason);
  const before = await lockDossier(tx, input.dossierId);
  const agency = await findAgency(tx, input.agencyId, localDate(actor.at));
  if (before.paused) throw ActNotAllowedNow({ code: before.code });
  if (!agency || agency.id === before.agencyId || NO_HANDLERS.has(agency.kind)) throw TransferNowhere();
  const moved = await move(tx, before, 'transfer', actor.at);
  const dossier: Dossier = {
    ...moved,
    agencyId: agency.id,
    // A commune handles what lies in it; others go on with the place that the matter has.
    areaId: agency.level === 'commune' && agency.areaId ? agency.areaId : before.areaId,
    clockAgencyId: before.clockAgencyId ?? before.agencyId,
  };
  await tx.run('UPDATE cases.dossier SET agency_id = $2, area_id = $3, clock_agency_id = $4 WHERE id = $1', [
    dossier.id,
    dossier.agencyId,
    dossier.areaId,
    dossier.clockAgencyId,
  ]);
  const procedure = await loadProcedure(tx, dossier);
  await remakeTasks({ tx, procedure, at: actor.at, ledger: deps.ledger }, dossier);
  await dropNotices(tx, dossier, before.agencyId, actor.at);
  const body = { from: before.agencyId, to: agency.id };
  await record(tx, deps.ledger, dossier, actor, 'transferred', body, { reason });
  return dossier;
}

/** What the agency that had it was only to read about it is no longer its concern. */
async function dropNotices(tx: Tx, dossier: Dossier, agencyId: string, at: Date): Promise<void> {
  for (const task of await liveTasks(tx, dossier.id))
    if (task.agencyId === agencyId && task.ref.startsWith('escalation:'))
      await cancelTask(tx, dossier.id, task.ref, at);
}
