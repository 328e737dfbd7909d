import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import {
  actorOn,
  answerQuestion,
  askerOf,
  casesService,
  completeStep,
  type Dossier,
  doable,
  factsOf,
  findDossier,
  isOpen,
  issueResult,
  listQuestions,
  listResults,
  loadProcedure,
  mayAct,
  requestSupplement,
  returnResult,
  submit,
  supplement,
} from '#engines/cases';
import { compute, type FormData, validateAll } from '#engines/forms';
import { findCitizen, findOfficial, grantsOf } from '#engines/identity';
import { obligationsOf, paymentsService, setAmount, takeCash } from '#engines/payments';
import { findProcedureInForce } from '#engines/procedures';
import type { Outcome } from '#engines/processes';
import { openTasks } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Visitor } from '#platform/http';
import type { TestProgram } from '#test/program';
import { wordsOf } from '../../journeys/support/judge.ts';

/** Code of a commune of today by its whole name. */
export const communeCode = async ({ env }: TestProgram, commune: string): Promise<string> =>
  (
    await env.db.one<{ code: string }>(
      `SELECT code FROM organisation.area_version WHERE full_name = $1 AND upper(valid) IS NULL AND level = 'commune'`,
      [commune],
    )
  ).code;

/** A file as a form holds it. */
export const FILE = [{ id: '0193a5b0-0000-7000-8000-00000000000f', name: 'ban-chup.png', bytes: 100 }];

/** Sends an application of a citizen of the demo, checked as every door checks it. Throws what is wrong with it. */
export async function applyFor(
  { env }: TestProgram,
  code: string,
  data: FormData,
  phone = '+84912345678',
): Promise<Dossier> {
  const citizen = await findCitizen(env.db, phone);
  assert.ok(citizen);
  const now = env.clock.now();
  const version = await findProcedureInForce(env.db, code, localDate(now));
  assert.ok(version, `${code} is not in force`);
  const procedure = await loadProcedure(env.db, { procedureVersionId: version.id });
  const whole = compute(procedure.form, data);
  const faults = await validateAll(procedure.form, whole, {
    t: env.texts.of('vi'),
    clock: env.clock,
    db: env.db,
  });
  assert.deepEqual(faults, []);
  return env.db.tx(tx =>
    submit(
      tx,
      env.get(casesService),
      {
        procedure,
        channel: 'online',
        data: whole,
        papers: [],
        applicant: {
          accountId: citizen.id,
          name: citizen.name,
          phone: citizen.phone,
          email: null,
          lang: 'vi',
        },
      },
      { accountId: citizen.id, postId: null, agencyId: null, at: now },
    ),
  );
}

async function visitorOf({ env }: TestProgram, user: string): Promise<Visitor> {
  const account = await findOfficial(env.db, user);
  assert.ok(account, user);
  return {
    accountId: account.id,
    kind: 'official',
    name: account.name,
    sessionId: account.id,
    grants: await grantsOf(env.db, account.id, env.clock.now()),
    scopes: [],
  };
}

/** Who of these may turn the dossier down now. */
export async function refusers(program: TestProgram, { id }: Dossier, users: string[]): Promise<string[]> {
  const { env } = program;
  const current = (await findDossier(env.db, id)) ?? assert.fail();
  const facts = await factsOf(env.db, current, env.clock.now());
  const may: string[] = [];
  for (const user of users)
    if (mayAct(askerOf(await visitorOf(program, user)), 'refuse', facts)) may.push(user);
  return may;
}

export type Step = [user: string, element: string, outcome: string, facts?: Outcome];

/** `user` does the step `element`, which must lie before him, and nobody of another commune may. */
export async function doStep(
  program: TestProgram,
  dossier: Dossier,
  [user, element, outcome, said]: Step,
  foreign = 'hotich.laocai',
): Promise<void> {
  const { env } = program;
  const who = await visitorOf(program, user);
  const now = env.clock.now();
  const current = await findDossier(env.db, dossier.id);
  assert.ok(current);
  const facts = await factsOf(env.db, current, now);
  const open = await openTasks(env.db, dossier.id);
  const steps = open.map(t => t.elementId);
  const task = doable(askerOf(who), facts).find(t =>
    open.some(o => o.id === t.taskId && o.elementId === element),
  );
  assert.ok(task, `${user} does not face ${element}; open: ${steps.join(', ')}`);
  const stranger = await visitorOf(program, foreign);
  assert.deepEqual(doable(askerOf(stranger), facts), [], 'an official of another commune has no step here');
  const actor = actorOn(who, now, facts, task);
  const deps = env.get(casesService);
  const input = { dossierId: dossier.id, taskId: task.taskId };
  const { graph } = await loadProcedure(env.db, current);
  const act = graph.nodes.get(element)?.act;
  const question = (await listQuestions(env.db, dossier.id)).find(q => q.elementId === element && isOpen(q));
  if (question)
    await env.db.tx(tx =>
      answerQuestion(
        tx,
        deps,
        { dossierId: dossier.id, questionId: question.id, outcome, answer: 'Đã xem sổ.', papers: [] },
        actor,
      ),
    );
  else if (act === 'sign' && outcome === 'signed')
    await issueResult(env.db, deps, { ...input, signerName: who.name }, actor);
  else if (act === 'return')
    await env.db.tx(tx => returnResult(tx, deps, { ...input, how: outcome as 'counter' | 'post' }, actor));
  else
    await env.db.tx(tx => completeStep(tx, deps, { ...input, outcome, ...(said && { facts: said }) }, actor));
}

