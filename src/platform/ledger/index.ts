export type { Access, Reader, Reading } from './access.ts';
export { canonical } from './canonical.ts';
export type { Erasure } from './erase.ts';
export { HeadFile } from './head-file.ts';
export { type Head, readHead, type Signed } from './heads.ts';
export type { Holder, Lag } from './horizon.ts';
export { type ByHand, byHand } from './how.ts';
export { createLedger, type Ledger, type LedgerOptions, ledgerService } from './ledger.ts';
export type { Checkpoint } from './log-verifier.ts';
export { ledger } from './module.ts';
export type { KnownHead } from './outside.ts';
export { NotVerifiable, type Problem, type ProblemCode, type Why } from './problems.ts';
export type { BareProof, Consistency, Proof } from './proofs.ts';
export { openReceipt, type Receipt } from './receipts.ts';
export { logKeys } from './rotation.ts';
export { fileKeyring, fingerprint, type Keyring, type Signer, signerOf } from './signer.ts';
export type { Skipped, Standing } from './skip.ts';
export {
  type Appended,
  type Entry,
  type EntryKind,
  type Follower,
  type HistoryEntry,
  type NewEntry,
  NOT_TOLD,
  type StateCheck,
} from './types.ts';
export { type Verified, type VerifyOptions, verifyExport } from './verify-export.ts';
export { verifyConsistencyProof, verifyProof } from './verify-proof.ts';
export type { StateProblem } from './verify-state.ts';
