import {
  type BulkKind,
  type ChosenStep,
  chooseBulk,
  findDossiers,
  loadProcedure,
  MOST_AT_ONCE,
  outcomeAmong,
} from '#engines/cases';
import { inbox, type Task } from '#engines/work';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, redirect, textField, textFields } from '#platform/http';
import { addressOf, askedOf, deskOf, typedIn } from '../inbox/ask.ts';
import { marksOf } from '../seen.ts';
import { BULK, BUTTONS, bulkPath, kindsOf } from './kinds.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The chosen tasks, or all of the view; only what lies in the visitor's inbox, in its order. */
async function chosenTasks(ctx: Ctx): Promise<Task[]> {
  const desk = await deskOf(ctx);
  const { body } = ctx.req;
  if (textField(body, 'tat-ca') === '1') {
    const query = Object.fromEntries(
      Object.entries(body).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : [])),
    );
    const { reach, filter } = await askedOf(ctx, desk, typedIn(query));
    return inbox(ctx.db, reach, filter, { limit: MOST_AT_ONCE });
  }
  const ids = textFields(body, 'chon').filter(id => UUID.test(id));
  return inbox(ctx.db, desk.reach, { state: 'open', ids }, { limit: MOST_AT_ONCE });
}

/** With what each step would end, or why it is not done with the others. */
async function stepsOf(ctx: Ctx, kind: BulkKind, tasks: readonly Task[]): Promise<ChosenStep[]> {
  const dossiers = await findDossiers(ctx.db, [...new Set(tasks.map(t => t.subjectId))]);
  const byId = new Map(dossiers.map(d => [d.id, d]));
  // What is given to somebody, or only read, decides nothing.
  const chosen = tasks.flatMap(task => {
    const dossier = byId.get(task.subjectId);
    return dossier ? [{ task, dossier, step: task.elementId }] : [];
  });
  const shown = chosen.map(({ dossier, step }) => ({ dossier, step }));
  const seen = kind === 'assign' ? [] : await marksOf(ctx, shown);
  const steps: ChosenStep[] = [];
  for (const [i, { task, dossier }] of chosen.entries()) {
    const step = { taskId: task.id, dossierId: dossier.id, seen: seen[i] };
    try {
      steps.push({ ...step, outcome: outcomeAmong(kind, await loadProcedure(ctx.db, dossier), task) });
    } catch (error) {
      if (!isAppError(error)) throw error;
      steps.push({ ...step, refusal: error.code });
    }
  }
  return steps;
}

/** Keeps what was chosen in the list, and leads to the page on which it is looked through and confirmed. */
async function choose(ctx: Ctx): Promise<Answer> {
  const said = textField(ctx.req.body, 'viec');
  const kind = kindsOf(ctx).find(k => BUTTONS[k].value === said);
  const tasks = kind ? await chosenTasks(ctx) : [];
  if (!kind || !tasks.length) {
    const query = Object.entries(ctx.req.body).flatMap(([k, v]) => (typeof v === 'string' ? [[k, v]] : []));
    return redirect(addressOf(typedIn(Object.fromEntries(query))));
  }
  const steps = await stepsOf(ctx, kind, tasks);
  const by = { accountId: ctx.visitor!.accountId, at: ctx.clock.now() };
  return redirect(bulkPath({ id: await ctx.db.tx(tx => chooseBulk(tx, { kind, steps }, by)) }));
}

export const chooseRoute: Route = { method: 'POST', path: BULK, rule: 'official', handler: choose };
