import {
  type Actor,
  actorOn,
  askerOf,
  atDesk,
  casesService,
  completeStep,
  type Dossier,
  dossierFor,
  factsOf,
  type HandOver,
  issueResult,
  loadProcedure,
  outcomesOf,
  refuse,
  requestSupplement,
  returnResult,
  stepFor,
} from '#engines/cases';
import { requireFresh, withStepUp } from '#engines/identity';
import { needsWords, SEND_BACK } from '#engines/processes';
import { TaskDone } from '#engines/work';
import { type AppError, isAppError, NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { doneAt, type FieldError } from '#ui';
import { dossierPage } from './dossier.ts';
import { orTellWhoCameFirst } from './overtaken.ts';
import { readFacts } from './step-facts.ts';

/** Back to the dossier, which says in a sentence what was done. */
const home = (dossierId: string, what: string) => redirect(doneAt(`/can-bo/ho-so/${dossierId}`, what));

/** Shorter words say nothing to whoever has to act on them. */
const SHORTEST_REASON = 10;

const missingWords = (outcome: string) =>
  outcome === SEND_BACK ? 'one-stop.act.send-back-missing' : 'one-stop.act.opinion-missing';

/** A signature binds the office: the second factor must have been shown so recently. */
export const SIGN_MINUTES = 15;
const HAND_OVER = new Set(['counter', 'post', 'online']);

/** Refusals that are settled on the dossier's own page, in its part on money. */
const ABOUT_MONEY = new Set(['FEE_NOT_SET', 'FEE_UNPAID']);

/** Refusals of what was written, settled in its field. */
const ABOUT_TEXT = new Set(['REASON_TOO_LONG', 'TEXT_UNPRINTABLE']);

const refusalText = (ctx: Ctx, { code, params }: AppError): string =>
  ctx.t('ui.refusal', {
    what: ctx.t(`error.${code}.what`, params),
    todo: ctx.t(`error.${code}.todo`, params),
  });

/** The way back to the dossier; where money stands in the way its page again, which says so and has what was typed. */
async function doStep(ctx: Ctx): Promise<Answer> {
  const { id: dossierId = '', task: taskId = '' } = ctx.req.params;
  try {
    return await endTask(ctx, dossierId, taskId);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, status } = error;
    const path = ABOUT_MONEY.has(code) ? 'phi' : ABOUT_TEXT.has(code) ? `note-${taskId}` : undefined;
    if (!path) throw error;
    return dossierPage(ctx, dossierId, {
      act: taskId,
      errors: [{ path, message: refusalText(ctx, error) }],
      typed: ctx.req.body as Record<string, unknown>,
      status,
    });
  }
}

/** One step done: by its kind it is a plain step, a signature, or the hand-over of the result. */
async function endTask(ctx: Ctx, dossierId: string, taskId: string): Promise<Answer> {
  const body = ctx.req.body as Record<string, unknown>;
  const outcome = textField(body, 'outcome');
  const deps = ctx.get(casesService);
  const {
    signer,
    errors = [],
    did = 'step-done',
  } = await ctx.db.tx(
    async (tx): Promise<{ signer?: Actor; errors?: FieldError[]; did?: string }> => {
      const locked = await stepFor(tx, ctx.visitor!, { dossierId, taskId }, ctx.clock.now());
      const { graph } = await loadProcedure(tx, locked.dossier);
      const { act, outcomes } = outcomesOf(graph, locked.task);
      if (!outcomes.includes(outcome)) throw NotFound();
      // What is signed is drawn first, which is too long for a transaction.
      if (act === 'sign' && outcome === 'signed') return { signer: locked.actor };
      const step = { dossierId, taskId, locked };
      if (act === 'return' && HAND_OVER.has(outcome)) {
        await returnResult(tx, deps, { ...step, how: outcome as HandOver }, locked.actor);
        return { did: 'handed-over' };
      }
      const note = textField(body, `note-${taskId}`);
      if (needsWords(outcome) && note.length < SHORTEST_REASON)
        return { errors: [{ path: `note-${taskId}`, message: ctx.t(missingWords(outcome)) }] };
      const { facts, errors } = await readFacts(ctx, graph.nodes.get(locked.task.elementId), body);
      if (errors.length) return { errors };
      await completeStep(tx, deps, { ...step, outcome, note, ...(facts && { facts }) }, locked.actor);
      return act === 'notice' ? { did: 'notice-read' } : {};
    },
    { keptPlans: true },
  );
  if (errors.length) return dossierPage(ctx, dossierId, { act: taskId, errors, typed: body, status: 422 });
  if (signer) {
    await requireFresh(ctx.db, ctx.visitor!, SIGN_MINUTES, ctx.clock.now());
    await issueResult(ctx.db, deps, { dossierId, taskId, signerName: ctx.visitor!.name }, signer);
  }
  return home(dossierId, signer ? 'signed' : did);
}

/** Sends the dossier back or turns it down; without a reason nothing is done and the page comes again. */
async function withReason(
  ctx: Ctx,
  act: 'supplement' | 'refuse',
  run: (reason: string, dossier: Dossier, actor: Actor) => Promise<unknown>,
): Promise<Answer> {
  const action = act === 'supplement' ? 'request-supplement' : 'refuse';
  const dossier = await dossierFor(ctx.db, ctx.visitor, ctx.req.params.id ?? '', action, ctx.clock.now());
  const reason = textField(ctx.req.body, 'reason');
  const again = (message: string) =>
    dossierPage(ctx, dossier.id, {
      act,
      errors: [{ path: 'reason', message }],
      typed: { reason },
      status: 422,
    });
  if (reason.length < SHORTEST_REASON) return again(ctx.t(`one-stop.act.${act}-missing`));
  try {
    await run(reason, dossier, await deskActor(ctx, dossier));
  } catch (error) {
    if (!isAppError(error) || !ABOUT_TEXT.has(error.code)) throw error;
    return again(refusalText(ctx, error));
  }
  return home(dossier.id, act === 'supplement' ? 'supplement-asked' : 'refused');
}

/** Who sends back or refuses: the holder of the post through which the step that lies before him is his. */
async function deskActor(ctx: Ctx, dossier: Dossier): Promise<Actor> {
  const now = ctx.clock.now();
  const facts = await factsOf(ctx.db, dossier, now);
  const facing = atDesk(askerOf(ctx.visitor), facts)[0];
  // Between the check and here somebody else may have done the step.
  if (!facing) throw TaskDone();
  return actorOn(ctx.visitor!, now, facts, facing);
}

export const actRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/buoc/:task',
    rule: 'official',
    handler: withStepUp(
      ctx => orTellWhoCameFirst(ctx, () => doStep(ctx)),
      ctx => `/can-bo/ho-so/${ctx.req.params.id}`,
    ),
  },
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/yeu-cau-bo-sung',
    rule: 'official',
    handler: ctx =>
      orTellWhoCameFirst(ctx, () =>
        withReason(ctx, 'supplement', (what, dossier, actor) =>
          ctx.db.tx(tx =>
            requestSupplement(tx, ctx.get(casesService), { dossierId: dossier.id, what }, actor),
          ),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/tu-choi',
    rule: 'official',
    handler: ctx =>
      orTellWhoCameFirst(ctx, () =>
        withReason(ctx, 'refuse', (reason, dossier, actor) =>
          ctx.db.tx(tx => refuse(tx, ctx.get(casesService), { dossierId: dossier.id, reason }, actor)),
        ),
      ),
  },
];
