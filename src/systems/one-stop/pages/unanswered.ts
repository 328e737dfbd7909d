import { awaitedOpinions, goesOn, isOpen, type Question, type Story } from '#engines/cases';
import type { Queryable } from '#platform/db';
import { type Ctx, textField } from '#platform/http';
import { checkbox, type FieldError, type Html } from '#ui';

/** Ticked by who goes on with a step in whose course another agency was asked that has not answered. */
export const anywayField = (taskId: string): string => `van-lam-${taskId}`;

/** What was asked of other agencies in the course of a step, and is not answered. */
const awaited = <Q extends Question>(questions: readonly Q[], taskId: string): Q[] =>
  questions.filter(q => q.toAgency !== null && q.askedTask === taskId && isOpen(q));

/** To go on knowingly, with whose opinion is not there yet; null where none is awaited. */
export function anywayCheckbox(
  { t }: Ctx,
  { questions }: Story,
  taskId: string,
  form: { checked: boolean; error: string | undefined },
): Html | null {
  const names = awaited(questions, taskId).map(q => q.agencyName ?? '');
  if (!names.length) return null;
  const label = t('one-stop.unanswered.anyway', { agencies: names.join(', ') });
  return checkbox(t, { name: anywayField(taskId), label, ...form });
}

/** That whoever goes on with the step has not said that he does so without an opinion that was asked for; undefined where there is nothing to be said. */
export async function unanswered(
  ctx: Ctx,
  q: Queryable,
  step: { taskId: string; outcome: string },
): Promise<FieldError | undefined> {
  const path = anywayField(step.taskId);
  if (!goesOn(step.outcome) || textField(ctx.req.body, path)) return undefined;
  const names = (await awaitedOpinions(q, [step.taskId], ctx.clock.now())).get(step.taskId);
  if (!names) return undefined;
  return { path, message: ctx.t('one-stop.unanswered.missing', { agencies: names.join(', ') }) };
}
