import type { TSchema } from 'typebox';
import type { Queryable, Tx } from '#platform/db';

/** A kind of entry, declared by the module that appends it, e.g. `case.submitted`. */
export type EntryKind = {
  kind: string;
  /** JSON Schema of `body`; additional properties are refused. */
  body: TSchema;
  /** Names of the personal fields that entries of this kind may carry. */
  personal?: readonly string[];
};

export type NewEntry = {
  kind: string;
  /** The thing it happened to, e.g. `dossier:<uuid>`. Its row must be locked by this transaction before appending. */
  subject: string;
  /** Pseudonym of who acted: an account id, or `system`. */
  actor: string;
  /** The post and the agency acted for, where there is one. */
  post?: string | null;
  agency?: string | null;
  /** When it happened (the act), which may be before it is recorded. */
  at: Date;
  body?: Record<string, unknown>;
  /** Enters as salted hashes; the values lie in a side table that can be emptied. */
  personal?: Record<string, unknown>;
};

export type Appended = { id: string; version: number; leaf: string; recordedAt: Date };

/** An entry as a follower or a history reads it. `personal` holds what has not been erased. */
export type Entry = {
  position: number;
  id: string;
  kind: string;
  subject: string;
  version: number;
  actor: string;
  post: string | null;
  agency: string | null;
  at: Date;
  recordedAt: Date;
  body: Record<string, unknown>;
  personal: Record<string, unknown>;
};

/** An entry in its subject's story; `position` is null while it is not yet sealed. */
export type HistoryEntry = Omit<Entry, 'position'> & { position: number | null };

/** Reads the sealed entries in order; its position moves in the same transaction as its effect on the database. */
export type Follower = {
  id: string;
  /** The kinds it acts on; others are passed over. */
  kinds: readonly string[];
  /** It sees entries of every kind, and `kinds` names none: it notes that there is an entry, and acts on nothing. */
  all?: true;
  handle(entry: Entry, tx: Tx): Promise<void>;
  /** As `handle` for each of them in their order, where many at once cost less than each by itself: one question for all of a page. */
  handleAll?(entries: readonly Entry[], tx: Tx): Promise<void>;
  /** Empties what it has made, in the transaction that sends it back to position 0. */
  reset?(tx: Tx): Promise<void>;
};

/** Stands in an expected state for a fact that the entries do not tell (any more): erased, or older than its telling. Not compared. */
export const NOT_TOLD = Symbol('not told by the entries');

/** How state that matters derives from entries: `ledger verify --state` compares both ways. */
export type StateCheck = {
  id: string;
  /**
   * The state as the tables hold it: key (subject) and a flat record of the facts that entries also state. At most
   * `limit` rows with a key greater than `after`, ordered by key (`COLLATE "C"`).
   */
  actual(
    db: Queryable,
    after: string | null,
    limit: number,
  ): Promise<Array<{ key: string; state: Record<string, unknown> }>>;
  /** Folds one entry into the expected state of its subject. `undefined`: the subject has no state (any more). */
  fold(state: Record<string, unknown> | undefined, entry: Entry): Record<string, unknown> | undefined;
  /** What of a folded state is compared; all of it when absent. */
  told?(state: Record<string, unknown>): Record<string, unknown>;
  /** Kinds that `fold` wants. */
  kinds: readonly string[];
};
