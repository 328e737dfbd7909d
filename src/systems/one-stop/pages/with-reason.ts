import {
  type Action,
  type Actor,
  actorOn,
  askerOf,
  atDesk,
  type Dossier,
  dossierFor,
  factsOf,
} from '#engines/cases';
import { findTask, TaskDone } from '#engines/work';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, redirect, textField } from '#platform/http';
import { doneAt } from '#ui';
import { changedPage } from './changed-page.ts';
import { dossierPage } from './dossier.ts';
import { REASON_FIELDS, type Reasoned, WHY_AGAIN } from './reason-form.ts';
import { ABOUT_TEXT, refusalText } from './refused-text.ts';

/** Shorter words say nothing to whoever has to act on them. */
export const SHORTEST_REASON = 10;

const ACTIONS: Readonly<Record<Reasoned, Action>> = {
  supplement: 'request-supplement',
  refuse: 'refuse',
  'propose-refusal': 'propose-refusal',
  'refusal-back': 'refuse',
};

/** What the dossier's page says when it is done. */
const DONE: Readonly<Record<Reasoned, string>> = {
  supplement: 'supplement-asked',
  refuse: 'refused',
  'propose-refusal': 'refusal-proposed',
  'refusal-back': 'refusal-back',
};

/** Does with the dossier of the address what its reason was given for; without a reason nothing is done and the page comes again. */
export async function withReason(
  ctx: Ctx,
  act: Reasoned,
  run: (reason: string, dossier: Dossier) => Promise<unknown>,
): Promise<Answer> {
  const id = ctx.req.params.id ?? '';
  const dossier = await dossierFor(ctx.db, ctx.visitor, id, ACTIONS[act], ctx.clock.now());
  const field = REASON_FIELDS[act];
  const reason = textField(ctx.req.body, field);
  const typed = ctx.req.body as Record<string, unknown>;
  const again = (message: string, path = field) =>
    dossierPage(ctx, dossier.id, { act, errors: [{ path, message }], typed, status: 422 });
  if (reason.length < SHORTEST_REASON) return again(ctx.t(`one-stop.act.${act}-missing`));
  try {
    await run(reason, dossier);
  } catch (error) {
    if (isAppError(error) && error.code === 'SUPPLEMENT_AGAIN')
      return again(refusalText(ctx, error), WHY_AGAIN);
    if (isAppError(error) && error.code === 'DOSSIER_CHANGED')
      return changedPage(ctx, dossier.id, { act, typed });
    if (!isAppError(error) || !ABOUT_TEXT.has(error.code)) throw error;
    return again(refusalText(ctx, error));
  }
  return redirect(doneAt(`/can-bo/ho-so/${dossier.id}`, DONE[act]));
}

/** The step that lies before the visitor, and he in the post through which it is his. Throws TaskDone. */
export async function deskStep(
  ctx: Ctx,
  dossier: Dossier,
): Promise<{ actor: Actor; taskId: string; step: string | undefined }> {
  const now = ctx.clock.now();
  const facts = await factsOf(ctx.db, dossier, now);
  const facing = atDesk(askerOf(ctx.visitor), facts)[0];
  // Between the check and here somebody else may have done the step.
  if (!facing) throw TaskDone();
  const step = (await findTask(ctx.db, facing.taskId))?.elementId;
  return { actor: actorOn(ctx.visitor!, now, facts, facing), taskId: facing.taskId, step };
}
