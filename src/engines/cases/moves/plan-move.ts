import { fieldOf, misfits, moveAnswers } from '#engines/forms';
import {
  type Command,
  counterpart,
  isRedirected,
  mayStillReceive,
  migrateState,
  type ProcessState,
  waitingFor,
} from '#engines/processes';
import { liveTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type AppError, isAppError } from '#platform/errors';
import { limitAtReception } from '../deadlines/limit.ts';
import { MoveClosed, MoveNothing } from '../errors.ts';
import { processData } from '../process/data.ts';
import { doerForeseen } from '../process/doer.ts';
import { guarded } from '../process/guard.ts';
import type { ArmedTimer } from '../process/timers.ts';
import { openQuestions, undeliveredAnswers } from '../questions/question.ts';
import type { Dossier } from '../types.ts';
import { messageIn } from './messages.ts';
import { type MovedTimer, moveTimers } from './timers.ts';
import type { MoveWay } from './way.ts';
import { whyBlocked } from './why-blocked.ts';

/** Something that is kept no longer, and why where the mapping says it. `name`: an element's name, or a field's path. */
export type Lost = { name: string; reason: string | null };

/** What a dossier would become on another version. Nothing of it is the applicant's own words. */
export type MovePlan = {
  dossierId: string;
  code: string;
  agencyId: string;
  status: Dossier['status'];
  /** Where it stands, and where it would stand; `to` null: there is no such place. Names of elements. */
  places: Array<{ from: string; to: string | null }>;
  /**
   * Steps that would be asked for anew; whether each is the one that is open now, under whatever name, and whether whoever it is
   * given to keeps it (null: it is given to nobody).
   */
  steps: Array<{ name: string; same: boolean; keepsPost: boolean | null }>;
  timers: Array<Omit<MovedTimer, 'token' | 'elementId'> & { name: string }>;
  /** Questions that are open and that nobody would wait for any more. */
  questions: string[];
  lostOutcomes: Lost[];
  lostAnswers: Lost[];
  /** Fields (paths) that the new form asks for and that are not there; and whose answers cannot stand so. */
  missing: string[];
  misfit: string[];
  /** An answer is there already that the process would take at once: it would not stop where it stands. */
  goesOn: boolean;
  /** Its due time, which stays: it was given when the dossier was received. While the clock stands still it is counted anew when it goes on. */
  dueAt: Date;
  stands: boolean;
  /** The new version's limit for its channel is another one; it counts for new dossiers only. */
  otherLimit: boolean;
  /** Why it cannot be moved; empty: it can. */
  blocks: AppError[];
};

/** What has to be done to move it: made together with the plan, so that what is shown is what is done. */
export type MoveWork = {
  state: ProcessState;
  commands: readonly Command[];
  data: Record<string, unknown>;
  timers: readonly ArmedTimer[];
  /** The posts that keep the steps they were given, by token. */
  posts: ReadonlyMap<number, string>;
};

export type PlannedMove = { plan: MovePlan; work: MoveWork | null };

