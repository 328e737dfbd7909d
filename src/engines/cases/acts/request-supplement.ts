import { nextNumber } from '#engines/numbering';
import { localParts } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { setClock } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { writtenReason } from './written.ts';

/**
 * The office asks, once and in writing, for what is missing (form 02). The clock stops, every open step waits.
 * Throws ReasonMissing, ReasonTooLong, ActNotAllowedNow. A second open request is refused by the database.
 */
export const requestSupplement = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; what: string },
    actor: Actor,
  ): Promise<Dossier> => {
    const what = writtenReason(input.what);
    const dossier = await move(tx, await lockDossier(tx, input.dossierId), 'request-supplement', actor.at);
    const { year } = localParts(actor.at);
    const number = await nextNumber(tx, {
      agencyId: dossier.agencyId,
      kind: 'supplement-request',
      period: String(year),
    });
    await tx.run(
      `INSERT INTO cases.supplement_request (id, dossier_id, number, year, asked_at, asked_by, what)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), dossier.id, number, year, actor.at, actor.accountId, what],
    );
    const paused = await setClock(tx, dossier, actor.at);
    await record(
      tx,
      deps.ledger,
      paused,
      actor,
      'supplement-requested',
      { number: `${number}/${year}` },
      { what },
    );
    return paused;
  },
);
