export { canonical } from './canonical.ts';
export type { Lag } from './horizon.ts';
export { createLedger, type Ledger, type LedgerOptions, ledgerService } from './ledger.ts';
export { ledger } from './module.ts';
export { fileKeyring, type Keyring, type Signer, signerOf, verifySignature } from './signer.ts';
export type { Appended, Entry, EntryKind, Follower, HistoryEntry, NewEntry, StateCheck } from './types.ts';
