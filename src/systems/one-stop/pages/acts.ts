import {
  type Actor,
  casesService,
  completeStep,
  declineResult,
  isLaterPaper,
  issueResult,
  loadProcedure,
  onlineWayOf,
  outcomesFor,
  requestSupplement,
  returnResult,
  stepFor,
} from '#engines/cases';
import { requireFresh, withStepUp } from '#engines/identity';
import { DECLINE, decides, needsWords, SEND_BACK } from '#engines/processes';
import { findTask } from '#engines/work';
import type { Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { doneAt, type FieldError } from '#ui';
import { whyDespiteField } from './acts-section.ts';
import { changedPage } from './changed-page.ts';
import { DECIDED } from './decided-words.ts';
import { dossierPage } from './dossier.ts';
import { handOverPath } from './hand-over/form.ts';
import { givesSent } from './hand-over/gives.ts';
import { keepWords } from './kept-words.ts';
import { toPostPath } from './mail/reach.ts';
import { orTellWhoCameFirst } from './overtaken.ts';
import { WHY_AGAIN } from './reason-form.ts';
import { ABOUT_TEXT, refusalText } from './refused-text.ts';
import { ifStillSeen, markSent, stillSeen } from './seen.ts';
import { closedBecause, readFacts } from './step-facts.ts';
import { unanswered } from './unanswered.ts';
import { deskStep, SHORTEST_REASON, withReason } from './with-reason.ts';

/** Back to the dossier, which says in a sentence what was done. */
const home = (dossierId: string, what: string) => redirect(doneAt(`/can-bo/ho-so/${dossierId}`, what));

const missingWords = (outcome: string) =>
  outcome === SEND_BACK
    ? 'one-stop.act.send-back-missing'
    : outcome === DECLINE
      ? 'one-stop.act.decline-missing'
      : 'one-stop.act.opinion-missing';

/** A signature binds the office: the second factor must have been shown so recently. */
export const SIGN_MINUTES = 15;

/** Refusals that are settled on the dossier's own page, in its part on money. */
const ABOUT_MONEY = new Set(['FEE_NOT_SET', 'FEE_UNPAID', 'CLAIM_UNDECIDED']);

/** Refusals for what became of another result of the dossier: the page says what. */
const ABOUT_EARLIER = new Set(['RESULT_BASIS_FALLEN', 'RESULT_CORRECTED_SINCE']);

/** Where on the dossier's page a refusal is settled; undefined for those that have a page of their own. */
function placeOf(code: string, taskId: string, ctx: Ctx): string | undefined {
  if (ABOUT_MONEY.has(code)) return 'phi';
  if (code === 'SAME_MATTER_UNSAID') return whyDespiteField(taskId);
  if (ABOUT_EARLIER.has(code)) return `note-${taskId}`;
  if (!ABOUT_TEXT.has(code)) return undefined;
  return textField(ctx.req.body, 'outcome') === 'signed' ? whyDespiteField(taskId) : `note-${taskId}`;
}

/** The way back to the dossier; where money stands in the way its page again, which says so and has what was typed. */
async function doStep(ctx: Ctx): Promise<Answer> {
  const { id: dossierId = '', task: taskId = '' } = ctx.req.params;
  try {
    return await endTask(ctx, dossierId, taskId);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, status } = error;
    const typed = ctx.req.body as Record<string, unknown>;
    if (code === 'DOSSIER_CHANGED') {
      const step = (await findTask(ctx.db, taskId))?.elementId;
      return changedPage(ctx, dossierId, { act: taskId, typed }, { step });
    }
    const path = placeOf(code, taskId, ctx);
    if (!path) throw error;
    // Its own words send whoever signs many to this page.
    const message =
      code === 'SAME_MATTER_UNSAID' ? ctx.t('one-stop.twin.unsaid', error.params) : refusalText(ctx, error);
    const errors = [{ path, message }];
    return dossierPage(ctx, dossierId, { act: taskId, errors, typed, status });
  }
}

/** Who is to sign it, what has to be corrected or chosen, what was done, or where it goes on. */
type Done = { signer?: Actor; errors?: FieldError[]; notice?: string; did?: string; goOn?: string };

