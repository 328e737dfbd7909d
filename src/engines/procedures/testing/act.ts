import type { Act } from '#engines/organisation';
import type { NewEntry } from '#platform/ledger';

/** An act whose entries are kept in a list, for tests. */
export function recordingAct(at = '2026-11-22T03:00:00Z', actor = 'system'): Act & { entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  return {
    actor,
    at: new Date(at),
    entries,
    ledger: { append: async (_tx, entry) => void entries.push(entry) },
  };
}
