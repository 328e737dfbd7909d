import type { Tx } from '#platform/db';
import { type Bringing, broughtEntry, writeBrought } from '../at-counter/brought.ts';
import { setClock } from '../deadlines/clock.ts';
import type { CaseDeps } from '../deps.ts';
import { ActNotAllowedNow } from '../errors.ts';
import { followPayments } from '../fees/follow.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { addPapers, type NewPaper } from './papers.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { screenText } from './written.ts';

/** Whether this request of the dossier waits for its answer. */
const isAsked = async (tx: Tx, { id }: Dossier, request: string): Promise<boolean> =>
  (await tx.maybe(
    'SELECT 1 FROM cases.supplement_request WHERE dossier_id = $1 AND id::text = $2 AND answered_at IS NULL AND undone_at IS NULL',
    [id, request],
  )) !== undefined;

/**
 * The citizen hands in what was asked for, or brings it to a counter (`bringing`), whose clerk puts it in. The clock runs on from here;
 * the due time moves by the working time that was waited. `request`: which one is answered. Throws ActNotAllowedNow when nothing is asked for, or
 * another thing by now, ReasonTooLong.
 */
export const supplement = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: {
      dossierId: string;
      papers: readonly NewPaper[];
      note?: string;
      request?: string;
      bringing?: Bringing;
    },
    actor: Actor,
  ): Promise<Dossier> => {
    const note = screenText(input.note ?? '');
    const before = await lockDossier(tx, input.dossierId);
    if (input.request && !(await isAsked(tx, before, input.request)))
      throw ActNotAllowedNow({ code: before.code });
    const dossier = await move(tx, before, 'supplement', actor.at);
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
