import type { EntryKind } from '#platform/ledger';
import { correctionEntries } from './entries/corrections.ts';
import { handlingEntries } from './entries/handling.ts';
import { moneyEntries } from './entries/money.ts';
import { resultEntries } from './entries/results.ts';

/** Everything that can happen to a dossier: each entry states how it stands afterwards (`entries/kind.ts`). */
export const entries: readonly EntryKind[] = [
  ...handlingEntries,
  ...resultEntries,
  ...moneyEntries,
  ...correctionEntries,
];
