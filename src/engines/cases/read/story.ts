import { liveTasks, type Task } from '#engines/work';
import {
  type Calendar,
  type Deadline,
  deadline,
  type Ended,
  type Explanation,
  explain,
  unfolded,
} from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { asClockApology, calendarOf } from '../acts/deadline.ts';
import { listLiftedActs, listResultActs } from '../afterlife/read-acts.ts';
import type { ResultAct } from '../afterlife/types.ts';
import { type Incident, listIncidents } from '../incidents/incidents.ts';
import { heirOf } from '../process/heir.ts';
import { taskKind } from '../process/new-task.ts';
import { firstTimerAt } from '../process/timers.ts';
import { isOpen, listQuestions, type Question } from '../questions/question.ts';
import type { Apology, Dossier, Paper, Pause, Result, SupplementRequest } from '../types.ts';
import { agenciesThen, agencyNameThen, owedThen } from './as-it-was.ts';
import { findApology, listPapers, listPauses, listResults, listSupplementRequests } from './dossier.ts';
import { agencyNames, delegatedPosts, namesThen, postTitles } from './names.ts';
import { underPresentNames } from './present-names.ts';
import { takenBack } from './taken-back.ts';
import { isUuid } from './uuid.ts';

/** One thing that happened, with the names as the reader knows them. */
export type Happening = {
  /** Id of its entry in the ledger. */
  entry: string;
  kind: string;
  at: Date;
  /** Account name; null for the system or where the account is gone. */
  who: string | null;
  agency: string | null;
  /** Another agency that it concerns: the one that was asked, or that it went to. */
  other: string | null;
  /** The agency where the dossier lay then. */
  place: string | null;
  /** What was still to be paid then, in đồng. */
  owed: number;
  /** Title of the post to which a step was given. */
  post: string | null;
  /** Account or program that did it; `system`. */
  actor: string;
  /** Title of the post in whose holder's place it was done, by delegation; null where the post was one's own, or there was none. */
  inPlaceOf: string | null;
  /** The applicant did it himself. */
  own: boolean;
  body: Record<string, unknown>;
  personal: Record<string, unknown>;
  sealed: boolean;
  /** The act holds no more: it was taken back, or annulled. */
  undone: boolean;
  /** Number of the decision on a complaint that annulled it; null where nothing did. */
  annulledBy: string | null;
};

/** Everything that a page about one dossier shows. */
export type Story = {
  dossier: Dossier;
  agencyName: string;
  calendar: Calendar;
  /** When the clock stood still, the oldest first. */
  pauses: Pause[];
  /** How the deadline stands now; null once the dossier has its result or is closed. */
  deadline: Deadline | null;
  explanation: Explanation;
  /** What is to be done now, and where. */
  tasks: Array<Task & { agencyName: string }>;
  /** What is gone on with, and where, once what the clock waits for has come. */
  waiting: Array<Task & { agencyName: string }>;
  /** Nobody has anything to do before this moment: the process waits for it. Null where somebody has, or where it waits for something else. */
  waitsUntil: Date | null;
  happenings: Happening[];
  papers: Paper[];
  results: Result[];
  /** What became of them since: corrections, reissues, revocations, the oldest first. */
  resultActs: ResultAct[];
  /** Decisions that ended one for a time, and were lifted. */
  liftedActs: ResultAct[];
  supplements: SupplementRequest[];
  apology: Apology | null;
  /** What was asked of other agencies and of the applicant, the oldest first. */
  questions: Array<Question & { agencyName: string | null }>;
  /** What the process waits for people to mend. */
  incidents: Incident[];
};

/** What officials have to read is no step. */
const isStep = (task: Task): boolean => taskKind(task) !== 'notice';

/** The other agency that an entry names. */
const otherOf = (body: Record<string, unknown>): string | null =>
  typeof body.to === 'string' && isUuid(body.to) ? body.to : null;

/** What an act brought about by itself at the same moment comes after it, whichever was written down first. */
const inOrder = (happenings: readonly Happening[]): Happening[] =>
  [...happenings].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || Number(a.who === null) - Number(b.who === null),
  );

const RUNNING = new Set(['received', 'processing', 'supplementing', 'awaiting-payment']);

/**
 * How a dossier came to its end, null while its limit runs: with the last result that its process was to give, whenever the applicant
 * comes for it; closed without one.
 */
function endOf(dossier: Dossier, happenings: readonly Happening[]): Ended | null {
  const due = { at: dossier.dueAt, steps: unfolded(dossier.dueSteps) };
  const given = dossier.status === 'completed' || dossier.status === 'returned';
  const results = given ? happenings.filter(h => h.kind === 'result-issued' && !h.undone) : [];
  const last = results.sort((a, b) => b.at.getTime() - a.at.getTime())[0];
  if (last) return { at: last.at, how: 'result', due };
  return dossier.closedAt && { at: dossier.closedAt, how: given ? 'result' : 'closed', due };
}

