import { nextNumber } from '#engines/numbering';
import { formatDate, localParts } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { setClock } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { SupplementAgain } from '../errors.ts';
import { listSupplementRequests, lockDossier } from '../read/dossier.ts';
import { slipAgency } from '../slips/slip-agency.ts';
import type { Actor, Dossier, SupplementRequest } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { optionalText, writtenReason } from './written.ts';

/** Why something was not asked for with the slip before. Throws SupplementAgain, which names that slip. */
function whySaid(last: SupplementRequest | undefined, typed = ''): string {
  const why = optionalText(typed);
  if (why || !last) return why ?? '';
  throw SupplementAgain({ at: formatDate(last.askedAt), number: `${last.number}/${last.year}` });
}

/**
 * The office asks, once and in writing, for what is missing (form 02). The clock stops, every open step waits. Who asks again says why it
 * was not asked for then (`whyAgain`; of no matter the first time): it stands in the story.
 * Throws ReasonMissing, ReasonTooLong, ActNotAllowedNow, SupplementAgain. A second open request is refused by the database.
 */
export const requestSupplement = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; what: string; whyAgain?: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const what = writtenReason(input.what);
    const found = await lockDossier(tx, input.dossierId);
    const dossier = await move(tx, found, 'request-supplement', actor.at);
    const before = (await listSupplementRequests(tx, dossier.id)).filter(s => !s.undoneAt);
    const whyAgain = before.length ? whySaid(before[0], input.whyAgain) : null;
    const { year } = localParts(actor.at);
    // Before it is taken in hand the office that receives asks, as it is the one that refuses reception.
    const receives = found.status === 'received' && actor.agencyId === dossier.receivedBy;
    const agencyId = receives ? dossier.receivedBy : await slipAgency(tx, dossier, actor);
    const number = await nextNumber(tx, {
      agencyId,
      kind: 'supplement-request',
      period: String(year),
    });
    await tx.run(
      `INSERT INTO cases.supplement_request (id, dossier_id, number, year, asked_at, asked_by, what, why_again, agency_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[newId(), dossier.id, number, year, actor.at, actor.accountId, what, whyAgain],
        agencyId === dossier.agencyId ? null : agencyId,
      ],
    );
    const paused = await setClock(tx, dossier, actor.at);
    await record(
      tx,
      deps.ledger,
      paused,
      actor,
      'supplement-requested',
      { number: `${number}/${year}`, ...(whyAgain ? { time: before.length + 1 } : {}) },
      { what, ...(whyAgain ? { whyAgain } : {}) },
    );
    return paused;
  },
);
