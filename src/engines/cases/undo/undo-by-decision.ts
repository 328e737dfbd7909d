import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import type { AppError } from '#platform/errors';
import type { HistoryEntry, Ledger } from '#platform/ledger';
import type { ByDecision } from '../afterlife/lift-revocation.ts';
import type { CaseDeps } from '../deps.ts';
import { UndoActedSince, UndoAgencyGone, UndoMoney, UndoNothing, UndoWentOn } from '../errors.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { stepsBefore } from './ask.ts';
import { ENDING, imageBefore, type KeptAct, keptActs } from './read-acts.ts';
import { happenedSince, laterWords, moneyMoved, wentOn } from './refusal.ts';
import { takeBackAct } from './undo-act.ts';

type Deps = { ledger: Pick<Ledger, 'history'> };

/** What ended a dossier: taken back already, or to be; or why it cannot be any more. */
type Ending = { act: KeptAct | null; history: readonly HistoryEntry[]; refusal: AppError | null };

/**
 * What ended a dossier at `endedAt`, asked for as a decision wants it gone: whoever did it and however long ago. What keeps the
 * database whole is asked as ever: nothing else happened since, no money moved, the process stands where it stood, its agency is there.
 */
async function endingOf(
  q: Queryable,
  deps: Deps,
  dossier: Dossier,
  endedAt: Date,
  at: Date,
): Promise<Ending> {
  const history = await deps.ledger.history(q, `dossier:${dossier.id}`);
  const acts = await keptActs(q, dossier.id);
  const act = acts.find(a => ENDING.includes(a.kind) && a.at.getTime() === endedAt.getTime()) ?? null;
  const ending = { act, history, refusal: null };
  if (!act) return { ...ending, refusal: UndoNothing() };
  if (act.undoneAt) return ending;
  const asked = { dossier, act, history };
  const [later] = happenedSince(asked, acts);
  if (later) return { ...ending, refusal: UndoActedSince(await laterWords(q, later)) };
  if (await moneyMoved(q, asked)) return { ...ending, refusal: UndoMoney() };
  if (await wentOn(q, asked)) return { ...ending, refusal: UndoWentOn() };
  const agencyId = String((await imageBefore(q, act.id)).row.agency_id);
  if (!(await findAgency(q, agencyId, localDate(at)))) return { ...ending, refusal: UndoAgencyGone() };
  return ending;
}

/** What taking back by decision would do: the act (null where none is kept), the steps that lie open again, and why it cannot be done (null: it can). */
export type ReopeningAsked = { act: KeptAct | null; steps: string[]; refusal: AppError | null };

/** Whether, and to what, a dossier that was ended at `endedAt` would be opened again. */
export async function reopeningAsked(
  q: Queryable,
  deps: Deps,
  { dossier, endedAt }: { dossier: Dossier; endedAt: Date },
  at: Date,
): Promise<ReopeningAsked> {
  const { act, refusal } = await endingOf(q, deps, dossier, endedAt, at);
  return { act, refusal, steps: act && !act.undoneAt ? await stepsBefore(q, act.id) : [] };
}

/**
 * A dossier that was refused or stopped is opened again by force of a decision that found this wrong (Law on Complaints 02/2011/QH13,
 * article 31): as if the act had never been, but that the time for which it was ended is no time of its limit. Asked for twice it is
 * done once.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier |
 * | UNDO_NOTHING | what it was before is not kept |
 * | UNDO_ACTED_SINCE | something else has happened to it since |
 * | UNDO_MONEY | money moved because of it |
 * | UNDO_WENT_ON | its process does not stand where the act left it |
 * | UNDO_AGENCY_GONE | the agency that handled it is none any more |
 */
export async function reopenByDecision(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger' | 'vault'>,
  input: { dossierId: string; endedAt: Date; decision: ByDecision },
  actor: Actor,
): Promise<Dossier> {
  const dossier = await lockDossier(tx, input.dossierId);
  const { act, history, refusal } = await endingOf(tx, deps, dossier, input.endedAt, actor.at);
  if (refusal) throw refusal;
  if (!act || act.undoneAt) return dossier;
  return takeBackAct(tx, deps, { dossier, act, history, reason: '', decision: input.decision }, actor);
}
