import { dueOf, obligationsOf } from '#engines/payments';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import {
  FeeUnpaid,
  PaperAskedFor,
  PostedWithoutLetter,
  ResultInNoAccount,
  SignedWhereGiven,
} from '../errors.ts';
import { subjectOf } from '../fees/follow.ts';
import { paidAt } from '../fees/paid-for.ts';
import { decisionGiven } from '../hand-over/decision-given.ts';
import { newPapersOf } from '../hand-over/new-paper.ts';
import { isNewPaper } from '../hand-over/new-paper-ref.ts';
import { isLaterPaper, onlineWayOf } from '../hand-over/online-way.ts';
import { refuseOther, toGive } from '../hand-over/to-give.ts';
import type { LoadedProcedure } from '../process/load.ts';
import { isSignedThere } from '../process/signed-there.ts';
import { hasResult } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { endStep, type StepEnd } from './end-step.ts';
import { record } from './record.ts';
import { targetOf } from './status.ts';
import { optionalText } from './written.ts';

/** How the result came to the citizen. */
export type HandOver = 'counter' | 'post' | 'online';

/** What else the entry says of it. */
type Noted = { body: Record<string, unknown>; personal: Record<string, unknown> };

/** Why a result goes out electronically alone; undefined where it needs no reason. Throws RESULT_IN_NO_ACCOUNT, PAPER_ASKED_FOR. */
async function whyElectronic(
  tx: Tx,
  dossier: Dossier,
  { form }: LoadedProcedure,
  said: string | undefined,
): Promise<string | undefined> {
  const way = await onlineWayOf(tx, dossier, form);
  if (way === 'no-account') throw ResultInNoAccount({ code: dossier.code });
  const why = optionalText(said ?? '');
  if (way === 'paper-asked' && !why) throw PaperAskedFor({ code: dossier.code });
  return why || undefined;
}

/**
 * The result is handed over; where the process comes to its end the dossier is closed. Where every result was revoked or annulled before, it is
 * the decision that is handed over, and the entry says so. Of a task that is a new paper (`keepNewPaper`) that one is handed over, or is not
 * wanted (`online`); the process is over, and the entry names the numbers.
 * Electronically (`online`) it goes to whom an account lets in; `instead`: why the applicant gets no paper who has asked for one.
 * `shown`: the mark of what the page said is handed over (`giveMark`), where the caller has not compared it under the dossier's lock.
 * `list`: on which list the letter stands that takes it to the postal operator; nothing goes by post without one (`makeMailList`).
 * Throws NOT_FOUND, TASK_DONE, ACT_NOT_ALLOWED_NOW, DOSSIER_CHANGED where it is something else than was shown, POSTED_WITHOUT_LETTER, SIGNED_WHERE_GIVEN of what is given at a counter alone,
 * RESULT_IN_NO_ACCOUNT, PAPER_ASKED_FOR, REASON_TOO_LONG of what goes out electronically, and FEE_UNPAID while something is still to be paid.
 */
export const returnResult = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger'>,
    input: Omit<StepEnd, 'outcome'> & {
      how: HandOver;
      list?: string;
      noted?: Noted;
      instead?: string;
      shown?: string;
    },
    actor: Actor,
  ): Promise<Dossier> => {
    const { noted, list, instead: said, shown, ...step } = input;
    if (input.how === 'post' && !list) throw PostedWithoutLetter();
    const { dossier, task, procedure, goOn } = await endStep(
      tx,
      deps.ledger,
      { ...step, outcome: input.how },
      actor,
    );
    if (shown !== undefined) refuseOther(dossier, await toGive(tx, dossier, task), shown);
    const anew = isNewPaper(task) ? await newPapersOf(tx, dossier, task) : null;
    if (!anew && input.how !== 'counter' && isSignedThere(procedure.form))
      throw SignedWhereGiven({ code: dossier.code });
    const online = input.how === 'online' && !isLaterPaper(task);
    const instead = online ? await whyElectronic(tx, dossier, procedure, said) : undefined;
    // Nothing is handed over before there is a result; while others are to come, what is there may be.
    const part = dossier.status === 'processing' && (await hasResult(tx, dossier.id));
    if (!anew) await targetOf(tx, dossier, part ? 'return-part' : 'return');
    if (dueOf(await obligationsOf(tx, subjectOf(dossier))) > 0) {
      const { desk } = await paidAt(tx, dossier, actor.at);
      throw FeeUnpaid({ code: dossier.code, desk });
    }
    const given = await decisionGiven(tx, dossier.id);
    const next = anew ? dossier : await goOn(dossier);
    await record(
      tx,
      deps.ledger,
      next,
      actor,
      'returned',
      {
        how: input.how,
        task: input.taskId,
        ...(anew && { anew: anew.map(r => r.number) }),
        ...given,
        ...(list && { list }),
        ...noted?.body,
      },
      { ...noted?.personal, ...(instead && { reason: instead }) },
    );
    return next;
  },
);