/** The story of a dossier as it stands at `now`. A baker's dozen of queries, most of them beside one another, however much has happened. */
export async function storyOf(q: Queryable, ledger: Ledger, dossier: Dossier, now: Date): Promise<Story> {
  const [history, calendar, pauses, tasks, papers, results, supplements, questions, apology, incidents] =
    await Promise.all([
      ledger.history(q, `dossier:${dossier.id}`),
      calendarOf(q, dossier),
      listPauses(q, dossier.id),
      liveTasks(q, dossier.id),
      listPapers(q, dossier.id),
      listResults(q, dossier.id),
      listSupplementRequests(q, dossier.id),
      listQuestions(q, dossier.id),
      findApology(q, dossier.id),
      listIncidents(q, dossier.id),
    ]);
  const happened = await underPresentNames(
    q,
    history.filter(h => h.kind.startsWith('case.')),
  );
  const places = agenciesThen(dossier, happened);
  const owed = owedThen(happened);
  const [names, agencyName, posts, resultActs, liftedActs] = await Promise.all([
    namesThen(
      q,
      happened.map(h => h.actor),
      { accountId: dossier.applicantId, name: dossier.applicantName },
    ),
    agencyNames(q, [
      ...happened.map(h => ({ agencyId: otherOf(h.body), at: h.at })),
      ...questions.map(x => ({ agencyId: x.toAgency, at: x.askedAt })),
      ...happened.map(h => ({ agencyId: h.agency, at: h.at })),
      ...tasks.map(t => ({ agencyId: t.agencyId, at: now })),
      ...happened.map(h => ({ agencyId: places.get(h.id) ?? null, at: h.at })),
      { agencyId: dossier.agencyId, at: dossier.receivedAt },
    ]),
    postTitles(
      q,
      happened.flatMap(h => (typeof h.body.post === 'string' ? [h.body.post] : [])),
    ),
    results.length ? listResultActs(q, dossier.id) : [],
    results.length ? listLiftedActs(q, dossier.id) : [],
  ]);
  const actOf = (h: { actor: string; post?: string | null; at: Date }) => ({
    account: h.actor,
    post: h.post ?? '',
    day: localDate(h.at),
  });
  const inPlaceOf = await delegatedPosts(q, happened.filter(h => h.post && names.has(h.actor)).map(actOf));
  // An agency that a reform took away is called by its successor's name: that is where one asks.
  const nameThen = async (agencyId: string, at: Date): Promise<string | null> =>
    agencyName(agencyId, at) ?? (await agencyNameThen(q, agencyId, at));
  const others = new Map<string, string | null>();
  for (const { id, body, at } of happened) {
    const other = otherOf(body);
    if (other) others.set(id, await nameThen(other, at));
  }
  const paused = pauses.find(p => p.to === null)?.from ?? null;
  const isUndone = takenBack(happened);
  const happenings = happened.map(
    (e): Happening => ({
      entry: e.id,
      kind: e.kind.slice('case.'.length),
      at: e.at,
      who: names.get(e.actor) ?? null,
      agency: agencyName(e.agency, e.at),
      other: others.get(e.id) ?? null,
      place: agencyName(places.get(e.id) ?? null, e.at),
      owed: owed.get(e.id) ?? 0,
      post: posts.get(String(e.body.post)) ?? null,
      actor: e.actor,
      inPlaceOf: inPlaceOf.get(Object.values(actOf(e)).join(' ')) ?? null,
      own: e.actor === dossier.applicantId,
      body: e.body,
      personal: e.personal,
      sealed: e.position !== null,
      undone: isUndone(e) !== undefined,
      annulledBy: isUndone(e)?.decision ?? null,
    }),
  );
  const placed = await Promise.all(
    tasks.map(async t => {
      const heir = agencyName(t.agencyId, now) ? null : await heirOf(q, dossier, t.agencyId, localDate(now));
      return { ...t, agencyName: heir?.name ?? (await nameThen(t.agencyId, now)) ?? '' };
    }),
  );
  return {
    dossier,
    agencyName: agencyName(dossier.agencyId, dossier.receivedAt) ?? '',
    calendar,
    pauses,
    deadline: RUNNING.has(dossier.status)
      ? deadline(now, dossier.dueAt, calendar, paused, {
          unit: dossier.timeLimit.unit,
          begins: dossier.dueSteps.find(step => step.counted > 0)?.date,
        })
      : null,
    explanation: explain(
      dossier.receivedAt,
      dossier.timeLimit,
      calendar,
      pauses.map(({ from, to, kind }) => ({ from, to, reason: kind })),
      { now, apology: asClockApology(apology), ended: endOf(dossier, happenings) },
    ),
    tasks: placed.filter(t => t.state === 'open'),
    waiting: placed.filter(t => t.state === 'suspended'),
    waitsUntil:
      RUNNING.has(dossier.status) && !paused && !tasks.some(isStep) && !questions.some(isOpen)
        ? await firstTimerAt(q, dossier.id)
        : null,
    happenings: inOrder(happenings).reverse(),
    papers,
    results,
    resultActs,
    liftedActs,
    supplements,
    apology: apology ?? null,
    questions: questions.map(x => ({ ...x, agencyName: agencyName(x.toAgency, x.askedAt) })),
    incidents: incidents.filter(i => !i.settledAt),
  };
}
