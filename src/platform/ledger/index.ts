export type { Access, Looker, Reader, Reading } from './access.ts';
export { canonical } from './canonical.ts';
export type { Erasure } from './erase.ts';
export type { Skipped, Standing } from './follow/skip.ts';
export { HeadFile } from './heads/head-file.ts';
export { type Head, readHead, type Signed } from './heads/heads.ts';
export { openReceipt, type Receipt } from './heads/receipts.ts';
export { logKeys } from './heads/rotation.ts';
export { fileKeyring, fingerprint, type Keyring, type Signer, signerOf } from './heads/signer.ts';
export { createLedger, type Ledger, type LedgerOptions, ledgerService } from './ledger.ts';
export { ledger } from './module.ts';
export type { Holder, Lag } from './seal/horizon.ts';
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
export { type ByHand, byHand } from './verify/how.ts';
export type { Checkpoint } from './verify/log-verifier.ts';
export type { KnownHead } from './verify/outside.ts';
export { NotVerifiable, type Problem, type ProblemCode, type Why } from './verify/problems.ts';
export type { BareProof, Consistency, Proof } from './verify/proofs.ts';
export { type Verified, type VerifyOptions, verifyExport } from './verify/verify-export.ts';
export { verifyConsistencyProof, verifyProof } from './verify/verify-proof.ts';
export type { StateProblem } from './verify/verify-state.ts';
