import type { HistoryEntry } from '#platform/ledger';

type Entry = Pick<HistoryEntry, 'id' | 'kind' | 'at' | 'body'>;

/**
 * Which entries of a dossier's history hold no more, because an act was taken back: the act itself, and the hand-over that came of it at the same
 * moment where the process ended with it (nobody's step: it names none).
 */
export function takenBack(history: readonly Entry[]): (entry: Entry) => boolean {
  const acts = history.filter(e => e.kind === 'case.act-undone').map(e => e.body);
  return e =>
    acts.some(
      act =>
        act.entry === e.id ||
        (e.kind === 'case.returned' && !e.body.task && act.actAt === e.at.toISOString()),
    );
}
