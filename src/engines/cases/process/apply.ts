import type { Command } from '#engines/processes';
import { cancelTask, cancelTasks, type HandOut, handOut, openTask } from '#engines/work';
import { isAppError } from '#platform/errors';
import { enqueue } from '#platform/jobs';
import { record } from '../acts/record.ts';
import { move } from '../acts/status.ts';
import { usesOf } from '../acts/uses.ts';
import { endEscalation } from '../deadlines/escalate.ts';
import { basisOf, FETCHED, firstDue } from '../deadlines/step-due.ts';
import { StepWithoutAgency } from '../errors.ts';
import { openIncident, settleIncidents } from '../incidents/incidents.ts';
import { hasResult } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { doerOf } from './doer.ts';
import { sendMessage } from './message.ts';
import { taskAbout } from './new-task.ts';
import type { RunContext } from './run-context.ts';
import { startTimer } from './timers.ts';

/** By which rule a step was given to a post, so that the dossier's story can say it. */
const bySystem = (at: Date) => ({ accountId: 'system', postId: null, agencyId: null, at });
const asBody = ({ postId, ruleId, way, open, among }: HandOut) => ({
  post: postId,
  rule: ruleId,
  way,
  open,
  among,
});

const NO_DUE = { dueAt: null, escalateAt: null };

/**
 * Whether a result is there and waits for its owner at the counter: from then on the office owes nothing by a due time. What goes by
 * post it still has to send.
 */
async function isFetched({ tx, procedure }: RunContext, dossier: Dossier): Promise<boolean> {
  if (usesOf(procedure.form, dossier.data).delivery === 'post') return false;
  return dossier.status === 'completed' || hasResult(tx, dossier.id);
}

/**
 * Puts a step into the inbox of the agency that its lane means now, and gives it to one of its posts where a rule of the agency
 * says so; `postId`: to this one, whatever the rules say. Returns the task's id. Throws StepWithoutAgency.
 */
export async function createTask(
  ctx: RunContext,
  dossier: Dossier,
  command: Extract<Command, { type: 'create-task' }>,
  postId?: string,
): Promise<string> {
  const { tx, at } = ctx;
  const { agency, permission } = await doerOf(tx, ctx.procedure, dossier, command, at);
  const waitsThere = command.act === 'return' && (await isFetched(ctx, dossier));
  const basis = waitsThere ? FETCHED : basisOf(command);
  const step = { field: dossier.field, procedure: dossier.procedureCode, permission };
  const [dues, given] = await Promise.all([
    waitsThere ? NO_DUE : firstDue(tx, dossier, basisOf(command), at),
    postId ? null : handOut(tx, agency.id, step, at),
  ]);
  const task = taskAbout(dossier, ctx.procedure.version.name, {
    step: command.name,
    elementId: command.elementId,
    ref: String(command.token),
    agencyId: agency.id,
    permission,
    postId: postId ?? given?.postId ?? null,
    ...dues,
    dueBasis: basis,
  });
  const id = await openTask(tx, task, at);
  if (given) {
    const about = { task: id, element: command.elementId };
    await record(tx, ctx.ledger, dossier, bySystem(at), 'assigned', { ...about, ...asBody(given) });
  }
  return id;
}

/**
 * As `createTask`; where no agency does the step it is an incident, for who mends the procedure or the agency and lets it run again
 * (`retryIncident`): the clerk who sent the dossier on cannot choose otherwise.
 */
async function createTaskOrWait(
  ctx: RunContext,
  dossier: Dossier,
  command: Extract<Command, { type: 'create-task' }>,
): Promise<void> {
  try {
    await createTask(ctx, dossier, command);
  } catch (error) {
    if (ctx.refuses || !isAppError(error) || error.code !== StepWithoutAgency.code) throw error;
    const { token, elementId } = command;
    const said = `${error.code} ${JSON.stringify({ ...error.params, procedure: dossier.procedureCode })}`;
    await openIncident(
      ctx.tx,
      { dossierId: dossier.id, elementId, token, reason: 'no-agency', error: said },
      ctx.at,
    );
  }
}

/** The process is over: what was not handed over by a step of its own is in the citizen's account. */
async function end(
  ctx: RunContext,
  dossier: Dossier,
  command: Extract<Command, { type: 'end' }>,
): Promise<Dossier> {
  const { tx, at } = ctx;
  await cancelTasks(tx, dossier.id, at, null);
  if (dossier.status === 'completed') return move(tx, dossier, 'return', at);
  // Every way to a further result was still open, and none was taken: what is there is all.
  if (dossier.status === 'processing' && (await hasResult(tx, dossier.id))) {
    return move(tx, await move(tx, dossier, 'issue-result', at), 'return', at);
  }
  if (dossier.closedAt) return dossier;
  // Nobody would ever see it again: no step is open, and the applicant has nothing.
  const error = `ended with "${command.result}"${command.error ? `, error ${command.error}` : ''} and no result`;
  await openIncident(
    tx,
    {
      dossierId: dossier.id,
      elementId: command.elementId,
      token: null,
      reason: 'ended-without-result',
      error,
    },
    at,
  );
  return dossier;
}

/** Does what one command of the interpreter asks for. Returns the dossier as it is then. */
export async function apply(ctx: RunContext, dossier: Dossier, command: Command): Promise<Dossier> {
  const { tx, at } = ctx;
  switch (command.type) {
    case 'create-task':
      await createTaskOrWait(ctx, dossier, command);
      return dossier;
    case 'cancel-task':
      await cancelTask(tx, dossier.id, String(command.token), at);
      await endEscalation(tx, dossier.id, String(command.token), at);
      return dossier;
    case 'start-timer':
      await startTimer(tx, dossier, command, at);
      return dossier;
    case 'cancel-timer':
      await tx.run('DELETE FROM cases.timer WHERE dossier_id = $1 AND token = $2 AND element_id = $3', [
        dossier.id,
        command.token,
        command.elementId,
      ]);
      return dossier;
    case 'call-service': {
      const { token, elementId, service, params } = command;
      const payload = { dossierId: dossier.id, token, elementId, service, params, tries: 1 };
      await enqueue(tx, { name: 'cases.call-service', payload, queue: `dossier:${dossier.id}` });
      return dossier;
    }
    case 'cancel-service':
      // Its job finds no token there any more.
      await settleIncidents(tx, dossier.id, at, command.token);
      return dossier;
    case 'send-message':
      return sendMessage(ctx, dossier, command);
    case 'incident': {
      const { token, elementId, error } = command;
      const where = { dossierId: dossier.id, elementId, token };
      await openIncident(tx, { ...where, reason: 'service-failed', error, job: ctx.job ?? null }, at);
      return dossier;
    }
    case 'end':
      return end(ctx, dossier, command);
  }
}