const subjectOf = (dossier: Dossier) => ({ kind: 'dossier' as const, id: dossier.id });

/** What is to be paid now, in whole đồng. */
export const dueNow = async ({ env }: TestProgram, dossier: Dossier): Promise<number> =>
  (await obligationsOf(env.db, subjectOf(dossier)))
    .filter(o => o.state === 'due')
    .reduce((sum, o) => sum + o.outstanding, 0);

/** The clerk of the counter takes all that is due in cash. */
export async function pay(program: TestProgram, dossier: Dossier, user: string): Promise<void> {
  const { env } = program;
  const who = await visitorOf(program, user);
  const amount = await dueNow(program, dossier);
  const actor = { accountId: who.accountId, postId: null, agencyId: dossier.receivedBy, at: env.clock.now() };
  await env.db.tx(tx =>
    takeCash(
      tx,
      env.get(paymentsService),
      { subject: subjectOf(dossier), amount, payer: dossier.applicantName },
      actor,
    ),
  );
}

/** `user` says how much the fee of the step before him is. */
export async function sayAmount(
  program: TestProgram,
  dossier: Dossier,
  user: string,
  amount: number,
): Promise<void> {
  const { env } = program;
  const who = await visitorOf(program, user);
  const unset = (await obligationsOf(env.db, subjectOf(dossier))).find(o => o.state === 'unset');
  assert.ok(unset, 'no fee waits for its amount');
  const actor = { accountId: who.accountId, postId: null, agencyId: unset.agencyId, at: env.clock.now() };
  const change = { obligationId: unset.id, amount, reason: 'Theo thông báo số 12/TB', later: true };
  await env.db.tx(tx => setAmount(tx, env.get(paymentsService), change, actor));
}

/** `user` asks the applicant for what is missing, in the course of the step before him. */
export async function askSupplement(
  program: TestProgram,
  dossier: Dossier,
  user: string,
  what: string,
): Promise<void> {
  const { env } = program;
  const who = await visitorOf(program, user);
  const now = env.clock.now();
  const facts = await factsOf(env.db, (await findDossier(env.db, dossier.id)) ?? dossier, now);
  const [task] = doable(askerOf(who), facts);
  assert.ok(task, `${user} has no step`);
  const actor = actorOn(who, now, facts, task);
  await env.db.tx(tx => requestSupplement(tx, env.get(casesService), { dossierId: dossier.id, what }, actor));
}

const applicantOf = ({ env }: TestProgram, dossier: Dossier) => ({
  accountId: dossier.applicantId ?? assert.fail('nobody applied'),
  postId: null,
  agencyId: null,
  at: env.clock.now(),
});

/** The applicant hands in what was asked for. */
export const answerSupplement = (program: TestProgram, dossier: Dossier): Promise<Dossier> =>
  program.env.db.tx(tx =>
    supplement(
      tx,
      program.env.get(casesService),
      { dossierId: dossier.id, papers: [], note: 'Tôi gửi bản giấy tại quầy.' },
      applicantOf(program, dossier),
    ),
  );

/** The applicant answers what the process asks him. */
export async function answerAsked(
  program: TestProgram,
  dossier: Dossier,
  outcome: string,
  answer: string,
): Promise<void> {
  const { env } = program;
  const asked = (await listQuestions(env.db, dossier.id)).find(q => q.toAgency === null && isOpen(q));
  assert.ok(asked, 'nothing is asked of the applicant');
  const given = { dossierId: dossier.id, questionId: asked.id, outcome, answer, papers: [] };
  await env.db.tx(tx => answerQuestion(tx, env.get(casesService), given, applicantOf(program, dossier)));
}

/** Takes a dossier through `steps`, after which it is handed over and nobody has anything left to do with it. */
export async function walkToEnd(
  program: TestProgram,
  dossier: Dossier,
  steps: readonly Step[],
): Promise<void> {
  for (const step of steps) await doStep(program, dossier, step);
  const end = await findDossier(program.env.db, dossier.id);
  assert.deepEqual(
    [end?.status, (await openTasks(program.env.db, dossier.id)).map(t => t.elementId)],
    ['returned', []],
  );
}

/** What the only result of a dossier says. */
export async function resultOf({ env }: TestProgram, { id }: Dossier): Promise<string> {
  const [result] = await listResults(env.db, id);
  return wordsOf(
    await buffer(await env.get(casesService).files.open(env.db, result?.sha256 ?? assert.fail())),
  );
}
