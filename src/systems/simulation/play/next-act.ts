import {
  answerQuestion,
  apologise,
  completeStep,
  type Dossier,
  findApology,
  findDossier,
  heirOf,
  isOpen,
  issueResult,
  issueUndrawn,
  listQuestions,
  processData,
  refuse,
  requestSupplement,
  returnResult,
  supplement,
  taskKind,
  withdraw,
} from '#engines/cases';
import { decideClaim, dueOf, isClaimed, obligationsOf, setAmount, takeCash } from '#engines/payments';
import type { Outcome } from '#engines/processes';
import { openTasks, type Task } from '#engines/work';
import { dueAt, loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { type Habit, habitOf } from '../plan/habit.ts';
import type { Plan } from '../plan/plan-dossier.ts';
import { nextByClock, passByClock } from './by-clock.ts';
import { type Fate, fateOf, LATE_REASON, MISSING, REFUSALS, WITHDRAWAL } from './fate.ts';
import { choose, factsFor } from './outcome.ts';
import type { Stage } from './stage.ts';
import { whenOfficeActs, whenPersonActs } from './when.ts';

/** A dossier on its way. */
export type Running = {
  plan: Plan;
  dossierId: string;
  habit: Habit;
  fate: Fate;
  /** How often each step has been done. */
  visits: Map<string, number>;
  /** The hour of what comes by the clock before anybody acts; null where somebody acts first. */
  timer: Date | null;
  /** When the office does a task, once it has been said: what comes by the clock meanwhile does not change it. */
  meant: { taskId: string; at: Date } | null;
};

const subjectOf = ({ id }: Dossier) => ({ kind: 'dossier', id });
/** Begins to follow a dossier that has just come in. `office`: what the agency that received it is known by. */
export function follow(stage: Stage, plan: Plan, dossier: Dossier, office: string): Running {
  const habit = habitOf(stage.seed, office);
  return {
    plan,
    dossierId: dossier.id,
    habit,
    fate: fateOf(plan.random, habit),
    visits: new Map(),
    timer: null,
    meant: null,
  };
}

/** Who does a task: of the agency that has it, or of the one that has taken its work over by then. */
async function actorFor(
  stage: Stage,
  dossier: Dossier,
  task: Pick<Task, 'agencyId' | 'permission'>,
  at: Date,
) {
  const heir = await heirOf(stage.q, dossier, task.agencyId, localDate(at));
  const office = heir?.id ?? task.agencyId;
  const { accountId, postId, agencyId, name } = await stage.staff.holderOf(office, task.permission, at);
  return { actor: { accountId, postId, agencyId, at }, name };
}

const clerkOf = async (stage: Stage, dossier: Dossier, at: Date) => {
  const desk = { agencyId: dossier.receivedBy, permission: 'dossier.receive' };
  return (await actorFor(stage, dossier, desk, at)).actor;
};

async function pay(stage: Stage, dossier: Dossier, at: Date): Promise<void> {
  const obligations = await obligationsOf(stage.q, subjectOf(dossier));
  const amount = dueOf(obligations);
  if (amount <= 0) return;
  const actor = await clerkOf(stage, dossier, at);
  // A book that was closed is not written in: in a demo that has one already it stands in the first that is open.
  const open = stage.cashOpenFrom.get(obligations.find(o => o.state === 'due')?.agencyId ?? '');
  const day = open && open > localDate(at) ? { day: open } : {};
  const order = { subject: subjectOf(dossier), amount, payer: dossier.applicantName, ...day };
  await stage.act(tx => takeCash(tx, stage.payments, order, actor));
}

/** What a step's fee is where nobody has published it: somebody has to say so before the step is done. */
async function sayAmounts(
  stage: Stage,
  running: Running,
  dossier: Dossier,
  task: Task,
  at: Date,
): Promise<void> {
  const unset = (await obligationsOf(stage.q, subjectOf(dossier))).filter(o => o.state === 'unset');
  const { actor } = await actorFor(stage, dossier, task, at);
  for (const { id, agencyId } of unset) {
    const amount = running.plan.random.int(3, 90) * 100_000;
    const said = { obligationId: id, amount, reason: 'Theo thông báo của cơ quan tính phí', later: true };
    await stage.act(tx => setAmount(tx, stage.payments, said, { ...actor, agencyId }));
  }
}

/** Confirms the exemptions that the applicant claims. False when he claims none. */
async function decideClaims(stage: Stage, dossier: Dossier, task: Task, at: Date): Promise<boolean> {
  const claimed = (await obligationsOf(stage.q, subjectOf(dossier))).filter(isClaimed);
  if (!claimed.length) return false;
  const { actor } = await actorFor(stage, dossier, task, at);
  for (const { id, agencyId } of claimed) {
    const said = { obligationId: id, grant: true, reason: 'Giấy tờ đúng diện được miễn, giảm' };
    await stage.act(tx => decideClaim(tx, stage.payments, said, { ...actor, agencyId }));
  }
  return true;
}

async function doStep(stage: Stage, running: Running, dossier: Dossier, task: Task, at: Date): Promise<void> {
  // What is still to be paid may stop the clock: the step is done another time.
  if (await decideClaims(stage, dossier, task, at)) return;
  const { graph } = running.plan.procedure;
  const node = graph.nodes.get(task.elementId);
  const visits = running.visits.get(task.elementId) ?? 0;
  running.visits.set(task.elementId, visits + 1);
  const { actor, name } = await actorFor(stage, dossier, task, at);
  const input = { dossierId: dossier.id, taskId: task.id };
  const standing = {
    data: processData(dossier, running.plan.procedure.form),
    outcomes: dossier.processState.outcomes,
  };
  const outcome = choose(running.plan.random, node, visits, running.plan.data, standing);
  if (node?.act === 'sign' && outcome === 'signed') {
    const signing = { ...input, signerName: name };
    if (stage.drawn) await issueResult(stage.env.db, stage.cases, signing, actor);
    else await stage.act(tx => issueUndrawn(tx, stage.cases, signing, actor));
    return;
  }
  if (node?.act === 'return') {
    await pay(stage, dossier, at);
    // What is posted goes with a letter on a list, which the desks of the demo make (`fillDesks`).
    await stage.act(tx => returnResult(tx, stage.cases, { ...input, how: 'counter' }, actor));
    return;
  }
  await sayAmounts(stage, running, dossier, task, at);
  const facts: Outcome | undefined = factsFor(
    running.plan.random,
    node,
    outcome,
    localDate(at),
    running.plan.data,
  );
  await stage.act(tx => completeStep(tx, stage.cases, { ...input, outcome, ...(facts && { facts }) }, actor));
}

async function answer(stage: Stage, dossier: Dossier, task: Task, at: Date): Promise<void> {
  const questions = (await listQuestions(stage.q, dossier.id)).filter(isOpen);
  const question = questions.find(q => task.ref.endsWith(q.id));
  if (!question) return;
  const { actor } = await actorFor(stage, dossier, task, at);
  const outcome = question.outcomes[0] ?? 'agree';
  const said = {
    dossierId: dossier.id,
    questionId: question.id,
    outcome,
    answer: 'Đã tra sổ, không có thông tin khác với tờ khai.',
    papers: [],
  };
  await stage.act(tx => answerQuestion(tx, stage.cases, said, actor));
}

/** What is not a step: the desk sends it back or turns it down, the applicant gives up. False when nothing of it came to pass. */
async function digress(
  stage: Stage,
  running: Running,
  dossier: Dossier,
  task: Task,
  at: Date,
): Promise<boolean> {
  const { fate } = running;
  const { random } = running.plan;
  const dossierId = dossier.id;
  if (fate.withdrawn && running.visits.size > 0 && dossier.status !== 'completed') {
    const reason = WITHDRAWAL;
    const clerk = await clerkOf(stage, dossier, at);
    await stage.act(tx => withdraw(tx, stage.cases, { dossierId, reason }, clerk));
    return true;
  }
  if (task.permission !== 'dossier.receive' && task.permission !== 'dossier.process') return false;
  if (dossier.status !== 'received' && dossier.status !== 'processing') return false;
  const { actor } = await actorFor(stage, dossier, task, at);
  if (fate.refused && dossier.status === 'received') {
    const reason = random.pick(REFUSALS);
    await stage.act(tx => refuse(tx, stage.cases, { dossierId, reason }, actor));
    return true;
  }
  if (!fate.asked) return false;
  fate.asked = false;
  const what = random.pick(MISSING);
  await stage.act(tx => requestSupplement(tx, stage.cases, { dossierId, what }, actor));
  return true;
}

/** The leader of an office that is late writes the letter of apology, once, with a new day on which it is open. */
async function excuse(stage: Stage, running: Running, dossier: Dossier, at: Date): Promise<void> {
  const { fate } = running;
  const open = dossier.status === 'received' || dossier.status === 'processing';
  if (!open || at <= dossier.dueAt || !fate.apologises) return;
  fate.apologises = false;
  if (await findApology(stage.q, dossier.id)) return;
  const calendar = await loadCalendar(stage.q, dossier.agencyId, at);
  const newDate = localDate(dueAt(at, { n: running.plan.random.int(2, 5), unit: 'working-day' }, calendar));
  const leader = { agencyId: dossier.agencyId, permission: 'dossier.decide' };
  const { actor } = await actorFor(stage, dossier, leader, at);
  const reason = LATE_REASON;
  await stage.act(tx => apologise(tx, stage.cases, { dossierId: dossier.id, newDate, reason }, actor));
}

async function handIn(stage: Stage, running: Running, dossier: Dossier, at: Date): Promise<void> {
  const paper = running.plan.papers[0];
  const { sha256, size } = stage.paper;
  const papers = paper
    ? [{ ...paper, sha256, size, filename: 'ban-chup.pdf', mediaType: 'application/pdf' }]
    : [];
  const input = { dossierId: dossier.id, papers, note: 'Gửi giấy tờ còn thiếu' };
  // Brought to the counter, whose clerk puts it in.
  const clerk = await clerkOf(stage, dossier, at);
  await stage.act(tx => supplement(tx, stage.cases, input, clerk));
}

function whenOffice(stage: Stage, running: Running, dossier: Dossier, task: Task, at: Date): Promise<Date> {
  const { fate, habit, plan } = running;
  const late = fate.late && running.visits.size > 0;
  if (late) fate.late = false;
  return whenOfficeActs(stage, plan.random, habit, dossier, task, at, late);
}

/** When the next thing happens to a dossier as it stands; null when nothing will. */
export async function nextTime(stage: Stage, running: Running, at: Date): Promise<Date | null> {
  const { fate, plan } = running;
  const dossier = await findDossier(stage.q, running.dossierId);
  if (!dossier || dossier.closedAt) return null;
  if (dossier.status === 'awaiting-payment')
    return fate.pays ? whenPersonActs(stage, plan.random, dossier, at, [0, 3]) : null;
  if (dossier.status === 'supplementing')
    return fate.answers ? whenPersonActs(stage, plan.random, dossier, at, [1, 12]) : null;
  const [task] = await openTasks(stage.q, dossier.id);
  // What nobody does anything about comes to its hour.
  const timer = await nextByClock(stage, dossier);
  if (!task) {
    running.timer = timer;
    return timer;
  }
  if (dossier.status === 'completed') return whenPersonActs(stage, plan.random, dossier, at, [0, 9]);
  const { meant } = running;
  const office =
    meant?.taskId === task.id && meant.at > at
      ? meant.at
      : await whenOffice(stage, running, dossier, task, at);
  running.timer = timer && timer < office ? timer : null;
  running.meant = running.timer ? { taskId: task.id, at: office } : null;
  return running.timer ?? office;
}

/** Does what happens to a dossier at `at`. Returns when the next thing does; null when nothing more will. */
export async function nextAct(stage: Stage, running: Running, at: Date): Promise<Date | null> {
  const dossier = await findDossier(stage.q, running.dossierId);
  if (!dossier || dossier.closedAt) return null;
  const timed = running.timer !== null;
  running.timer = null;
  if (timed && (await passByClock(stage, dossier, at))) return nextTime(stage, running, at);
  if (dossier.status === 'awaiting-payment') await pay(stage, dossier, at);
  else if (dossier.status === 'supplementing') await handIn(stage, running, dossier, at);
  else {
    await excuse(stage, running, dossier, at);
    const [task] = await openTasks(stage.q, dossier.id);
    if (!task) return null;
    const kind = taskKind(task);
    if (kind === 'question') await answer(stage, dossier, task, at);
    else if (kind === 'notice' || !(await digress(stage, running, dossier, task, at)))
      await doStep(stage, running, dossier, task, at);
  }
  return nextTime(stage, running, at);
}
