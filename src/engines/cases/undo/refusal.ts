import { findObligation } from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { AppError } from '#platform/errors';
import type { HistoryEntry, Ledger } from '#platform/ledger';
import type { CaseDeps } from '../deps.ts';
import {
  UndoActedSince,
  UndoFetched,
  UndoLaterFirst,
  UndoMoney,
  UndoNotThis,
  UndoTooLate,
  UndoWentOn,
} from '../errors.ts';
import { hasOperator } from '../mail/take-off.ts';
import { loadProcedure } from '../process/load.ts';
import { listResults } from '../read/dossier.ts';
import { accountNames } from '../read/names.ts';
import type { Dossier } from '../types.ts';
import { standOf } from './image.ts';
import { BY_NOBODY, undoingOf } from './kinds.ts';
import { imageBefore, type KeptAct, keptActs } from './read-acts.ts';

/** In milliseconds. */
export const HOUR = 3_600_000;

type Deps = { ledger: Pick<Ledger, 'history'> } & Pick<CaseDeps, 'undoHours' | 'actedOn'>;
type Asked = { dossier: Dossier; act: KeptAct; history: readonly HistoryEntry[] };

const kindOf = ({ kind }: HistoryEntry): string => kind.slice('case.'.length);

/** What has happened to a dossier since an act, but for what the clock brings about and what was itself taken back. */
export function happenedSince(
  { act, history }: Asked,
  acts: readonly KeptAct[],
): Array<HistoryEntry & { kept: KeptAct | undefined }> {
  const actOf = (version: number) => acts.find(a => a.fromVersion <= version && version <= a.toVersion);
  return history
    .filter(e => e.kind.startsWith('case.') && e.version > act.toVersion)
    .filter(e => !BY_NOBODY.has(kindOf(e)) && kindOf(e) !== 'act-undone' && !actOf(e.version)?.undoneAt)
    .map(e => ({ ...e, kept: actOf(e.version) }));
}

/** Of a dossier that is closed no later step can mend anything. */
const isOver = ({ dossier }: Asked): { over?: number } => (dossier.closedAt ? { over: 1 } : {});

/** Of the applicant himself nobody asks that he mend something with an official. */
const byApplicant = ({ dossier }: Asked, { actor, post }: HistoryEntry): { applicant?: number } =>
  actor === dossier.applicantId && !post ? { applicant: 1 } : {};

/** What the bank and the program enter, which nobody did. */
const isByNobody = ({ actor }: HistoryEntry): boolean => actor === 'system';

/** What has happened since an act, the newest first; for what came along with another act the entry that tells of that one stands. */
async function toldSince(q: Queryable, asked: Asked) {
  const since = happenedSince(asked, await keptActs(q, asked.dossier.id));
  return since.reverse().map(e => ({ ...e, ...asked.history.find(h => h.id === e.kept?.entryId) }));
}

/** Somebody has acted since: another one, who is named; the same person, who takes that back first; or something came that nobody did. */
async function actedSince(q: Queryable, deps: Deps, asked: Asked): Promise<AppError | null> {
  const since = await toldSince(q, asked);
  for (const look of since.length ? [] : deps.actedOn) {
    const found = await look(q, asked.dossier.id, asked.act.at);
    if (found)
      return UndoActedSince({
        ...{ who: 'cases.undo.applicant', applicant: 1, what: found.what, at: formatDateTime(found.at) },
        ...isOver(asked),
      });
  }
  const people = since.filter(e => !isByNobody(e));
  const other = people.find(e => e.kept?.by !== asked.act.by);
  if (other)
    return UndoActedSince({
      ...(await laterWords(q, other)),
      ...byApplicant(asked, other),
      ...isOver(asked),
    });
  const [own] = people;
  if (own) {
    const { who: _, ...said } = await laterWords(q, own);
    return UndoLaterFirst(said);
  }
  // What came first brought the rest about.
  const came = since.at(-1);
  return came ? UndoActedSince({ ...(await laterWords(q, came)), nobody: 1, ...isOver(asked) }) : null;
}

/** Who has done what since, and when. */
export const laterWords = async (q: Queryable, { kind, at, actor }: HistoryEntry) => ({
  what: `entry.${kind}`,
  at: formatDateTime(at),
  who: (await accountNames(q, [actor])).get(actor) ?? '',
});

/** The process stands where the act left it, and no service outside has been called, or is no longer awaited, because of it. */
export async function wentOn(q: Queryable, { dossier, act }: Asked): Promise<boolean> {
  if (standOf(dossier.processState) !== act.stood) return true;
  const { graph } = await loadProcedure(q, dossier);
  const services = (state: Dossier['processState']) =>
    state.tokens
      .filter(t => graph.nodes.get(t.at)?.kind === 'service')
      .map(t => `${t.id} ${t.at}`)
      .join();
  return services(dossier.processState) !== services((await imageBefore(q, act.id)).process);
}

/** Whether something was paid, or otherwise decided, of what the act had asked for. */
export async function moneyMoved(q: Queryable, { act }: Asked): Promise<boolean> {
  for (const { id, kind } of act.money) {
    const now = await findObligation(q, id);
    if (kind === 'asked' && now && (now.held !== 0 || !['due', 'exempt'].includes(now.state))) return true;
  }
  return false;
}

/** Why an act of a dossier cannot be taken back now, the first reason of all; null: it can. Whose it is has been asked before. */
export async function undoRefusal(
  q: Queryable,
  deps: Deps,
  asked: Asked,
  now: Date,
): Promise<AppError | null> {
  const { act, dossier, history } = asked;
  const entry = history.find(e => e.id === act.entryId);
  const { list } = entry?.body ?? {};
  const posted = typeof list === 'string' && (await hasOperator(q, dossier.id, list));
  const why = posted ? 'with-post' : undoingOf(act.kind, entry?.body ?? {});
  if (why) return UndoNotThis({ why });
  const acted = await actedSince(q, deps, asked);
  if (acted) return acted;
  if (now.getTime() - act.at.getTime() > deps.undoHours * HOUR) return UndoTooLate({ hours: deps.undoHours });
  if (await moneyMoved(q, asked)) return UndoMoney();
  const result = act.resultId && (await listResults(q, dossier.id)).find(r => r.id === act.resultId);
  const returned = act.kind === 'returned' ? (await listResults(q, dossier.id))[0] : undefined;
  const fetched = (result || returned)?.fetchedAt;
  if (fetched) return UndoFetched({ at: formatDateTime(fetched) });
  return (await wentOn(q, asked)) ? UndoWentOn() : null;
}
