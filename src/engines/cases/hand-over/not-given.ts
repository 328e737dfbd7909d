import type { Task } from '#engines/work';
import type { Queryable } from '#platform/db';
import { holdsSince } from '../afterlife/holds-since.ts';
import { listLiftedActs, listResultActs } from '../afterlife/read-acts.ts';
import type { ResultAct } from '../afterlife/types.ts';
import { type Mailing, mailingsOfDossier } from '../mail/mailing.ts';
import { listResults } from '../read/dossier.ts';
import { addresseeOf } from '../told.ts';
import type { Dossier, Result } from '../types.ts';

/** A result whose paper is to be handed over. `replaces`: one whose place it takes was handed over, and may be held by whoever it belongs to. */
export type PaperToGive = Result & { replaces: boolean };

/** Results were handed over: those issued by `from` that held at `at`. */
type Given = { from: Date; at: Date };

/** What a step that hands over gave: of a letter that came back what held when somebody took it at the counter, or it went out again. */
function givenBy({ endedAt }: Task, letters: readonly Mailing[]): Given[] {
  if (!endedAt) return [];
  let letter = letters.find(m => m.sentAt.getTime() === endedAt.getTime());
  for (let next = letter; next; next = letters.find(m => m.id === letter?.sentAgainAs)) letter = next;
  const again = letter && letter.sentAt > endedAt ? letter.sentAt : endedAt;
  return [{ from: endedAt, at: letter?.returnedOn && letter.settledAt ? letter.settledAt : again }];
}

const wasEndedAt = (lifted: readonly ResultAct[], { id }: Result, at: Date): boolean =>
  lifted.some(a => a.resultId === id && a.at <= at && a.liftedAt !== null && at < a.liftedAt);

/** How a dossier ended whose process never came to hand over what was signed before. */
const CUT_SHORT: ReadonlySet<Dossier['status']> = new Set(['withdrawn', 'stopped', 'declined']);

/** Whether a dossier was ended before its process was: its applicant took it back, or an office took it no further. */
export const isCutShort = ({ status }: Pick<Dossier, 'status'>): boolean => CUT_SHORT.has(status);

/**
 * Whether what a dossier had come to was never handed over to anybody: it was ended before its process was, or its results went out
 * electronically and no account that lets anybody in has them. Synthetic dossiers are nobody's.
 */
export const isWithNobody = async (q: Queryable, dossier: Dossier, handedOver: boolean): Promise<boolean> =>
  isCutShort(dossier) ||
  (dossier.status === 'returned' &&
    !handedOver &&
    !dossier.synthetic &&
    (await addresseeOf(q, dossier)).accountId === null);

/**
 * Of a dossier whose results were handed over by these steps (`done`): the results that hold and that nobody has on paper, because they took the
 * place of others since, or because a decision ended them when the others were given, and was lifted since. Empty before the first hand-over;
 * where nobody was ever to have them (`isWithNobody`), all that hold.
 */
export async function notGiven(
  q: Queryable,
  dossier: Dossier,
  done: readonly Task[],
): Promise<PaperToGive[]> {
  const { id } = dossier;
  const all = await isWithNobody(q, dossier, done.length > 0);
  if (!done.length && !all) return [];
  const letters = await mailingsOfDossier(q, id);
  const given = done.flatMap(task => givenBy(task, letters));
  const acts = await listResultActs(q, id);
  const renewals = new Map(acts.flatMap(a => (a.newResultId ? [[a.newResultId, a] as const] : [])));
  const since = holdsSince(acts);
  const lifted = await listLiftedActs(q, id);
  const results = await listResults(q, id);
  const wasGiven = (r: Result, until?: Date): boolean =>
    given.some(
      ({ from, at }) => since(r) <= from && (until === undefined || at < until) && !wasEndedAt(lifted, r, at),
    );
  /** Whether any of those before it was given while it held: a step may have given a decision alone. */
  const replaces = ({ id: renewed }: Result): boolean => {
    const act = renewals.get(renewed);
    const old = results.find(r => r.id === act?.resultId);
    return act !== undefined && old !== undefined && (wasGiven(old, act.at) || replaces(old));
  };
  return results
    .filter(r => r.status === 'valid' && (all || renewals.has(r.id) || lifted.some(a => a.resultId === r.id)))
    .filter(r => !wasGiven(r))
    .map(r => ({ ...r, replaces: replaces(r) }));
}
