import {
  type CaseDeps,
  type Dossier,
  findResultAct,
  isDecision,
  type ReopeningAsked,
  type ResultAct,
  reopeningAsked,
} from '#engines/cases';
import type { Queryable } from '#platform/db';
import { actsAfter, type PaperSince, paperSince } from '../paper-since.ts';
import type { Complaint, Remedy } from '../types.ts';

/** How a decision that upholds a complaint is carried out on its dossier. */
export type Way =
  /** What ended the dossier is taken back; `refusal`: why it cannot be any more, and another dossier takes its place. */
  | ({ kind: 'reopen' } & ReopeningAsked)
  /** The decision that ended a result is lifted; `number`: of that decision. */
  | { kind: 'lift'; number: string }
  /**
   * Something is to be done with the result, or with the paper that took its place, on its own page. `done`: what was done after the decision;
   * `nameable`: where nothing was, what was done before it, or ended the paper otherwise, and fulfils it where somebody says so and why.
   */
  | { kind: 'result'; since: PaperSince; done: ResultAct | null; nameable: readonly ResultAct[] };

const FITTING: Readonly<Record<Remedy, readonly string[]>> = {
  correct: ['correction'],
  revoke: ['revocation', 'annulment'],
  redo: ['correction', 'reissue', 'revocation', 'annulment'],
};

/** Whether what was done with a result is what a settlement demands of it. */
const isFitting = (remedy: Remedy, { kind }: Pick<ResultAct, 'kind'>): boolean =>
  FITTING[remedy].includes(kind);

/** What was done with the result by force of a decision; what was done before it counts only where somebody names it. */
async function onResult(
  q: Queryable,
  { ledger }: Pick<CaseDeps, 'ledger'>,
  c: Complaint,
  since: PaperSince,
): Promise<Way> {
  const { remedy } = c;
  if (!remedy) return { kind: 'result', since, done: null, nameable: [] };
  const after = await actsAfter(q, ledger, c, since.acts);
  const done = after.find(act => isFitting(remedy, act)) ?? null;
  // Where the paper was ended for good nothing can be corrected any more.
  const nameable = done ? [] : since.acts.filter(act => isFitting(remedy, act) || isDecision(act));
  return { kind: 'result', since, done, nameable };
}

/** How a settled complaint is carried out now. */
export async function wayOf(
  q: Queryable,
  deps: Pick<CaseDeps, 'ledger'>,
  { complaint: c, dossier }: { complaint: Complaint; dossier: Dossier },
  at: Date,
): Promise<Way> {
  const { kind, id } = c.ground;
  if (kind === 'refusal' || kind === 'stop')
    return {
      kind: 'reopen',
      ...(await reopeningAsked(q, deps, { dossier, endedAt: c.ground.at }, at)),
    };
  const since = await paperSince(q, c);
  if (since) return onResult(q, deps, c, since);
  return { kind: 'lift', number: (await findResultAct(q, id ?? ''))?.number ?? '' };
}

/** Whether another dossier may take the place of what the decision demands: nothing else is left. */
export const mayElsewhere = (way: Way, { remedy }: Pick<Complaint, 'remedy'>): boolean =>
  way.kind === 'reopen' ? way.refusal !== null : way.kind === 'result' && !way.done && remedy === 'redo';

/** What somebody may name as fulfilling the decision. */
export const nameableIn = (way: Way): readonly ResultAct[] => (way.kind === 'result' ? way.nameable : []);