/** One step done: by its kind it is a plain step, a signature, or the hand-over of the result. */
async function endTask(ctx: Ctx, dossierId: string, taskId: string): Promise<Answer> {
  const body = ctx.req.body as Record<string, unknown>;
  const outcome = textField(body, 'outcome');
  const deps = ctx.get(casesService);
  const {
    signer,
    errors = [],
    notice,
    did = 'step-done',
    goOn,
  } = await ctx.db.tx(
    async (tx): Promise<Done> => {
      const locked = await stepFor(tx, ctx.visitor!, { dossierId, taskId }, ctx.clock.now());
      const procedure = await loadProcedure(tx, locked.dossier);
      const { graph } = procedure;
      const { act, outcomes } = outcomesFor(procedure, locked.task);
      // It is still his to do: nothing was chosen, or what the process does not know (any more).
      if (!outcomes.includes(outcome)) return { notice: ctx.t('one-stop.act.outcome-missing') };
      // What was only to be read decides nothing.
      if (act !== 'notice') await stillSeen(ctx, tx, dossierId, locked.task.elementId);
      if (act !== 'notice' && act !== 'return') {
        const missing = await unanswered(ctx, tx, { taskId, outcome });
        if (missing) return { errors: [missing] };
      }
      // What is signed is drawn first, which is too long for a transaction.
      if (act === 'sign' && outcome === 'signed') return { signer: locked.actor };
      const step = { dossierId, taskId, locked };
      if (act === 'return' && outcome === 'post') return { goOn: toPostPath(locked.dossier) };
      // Who came, how he was known and how he signed is said on a page of its own.
      if (act === 'return' && outcome === 'counter')
        return { goOn: handOverPath(locked.dossier, locked.task) };
      if (act === 'return' && outcome === 'online') {
        const instead = textField(body, `note-${taskId}`);
        const asked = !isLaterPaper(locked.task);
        if (asked && instead.length < SHORTEST_REASON) {
          const way = await onlineWayOf(tx, locked.dossier, procedure.form);
          if (way === 'paper-asked')
            return {
              errors: [{ path: `note-${taskId}`, message: ctx.t('one-stop.hand-over.instead-missing') }],
            };
        }
        const shown = givesSent(ctx);
        await returnResult(tx, deps, { ...step, how: outcome, instead, shown }, locked.actor);
        return { did: 'handed-over' };
      }
      const note = textField(body, `note-${taskId}`);
      if (needsWords(outcome) && note.length < SHORTEST_REASON)
        return { errors: [{ path: `note-${taskId}`, message: ctx.t(missingWords(outcome)) }] };
      if (act === 'sign' && outcome === DECLINE) {
        await declineResult(tx, deps, { ...step, reason: note }, locked.actor);
        return { did: 'result-declined' };
      }
      const node = graph.nodes.get(locked.task.elementId);
      const closed = await closedBecause(ctx, node, locked.dossier, procedure, outcome);
      if (closed) return { errors: [{ path: `note-${taskId}`, message: closed }] };
      const { facts, errors } = await readFacts(ctx, node, locked.dossier, procedure, body, outcome);
      if (errors.length) return { errors };
      await completeStep(tx, deps, { ...step, outcome, note, ...(facts && { facts }) }, locked.actor);
      if (outcome === SEND_BACK) return { did: 'sent-back' };
      if (act === 'notice') return { did: 'notice-read' };
      return node && decides(node, outcome) ? { did: DECIDED } : {};
    },
    { keptPlans: true },
  );
  if (errors.length || notice)
    return dossierPage(ctx, dossierId, {
      act: taskId,
      errors,
      ...(notice ? { notice } : {}),
      typed: body,
      status: 422,
    });
  if (goOn) return redirect(goOn);
  if (signer) {
    await requireFresh(ctx.db, ctx.visitor!, SIGN_MINUTES, ctx.clock.now());
    const whyDespite = textField(body, whyDespiteField(taskId));
    if (whyDespite && whyDespite.length < SHORTEST_REASON) {
      const errors = [{ path: whyDespiteField(taskId), message: ctx.t('one-stop.twin.why-missing') }];
      return dossierPage(ctx, dossierId, { act: taskId, errors, typed: body, status: 422 });
    }
    const seen = markSent(ctx);
    const signing = { dossierId, taskId, signerName: ctx.visitor!.name, whyDespite, seen };
    await issueResult(ctx.db, deps, signing, signer);
  }
  return home(dossierId, signer ? 'signed' : did);
}

const step = withStepUp(
  ctx => orTellWhoCameFirst(ctx, () => doStep(ctx)),
  // The signature is not done by showing the factor: the page says so.
  ctx => `/can-bo/ho-so/${ctx.req.params.id}?xong=factor-shown`,
);

export const actRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/buoc/:task',
    rule: 'official',
    handler: async ctx => keepWords(ctx, await step(ctx)),
  },
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/yeu-cau-bo-sung',
    rule: 'official',
    handler: ctx =>
      orTellWhoCameFirst(ctx, () =>
        withReason(ctx, 'supplement', async (what, dossier) => {
          const { actor, step } = await deskStep(ctx, dossier);
          const whyAgain = textField(ctx.req.body, WHY_AGAIN);
          const wish = { dossierId: dossier.id, what, whyAgain };
          const ask = (tx: Tx) => requestSupplement(tx, ctx.get(casesService), wish, actor);
          await ifStillSeen(ctx, dossier.id, ask, step);
        }),
      ),
  },
];
