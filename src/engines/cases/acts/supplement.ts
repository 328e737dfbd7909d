import type { Tx } from '#platform/db';
import { type Bringing, broughtEntry, writeBrought } from '../at-counter/brought.ts';
import { setClock } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { followPayments } from '../fees/follow.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { addPapers, type NewPaper } from './papers.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { screenText } from './written.ts';

/**
 * The citizen hands in what was asked for, or brings it to a counter (`bringing`), whose clerk puts it in. The clock runs on from here;
 * the due time moves by the working time that was waited. Throws ActNotAllowedNow when nothing is asked for, ReasonTooLong.
 */
export const supplement = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: { dossierId: string; papers: readonly NewPaper[]; note?: string; bringing?: Bringing },
    actor: Actor,
  ): Promise<Dossier> => {
    const note = screenText(input.note ?? '');
    const dossier = await move(tx, await lockDossier(tx, input.dossierId), 'supplement', actor.at);
    await tx.run(
      'UPDATE cases.supplement_request SET answered_at = $2 WHERE dossier_id = $1 AND answered_at IS NULL AND undone_at IS NULL',
      [dossier.id, actor.at],
    );
    const papers = await addPapers(tx, dossier.id, input.papers, actor.at, { replace: true });
    const running = await setClock(tx, dossier, actor.at);
    const { body, personal } = broughtEntry(input.bringing);
    const entry = await record(tx, deps.ledger, running, actor, 'supplemented', body, {
      papers: papers.map(p => p.sha256),
      ...(note ? { note } : {}),
      ...personal,
    });
    const of = { dossier: running, kind: 'supplement' as const, entryId: entry.id };
    await writeBrought(tx, of, input.bringing, actor);
    // A fee that was asked for meanwhile is waited for from now on.
    return followPayments(tx, deps, running, null, actor);
  },
);
