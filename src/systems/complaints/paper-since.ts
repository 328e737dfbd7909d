import {
  type CaseDeps,
  decisionNumber,
  isDecision,
  listResultActs,
  listResults,
  type ResultAct,
} from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { HistoryEntry } from '#platform/ledger';
import type { Complaint } from './types.ts';

/** A paper, or a decision that ended one: its number, and when it was signed. */
export type Signed = { number: string; at: Date };

/** What has become of a result that was complained about. */
export type PaperSince = {
  /** All that was done with it, and with what took its place, the oldest first. */
  acts: readonly ResultAct[];
  /** The result that holds today in its place, or held last: its id, and where it is another one its number and when it was signed. */
  id: string;
  renewed: (Signed & { how: 'correction' | 'reissue' }) | null;
  /** The decision that ended that for good; null while it holds. */
  ended: (Signed & { how: 'revocation' | 'annulment' }) | null;
};

type About = Pick<Complaint, 'ground' | 'dossierId'>;

/** The result that was complained about, followed through what took its place; null where something else was complained about. */
export async function paperSince(q: Queryable, { ground, dossierId }: About): Promise<PaperSince | null> {
  if (ground.kind !== 'result' || !ground.id) return null;
  const all = await listResultActs(q, dossierId);
  const acts: ResultAct[] = [];
  const since: PaperSince = { acts, id: ground.id, renewed: null, ended: null };
  for (let act = all.find(a => a.resultId === ground.id); act; ) {
    acts.push(act);
    const { newResultId, newNumber, kind, at } = act;
    if (isDecision(act))
      since.ended = {
        how: kind === 'annulment' ? kind : 'revocation',
        number: decisionNumber(act),
        at,
      };
    if (!newResultId) break;
    since.id = newResultId;
    since.renewed = { how: kind === 'reissue' ? kind : 'correction', number: newNumber ?? '', at };
    act = all.find(a => a.resultId === newResultId);
  }
  return since;
}

/** The number of the paper in whose place a result stands; null where it is the first, or no result. */
export async function numberBefore(q: Queryable, { ground, dossierId }: About): Promise<string | null> {
  if (ground.kind !== 'result' || !ground.id) return null;
  const act = (await listResultActs(q, dossierId)).find(a => a.newResultId === ground.id);
  const before = act && (await listResults(q, dossierId)).find(r => r.id === act.resultId);
  return before?.number ?? null;
}

/** Whether one entry was appended after another: as they were sealed, or while they are not in the order of their ids. */
const isLater = (entry: HistoryEntry | undefined, other: HistoryEntry | undefined): boolean => {
  if (!entry || !other) return entry !== undefined;
  return entry.position !== null && other.position !== null
    ? entry.position > other.position
    : entry.id > other.id;
};

/** Of acts on a result those that were done after a complaint was settled: by their time, and in the same moment by their place in the ledger. */
export async function actsAfter(
  q: Queryable,
  ledger: Pick<CaseDeps['ledger'], 'history'>,
  { id, closedAt, dossierId }: Pick<Complaint, 'id' | 'closedAt' | 'dossierId'>,
  acts: readonly ResultAct[],
): Promise<ResultAct[]> {
  if (!closedAt) return [];
  const same = acts.some(act => act.at.getTime() === closedAt.getTime());
  if (!same) return acts.filter(act => act.at > closedAt);
  const settled = (await ledger.history(q, `complaint:${id}`, ['complaint.settled'])).at(-1);
  const entries = await ledger.history(q, `dossier:${dossierId}`, [
    'case.result-corrected',
    'case.result-reissued',
    'case.result-revoked',
  ]);
  return acts.filter(act =>
    act.at.getTime() === closedAt.getTime()
      ? isLater(
          entries.find(e => e.body.act === act.id),
          settled,
        )
      : act.at > closedAt,
  );
}
