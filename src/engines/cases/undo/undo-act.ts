import { messagesAbout } from '#engines/messaging';
import { takeBack } from '#engines/payments';
import { newId, type Tx } from '#platform/db';
import type { HistoryEntry } from '#platform/ledger';
import { dueOf, recount } from '../acts/deadline.ts';
import { record } from '../acts/record.ts';
import { optionalText } from '../acts/written.ts';
import type { ByDecision } from '../afterlife/lift-revocation.ts';
import { takeBackCorrection } from '../correction/take-back.ts';
import { recountSteps } from '../deadlines/step-due.ts';
import type { CaseDeps } from '../deps.ts';
import { UndoMoney, UndoNothing } from '../errors.ts';
import { takeOffList } from '../mail/take-off.ts';
import { isSentOnline, TOLD } from '../notify.ts';
import { recountTimers } from '../process/timers.ts';
import { listPauses, lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { imageBefore, type KeptAct, keptActs } from './read-acts.ts';
import { undoRefusal } from './refusal.ts';
import { restore } from './restore.ts';

/**
 * Whoever did an act on a dossier, or holds the post in which it was done, takes it back: steps, clock, due time, questions, papers, status and
 * what was to be paid are what they were before. Nothing goes from the ledger: an entry names the one that holds no more. Numbers of slips
 * and results are used up; who was told is told again. Asked for twice, it is done once.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier |
 * | UNDO_NOTHING | there is no such act of it, or its time is over and it was forgotten |
 * | UNDO_NOT_THIS | acts of its kind cannot be taken back (`UNDOING`), or the post has the letter |
 * | UNDO_ACTED_SINCE | somebody else has acted on the dossier since: an official, the applicant, another agency, the bank |
 * | UNDO_LATER_FIRST | he has done something else since |
 * | UNDO_TOO_LATE | it was done longer ago than UNDO_HOURS |
 * | UNDO_MONEY | money came in for what it asked for, or is asked back |
 * | UNDO_FETCHED | the applicant has had the result |
 * | UNDO_WENT_ON | the process has gone on by itself, or a service outside was called |
 * | REASON_TOO_LONG | the reason has more than 4,000 characters |
 */
export async function undoAct(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger' | 'vault' | 'undoHours' | 'actedOn'>,
  input: { dossierId: string; actId: string; reason?: string },
  actor: Actor,
): Promise<Dossier> {
  const reason = optionalText(input.reason ?? '');
  const dossier = await lockDossier(tx, input.dossierId);
  const act = (await keptActs(tx, dossier.id)).find(a => a.id === input.actId);
  if (!act) throw UndoNothing();
  if (act.undoneAt) return dossier;
  const history = await deps.ledger.history(tx, `dossier:${dossier.id}`);
  const refusal = await undoRefusal(tx, deps, { dossier, act, history }, actor.at);
  if (refusal) throw refusal;
  return takeBackAct(tx, deps, { dossier, act, history, reason }, actor);
}

/** `decision`: by force of which it is taken back, whoever did it and however long ago. */
type TakenBack = {
  dossier: Dossier;
  act: KeptAct;
  history: readonly HistoryEntry[];
  reason: string;
  decision?: ByDecision;
};

/** Takes an act of a locked dossier back, of which has been asked that it can be. Throws UNDO_MONEY, UNDO_FETCHED. */
export async function takeBackAct(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger' | 'vault'>,
  { dossier, act, history, reason, decision }: TakenBack,
  actor: Actor,
): Promise<Dossier> {
  await tx.run('UPDATE cases.undoable_act SET undone_at = $2, undone_by = $3 WHERE id = $1', [
    act.id,
    actor.at,
    actor.accountId,
  ]);
  const image = await imageBefore(tx, act.id);
  const restored = await restore(tx, { dossier, act, image, at: actor.at, by: actor.accountId });
  const { reopened } = restored;
  const back =
    act.kind === 'answers-corrected'
      ? await takeBackCorrection(tx, deps, restored.dossier, act.entryId, actor)
      : restored.dossier;
  await tx.run('UPDATE cases.undoable_act SET before = NULL WHERE id = $1', [act.id]);
  await moneyBack(tx, deps, act, actor);
  const { list } = history.find(e => e.id === act.entryId)?.body ?? {};
  if (typeof list === 'string')
    await takeOffList(tx, { dossierId: dossier.id, listId: list, reason, at: actor.at });
  const stood = decision !== undefined && (await standStill(tx, back, act.at, actor.at));
  const now = await countedAnew(tx, back, { history, act, stood }, actor.at);
  await recordUndone(tx, deps, { now, act, history, reopened, reason, decision }, actor);
  return now;
}

/** Throws UNDO_MONEY. */
async function moneyBack(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  { money }: KeptAct,
  actor: Actor,
): Promise<void> {
  for (const { id, kind } of [...money].reverse())
    if (kind === 'asked' || kind === 'cancelled')
      if (!(await takeBack(tx, deps.ledger, { id, what: kind }, actor))) throw UndoMoney();
}

/** The time for which it was ended, wrongly, is no time of its limit; what waits for the applicant waits on. Whether the clock is told of it. */
async function standStill(tx: Tx, { id, paused }: Dossier, from: Date, to: Date): Promise<boolean> {
  if (paused || to <= from) return false;
  await tx.run(
    "INSERT INTO cases.pause (id, dossier_id, kind, span) VALUES ($1, $2, 'complaint', tstzrange($3, $4))",
    [newId(), id, from, to],
  );
  return true;
}

/**
 * A calendar that was changed meanwhile counts, as if the act had never been: also where the dossier was closed by it, and nobody counted. Of
 * one that waits again it is counted when it goes on.
 */
async function countedAnew(
  tx: Tx,
  dossier: Dossier,
  { history, act, stood }: { history: readonly HistoryEntry[]; act: KeptAct; stood: boolean },
  at: Date,
): Promise<Dossier> {
  if (dossier.closedAt || dossier.status === 'completed') return dossier;
  const seen = stood || history.some(e => e.kind === 'case.recounted' && e.version > act.toVersion);
  if (!seen && (dossier.paused || +(await dueOf(tx, dossier, at)).at === +dossier.dueAt)) return dossier;
  const counted = await recount(tx, dossier, at);
  await recountSteps(tx, counted);
  if (!counted.paused) await recountTimers(tx, counted, at);
  return counted;
}

type Undone = {
  now: Dossier;
  act: KeptAct;
  history: readonly HistoryEntry[];
  reopened: readonly string[];
  reason: string;
  decision: ByDecision | undefined;
};

async function recordUndone(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  { now, act, history, reopened, reason, decision }: Undone,
  actor: Actor,
): Promise<void> {
  const parts = history.filter(e => e.version >= act.fromVersion && e.version <= act.toVersion);
  const { body = {} } = parts.find(e => e.id === act.entryId) ?? {};
  const messages = await messagesAbout(tx, now.id);
  const told =
    decision !== undefined ||
    parts.some(e => TOLD.has(e.kind) || isSentOnline(e)) ||
    messages.some(m => m.createdAt.getTime() === act.at.getTime());
  await record(
    tx,
    deps.ledger,
    now,
    actor,
    'act-undone',
    {
      entry: act.entryId,
      act: act.kind,
      actBy: act.by,
      actAt: act.at.toISOString(),
      wasStatus: body.status,
      wasDue: body.dueAt,
      steps: [...reopened],
      told,
      pauses: (await listPauses(tx, now.id)).map(({ kind, from, to }) => ({
        kind,
        from: from.toISOString(),
        to: to?.toISOString() ?? null,
      })),
      ...(typeof body.number === 'string' ? { number: body.number } : {}),
      ...(act.resultId ? { result: act.resultId } : {}),
      ...(typeof body.time === 'number' ? { time: body.time } : {}),
      ...(decision ? { decision: decision.number, decidedOn: decision.on } : {}),
      ...(decision?.agencyId ? { decidedBy: decision.agencyId } : {}),
    },
    reason ? { reason } : {},
  );
}
