import { type Agency, ancestorsOf, findAgency } from '#engines/organisation';
import { cancelTask, liveTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow, TransferNotCompetent, TransferNowhere } from '../errors.ts';
import { areaOn } from '../process/lane.ts';
import { loadProcedure } from '../process/load.ts';
import { type MovedStep, remakeTasks, stepsMoved } from '../process/remake-tasks.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { competentAgencies } from './competent-agencies.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { writtenReason } from './written.ts';

/** The province of today in which a dossier was received: what is left to go by when both its place and its agency are gone. */
async function provinceOf(
  q: Queryable,
  { areaId, receivedAt }: Dossier,
  date: string,
): Promise<string | undefined> {
  const above = await ancestorsOf(q, areaId, localDate(receivedAt));
  const province = above.find(a => a.level === 'province');
  return province && areaOn(q, province.id, date);
}

/**
 * Where a dossier may be transferred to: the agencies that the law lets decide its procedure in its province today, but the one
 * that has it.
 */
export async function transferTargets(q: Queryable, dossier: Dossier, at: Date): Promise<Agency[]> {
  const date = localDate(at);
  const { version } = await loadProcedure(q, dossier);
  const areaId =
    (await areaOn(q, dossier.areaId, date)) ??
    (await findAgency(q, dossier.agencyId, date))?.areaId ??
    (await provinceOf(q, dossier, date));
  if (!areaId) return [];
  return (await competentAgencies(q, version, areaId, date)).filter(a => a.id !== dossier.agencyId);
}

/** The dossier as it lies at an agency to which it was transferred. */
const lyingAt = (dossier: Dossier, agency: Agency): Dossier => ({
  ...dossier,
  agencyId: agency.id,
  // A commune handles what lies in it; others go on with the place that the matter has.
  areaId: agency.level === 'commune' && agency.areaId ? agency.areaId : dossier.areaId,
  clockAgencyId: dossier.clockAgencyId ?? dossier.agencyId,
});

/** The steps that would go to another agency were the dossier transferred to `agencyId` at that moment, and who would do them. */
export async function stepsIfTransferred(
  q: Queryable,
  dossier: Dossier,
  agencyId: string,
  at: Date,
): Promise<MovedStep[]> {
  const agency = await findAgency(q, agencyId, localDate(at));
  if (!agency || agency.id === dossier.agencyId) return [];
  const procedure = await loadProcedure(q, dossier);
  return stepsMoved(q, procedure, lyingAt(dossier, agency), at);
}

/**
 * The dossier goes to the agency that is competent for it: every open step, of parallel branches and called processes too, is
 * done by whoever its lane means there. Its code, its due time and what has been done stay; who had it may still read it.
 * `left`: by an agency that is gone without an heir; then a result that is still to be handed over goes along too.
 *
 * | refusal | when |
 * | --- | --- |
 * | REASON_MISSING, REASON_TOO_LONG | nothing was written, or too much |
 * | TRANSFER_NOWHERE | the agency has it already, or is not there today |
 * | TRANSFER_NOT_COMPETENT | the law does not let an agency of this kind decide the procedure (`competentAgencies`) |
 * | ACT_NOT_ALLOWED_NOW | the dossier's status does not allow it, or its clock stands still |
 * | NO_AGENCY | a step that is open has nobody to do it there |
 */
export const transfer = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; agencyId: string; reason: string; left?: true },
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    const before = await lockDossier(tx, input.dossierId);
    const agency = await findAgency(tx, input.agencyId, localDate(actor.at));
    if (before.paused) throw ActNotAllowedNow({ code: before.code });
    if (!agency || agency.id === before.agencyId) throw TransferNowhere();
    if (!(await transferTargets(tx, before, actor.at)).some(a => a.id === agency.id))
      throw TransferNotCompetent({ agency: agency.name });
    const isDecided = input.left && before.status === 'completed';
    const moved = isDecided
      ? { ...before, version: before.version + 1 }
      : await move(tx, before, 'transfer', actor.at);
    const dossier = lyingAt(moved, agency);
    await tx.run(
      'UPDATE cases.dossier SET agency_id = $2, area_id = $3, clock_agency_id = $4, version = $5 WHERE id = $1',
      [dossier.id, dossier.agencyId, dossier.areaId, dossier.clockAgencyId, dossier.version],
    );
    const procedure = await loadProcedure(tx, dossier);
    await remakeTasks({ tx, procedure, at: actor.at, ledger: deps.ledger }, dossier);
    await dropNotices(tx, dossier, before.agencyId, actor.at);
    const body = { from: before.agencyId, to: agency.id };
    await record(tx, deps.ledger, dossier, actor, 'transferred', body, { reason });
    return dossier;
  },
);

/** What the agency that had it was only to read about it is no longer its concern. */
async function dropNotices(tx: Tx, dossier: Dossier, agencyId: string, at: Date): Promise<void> {
  for (const task of await liveTasks(tx, dossier.id))
    if (task.agencyId === agencyId && task.ref.startsWith('escalation:'))
      await cancelTask(tx, dossier.id, task.ref, at);
}
