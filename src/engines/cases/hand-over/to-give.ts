import type { Task } from '#engines/work';
import type { Queryable, Tx } from '#platform/db';
import { holdsSince } from '../afterlife/holds-since.ts';
import { listResultActs } from '../afterlife/read-acts.ts';
import { decisionNumber, isDecision } from '../afterlife/types.ts';
import { DossierChanged } from '../errors.ts';
import { type Mailing, mailingsOfDossier } from '../mail/mailing.ts';
import { listResults, listResultsOf, noneHolds } from '../read/dossier.ts';
import { type ResultEnd, resultEndsOf } from '../read/result-end.ts';
import type { Dossier, Result } from '../types.ts';
import { newPapersOf } from './new-paper.ts';
import { isNewPaper } from './new-paper-ref.ts';

/** One paper that is handed over: a result, or the decision that ended it (`by`: of which kind). Title and number of the result; `id` of what is given. */
export type ToGive = {
  id: string;
  title: string;
  number: string;
  decision: { number: string; by: ResultEnd } | null;
};

const asResult = ({ id, title, number }: Result): ToGive => ({ id, title, number, decision: null });

/** Where no result of a dossier holds any more the decisions that ended them; empty where one does. */
async function decisionsToGive(q: Queryable, { id }: Dossier, all: readonly Result[]): Promise<ToGive[]> {
  if (!(await noneHolds(q, id)) || !(await resultEndsOf(q, [id])).has(id)) return [];
  return (await listResultActs(q, id)).filter(isDecision).map(act => {
    const { title = '', number = '' } = all.find(r => r.id === act.resultId) ?? {};
    const decision = { number: decisionNumber(act), by: act.kind as ResultEnd };
    return { id: act.id, title, number, decision };
  });
}

type Step = { dossier: Dossier; task: Pick<Task, 'id' | 'ref'> };

async function givenAt(
  q: Queryable,
  { dossier, task }: Step,
  results: () => Promise<readonly Result[]>,
): Promise<ToGive[]> {
  if (isNewPaper(task)) return (await newPapersOf(q, dossier, task)).map(asResult);
  const all = await results();
  const held = all.filter(r => r.status === 'valid').map(asResult);
  return held.length ? held : decisionsToGive(q, dossier, all);
}

/** What a step hands over now: the results that hold, or the decisions in their place; of a task for new papers these alone. */
export const toGive = (q: Queryable, dossier: Dossier, task: Step['task']): Promise<ToGive[]> =>
  givenAt(q, { dossier, task }, () => listResults(q, dossier.id));

/** The same of many steps, by the ids of their tasks: only where no result holds, or a new paper is to be given, is a dossier looked at by itself. */
export async function toGiveAt(
  q: Queryable,
  steps: readonly Step[],
): Promise<ReadonlyMap<string, readonly ToGive[]>> {
  const results = await listResultsOf(
    q,
    steps.map(s => s.dossier.id),
  );
  const gives = new Map<string, readonly ToGive[]>();
  for (const step of steps)
    gives.set(step.task.id, await givenAt(q, step, async () => results.get(step.dossier.id) ?? []));
  return gives;
}

/** What a letter that came back holds now: of the results with which it went out first those that hold, or the decisions in their place. */
export async function toGiveAgain(q: Queryable, dossier: Dossier, letter: Mailing): Promise<ToGive[]> {
  const letters = await mailingsOfDossier(q, dossier.id);
  let first = letter;
  for (let was: Mailing | undefined = first; was; was = letters.find(m => m.sentAgainAs === first.id))
    first = was;
  const since = holdsSince(await listResultActs(q, dossier.id));
  const all = await listResults(q, dossier.id);
  const held = all.filter(r => r.status === 'valid' && since(r) <= first.sentAt);
  return held.length ? held.map(asResult) : decisionsToGive(q, dossier, all);
}

const contentOf = (gives: readonly ToGive[]): string =>
  gives
    .map(g => g.id)
    .sort()
    .join('_');

/** A mark of what a page says is handed over, and when it said so (`shownAt`): it goes along with the form and comes back with the act. */
export const giveMark = (gives: readonly ToGive[], at: Date): string =>
  `${at.getTime().toString(36)}.${contentOf(gives)}`;

/** Whether just this was shown with a mark. */
export const wasShown = (gives: readonly ToGive[], mark: string): boolean =>
  mark.split('.')[1] === contentOf(gives);

/** Throws DOSSIER_CHANGED where something else was shown with this mark; nothing is asked where none is named. The dossier is locked by the caller. */
export function refuseOther(
  { code }: Pick<Dossier, 'code'>,
  gives: readonly ToGive[],
  mark: string | undefined,
): void {
  if (mark !== undefined && !wasShown(gives, mark)) throw DossierChanged({ code });
}

/** What the ledger says of it: which results, or decisions. */
export const givenEntry = (gives: readonly ToGive[]): { given?: string[] } =>
  gives.length ? { given: gives.map(g => g.id) } : {};

/** Writes down what went with a hand-over at a counter, or with a letter. The database refuses what holds no more. */
export async function keepGiven(
  tx: Tx,
  by: { handOver: string } | { mailing: string },
  gives: readonly ToGive[],
): Promise<void> {
  if (!gives.length) return;
  const [handOver, mailing] = 'handOver' in by ? [by.handOver, null] : [null, by.mailing];
  await tx.run(
    `INSERT INTO cases.given (hand_over_id, mailing_id, result_id, act_id)
     SELECT $1::uuid, $2::uuid, CASE WHEN g.decision THEN NULL ELSE g.id END, CASE WHEN g.decision THEN g.id END
     FROM unnest($3::uuid[], $4::boolean[]) AS g (id, decision)`,
    [handOver, mailing, gives.map(g => g.id), gives.map(g => g.decision !== null)],
  );
}
