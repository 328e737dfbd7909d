import {
  type CaseDeps,
  type Dossier,
  findResultAct,
  listResultActs,
  type ReopeningAsked,
  reopeningAsked,
} from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Complaint, Remedy } from '../types.ts';

/** How a decision that upholds a complaint is carried out on its dossier. */
export type Way =
  /** What ended the dossier is taken back; `refusal`: why it cannot be any more, and another dossier takes its place. */
  | ({ kind: 'reopen' } & ReopeningAsked)
  /** The decision that ended a result is lifted; `number`: of that decision. */
  | { kind: 'lift'; number: string }
  /** Something is to be done with the result, on its own page; `done`: it was. */
  | { kind: 'result'; done: boolean };

const FITTING: Readonly<Record<Remedy, readonly string[]>> = {
  correct: ['correction'],
  revoke: ['revocation', 'annulment'],
  redo: ['correction', 'reissue', 'revocation', 'annulment'],
};

/** Whether what was done with a result is what a settlement demands of it. */
export const isFitting = (remedy: Remedy, act: string): boolean => FITTING[remedy].includes(act);

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
  if (kind === 'decision') return { kind: 'lift', number: (await findResultAct(q, id ?? ''))?.number ?? '' };
  const act = (await listResultActs(q, dossier.id)).find(a => a.resultId === id);
  return { kind: 'result', done: act !== undefined && c.remedy !== null && isFitting(c.remedy, act.kind) };
}

/** Whether another dossier may take the place of what the decision demands: nothing else is left. */
export const mayElsewhere = (way: Way, { remedy }: Pick<Complaint, 'remedy'>): boolean =>
  way.kind === 'reopen' ? way.refusal !== null : way.kind === 'result' && !way.done && remedy === 'redo';
