import { ownKinds } from './own-kinds.ts';

/** The ledger's manifest. A plain object: the contract of modules speaks of entries, so it stands above the ledger. */
export const ledger = {
  id: 'ledger',
  layer: 'platform' as const,
  needs: [],
  folder: import.meta.dirname,
  entries: ownKinds,
};
