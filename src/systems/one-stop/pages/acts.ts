import {
  type Actor,
  actorOn,
  askerOf,
  atDesk,
  casesService,
  completeStep,
  type Dossier,
  doable,
  dossierFor,
  factsOf,
  type HandOver,
  issueResult,
  loadProcedure,
  refuse,
  requestSupplement,
  returnResult,
} from '#engines/cases';
import { requireFresh, withStepUp } from '#engines/identity';
import { findTask, type Task, TaskDone, TaskSuspended } from '#engines/work';
import { isAppError, NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField } from '#platform/http';
import { dossierPage } from './dossier.ts';
import { outcomesOf } from './outcomes.ts';
import { readFacts } from './step-facts.ts';

const home = (dossier: Dossier) => redirect(`/can-bo/ho-so/${dossier.id}`);

/** The actor in the post through which he holds the right of this task. */
async function actorFor(ctx: Ctx, dossier: Dossier, task: Task): Promise<Actor> {
  const now = ctx.clock.now();
  const facts = await factsOf(ctx.db, dossier, now);
  const facing = doable(askerOf(ctx.visitor), facts).find(t => t.taskId === task.id);
  if (!facing) throw NotAllowed();
  return actorOn(ctx.visitor!, now, facts, facing);
}

async function loadTask(ctx: Ctx, dossier: Dossier): Promise<Task> {
  const id = ctx.req.params.task ?? '';
  const task = /^[0-9a-f-]{36}$/.test(id) ? await findTask(ctx.db, id) : undefined;
  if (task?.subjectId !== dossier.id) throw NotFound();
  return task;
}

/** A signature binds the office: the second factor must have been shown so recently. */
const SIGN_MINUTES = 15;
const HAND_OVER = new Set(['counter', 'post', 'online']);

/** Refusals that are settled on the dossier's own page, in its part on money. */
const ABOUT_MONEY = new Set(['FEE_NOT_SET', 'FEE_UNPAID']);

/** The way back to the dossier; where money stands in the way its page again, which says so and has what was typed. */
async function doStep(ctx: Ctx): Promise<Answer> {
  const dossier = await dossierFor(ctx.db, ctx.visitor, ctx.req.params.id ?? '', 'read', ctx.clock.now());
  const task = await loadTask(ctx, dossier);
  try {
    return await endTask(ctx, dossier, task);
  } catch (error) {
    if (!isAppError(error) || !ABOUT_MONEY.has(error.code)) throw error;
    const { code, params, status } = error;
    const words = { what: ctx.t(`error.${code}.what`, params), todo: ctx.t(`error.${code}.todo`, params) };
    return dossierPage(ctx, dossier.id, {
      act: task.id,
      errors: [{ path: 'phi', message: ctx.t('ui.refusal', words) }],
      typed: ctx.req.body as Record<string, unknown>,
      status,
    });
  }
}

/** One step done: by its kind it is a plain step, a signature, or the hand-over of the result. */
async function endTask(ctx: Ctx, dossier: Dossier, task: Task): Promise<Answer> {
  // A task that someone else has done says so, rather than that one may not do it.
  if (task.state === 'suspended') throw TaskSuspended();
  if (task.state !== 'open') throw TaskDone();
  const deps = ctx.get(casesService);
  const actor = await actorFor(ctx, dossier, task);
  const { graph } = await loadProcedure(ctx.db, dossier);
  const { act, outcomes } = outcomesOf(graph, task);
  const outcome = textField(ctx.req.body, 'outcome');
  if (!outcomes.includes(outcome)) throw NotFound();
  const input = { dossierId: dossier.id, taskId: task.id };
  if (act === 'sign' && outcome === 'signed') {
    await requireFresh(ctx.db, ctx.visitor!, SIGN_MINUTES, ctx.clock.now());
    await issueResult(ctx.db, deps, { ...input, signerName: ctx.visitor!.name }, actor);
  } else if (act === 'return' && HAND_OVER.has(outcome)) {
    await ctx.db.tx(tx => returnResult(tx, deps, { ...input, how: outcome as HandOver }, actor));
  } else {
    const note = textField(ctx.req.body, `note-${task.id}`).slice(0, 2000);
    const body = ctx.req.body as Record<string, unknown>;
    const { facts, errors } = await readFacts(ctx, graph.nodes.get(task.elementId), body);
    if (errors.length)
      return dossierPage(ctx, dossier.id, { act: task.id, errors, typed: body, status: 422 });
    await ctx.db.tx(tx =>
      completeStep(tx, deps, { ...input, outcome, note, ...(facts && { facts }) }, actor),
    );
  }
  return home(dossier);
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
  if (reason.length < 10 || reason.length > 4000) {
    return dossierPage(ctx, dossier.id, {
      act,
      errors: [{ path: 'reason', message: ctx.t(`one-stop.act.${act}-missing`) }],
      typed: { reason },
      status: 422,
    });
  }
  await run(reason, dossier, await deskActor(ctx, dossier));
  return home(dossier);
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
    handler: withStepUp(doStep, ctx => `/can-bo/ho-so/${ctx.req.params.id}`),
  },
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/yeu-cau-bo-sung',
    rule: 'official',
    handler: ctx =>
      withReason(ctx, 'supplement', (what, dossier, actor) =>
        ctx.db.tx(tx => requestSupplement(tx, ctx.get(casesService), { dossierId: dossier.id, what }, actor)),
      ),
  },
  {
    method: 'POST',
    path: '/can-bo/ho-so/:id/tu-choi',
    rule: 'official',
    handler: ctx =>
      withReason(ctx, 'refuse', (reason, dossier, actor) =>
        ctx.db.tx(tx => refuse(tx, ctx.get(casesService), { dossierId: dossier.id, reason }, actor)),
      ),
  },
];
