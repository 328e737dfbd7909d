import type { HistoryEntry } from '#platform/ledger';

type Entry = Pick<HistoryEntry, 'id' | 'kind' | 'at' | 'body'>;

/** Why an entry holds no more. `decision`: number of the decision on a complaint that annulled it; null where an official took it back. */
export type TakenBack = { decision: string | null };

/**
 * Which entries of a dossier's history hold no more, because an act was taken back: the act itself, and the hand-over that came of it at the same
 * moment where the process ended with it (nobody's step: it names none). Undefined of those that hold.
 */
export function takenBack(history: readonly Entry[]): (entry: Entry) => TakenBack | undefined {
  const acts = history.filter(e => e.kind === 'case.act-undone').map(e => e.body);
  return e => {
    const by = acts.find(
      act =>
        act.entry === e.id ||
        (e.kind === 'case.returned' && !e.body.task && act.actAt === e.at.toISOString()),
    );
    return by && { decision: typeof by.decision === 'string' ? by.decision : null };
  };
}