/** What a dossier would become on the way's new version. Changes nothing. */
export async function planMove(q: Queryable, dossier: Dossier, way: MoveWay, at: Date): Promise<PlannedMove> {
  const { from, to, mapping, elements } = way;
  const { version } = to;
  const answers = movedAnswers(dossier, way, localDate(at));
  const limit = limitAtReception(version, { channel: dossier.channel, data: answers.data });
  const plan: MovePlan = {
    dossierId: dossier.id,
    code: dossier.code,
    agencyId: dossier.agencyId,
    status: dossier.status,
    places: [],
    steps: [],
    timers: [],
    questions: [],
    lostOutcomes: [],
    lostAnswers: answers.lost,
    missing: answers.missing,
    misfit: answers.misfit,
    goesOn: false,
    dueAt: dossier.dueAt,
    stands: dossier.paused !== null,
    otherLimit: JSON.stringify(limit) !== JSON.stringify(dossier.timeLimit),
    blocks: [],
  };
  const blocked = (...blocks: AppError[]): PlannedMove => ({
    plan: { ...plan, blocks },
    work: null,
  });
  if (dossier.closedAt) return blocked(MoveClosed({ code: dossier.code }));
  if (dossier.procedureVersionId !== from.version.id) return blocked(MoveNothing());
  try {
    const state = dossier.processState;
    const moved = guarded(() =>
      migrateState(
        from.graph,
        to.graph,
        state,
        elements,
        processData({ ...dossier, data: answers.data }, to.form),
      ),
    );
    const nameOf = (id: string) => from.graph.nodes.get(id)?.name || id;
    const nameIn = (id: string) => to.graph.nodes.get(id)?.name || id;
    plan.places = moved.moved
      .filter(m => !state.tokens.some(t => t.in === m.token))
      .map(m => ({ from: nameOf(m.from), to: m.to && nameIn(m.to) }));
    const reasons = new Map(mapping.elements.map(m => [m.from, m.reason ?? null]));
    plan.lostOutcomes = moved.dropped.map(id => ({ name: nameOf(id), reason: reasons.get(id) ?? null }));
    if (!moved.state) return blocked(...moved.problems.map(p => whyBlocked(p, way)));
    const { steps, posts } = await newSteps(q, dossier, way, moved.commands, at);
    const timers = await moveTimers(q, dossier, way, moved.commands, at);
    plan.steps = steps;
    plan.timers = timers.changes.map(({ elementId, was, will }) => ({
      name: will ? nameIn(elementId) : nameOf(elementId),
      was,
      will,
    }));
    const next = moved.state;
    const awaited = (message: string) => messageIn(way, state, message);
    plan.questions = (await openQuestions(q, dossier.id))
      .filter(x => x.message !== null && !mayStillReceive(to.graph, next, awaited(x.message)))
      .map(x => nameOf(x.elementId ?? ''));
    const waits = new Set(waitingFor(to.graph, next).flatMap(w => (w.for === 'message' ? [w.name] : [])));
    plan.goesOn = (await undeliveredAnswers(q, dossier.id)).some(x => waits.has(awaited(x.message ?? '')));
    return {
      plan,
      work: { state: next, commands: moved.commands, data: answers.data, timers: timers.armed, posts },
    };
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return blocked(error);
  }
}

/** The answers on the new form, and what that leaves out, asks for or finds wrong that was not so before. */
function movedAnswers(dossier: Dossier, { from, to, mapping }: MoveWay, today: string) {
  const targets = new Map(mapping.fields.map(m => [m.from, m]));
  const { data, lost } = moveAnswers(from.form, to.form, dossier.data, path => {
    const named = targets.get(path);
    return named ? named.to : path;
  });
  const before = new Set(misfits(from.form, dossier.data, today).map(f => targets.get(f.path)?.to ?? f.path));
  const faults = misfits(to.form, data, today).filter(f => !before.has(f.path));
  const paths = (missing: boolean) => [
    ...new Set(faults.filter(f => f.missing === missing).map(f => fieldOf(to.form, f.path))),
  ];
  return {
    data: data as Record<string, unknown>,
    lost: lost.map((name): Lost => ({ name, reason: targets.get(name)?.reason ?? null })),
    missing: paths(true),
    misfit: paths(false),
  };
}

/**
 * The steps that are asked for anew, and who keeps them: whoever a step is given to, when it is the same step under whatever name,
 * at the same agency and by the same right. Throws NoAgency where nobody does a step there.
 */
async function newSteps(
  q: Queryable,
  dossier: Dossier,
  { from, to, elements }: MoveWay,
  commands: readonly Command[],
  at: Date,
): Promise<{ steps: MovePlan['steps']; posts: Map<number, string> }> {
  const live = await liveTasks(q, dossier.id);
  const posts = new Map<number, string>();
  const steps: MovePlan['steps'] = [];
  for (const command of commands) {
    if (command.type !== 'create-task') continue;
    const { token, name } = command;
    const { agency, permission } = await doerForeseen(q, to, dossier, command, at);
    const held = live.find(t => t.ref === String(token));
    const same =
      held !== undefined &&
      counterpart(elements, held.elementId) === command.elementId &&
      !isRedirected(from.graph, elements, held.elementId);
    const keeps = same && held.agencyId === agency.id && held.permission === permission;
    if (held?.postId && keeps) posts.set(token, held.postId);
    steps.push({ name, same, keepsPost: held?.postId ? keeps : null });
  }
  return { steps, posts };
}
