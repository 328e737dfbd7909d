import type { Queryable, Tx } from '#platform/db';
import { defineExtensionPoint, type Env } from '#platform/env';
import type { Actor, Change, Subject } from './types.ts';

/** A kind of thing that is paid for: contributed by the engine that owns it. */
export type Payable = {
  kind: string;
  /** Locks the thing's row until the transaction ends. Every payment begins with it, so that locks are taken in one order. */
  lock(tx: Tx, id: string): Promise<void>;
  /** Whether the thing has ended, once locked: what was asked for stays as it is then, and money goes back by a refund. Not given: it never does. */
  ended?(tx: Tx, id: string): Promise<boolean>;
  /** Whether what was paid for is with whoever paid, whose money then goes back by a refund alone. Not given: it never is. */
  inHand?(q: Queryable, id: string): Promise<boolean>;
  /** Money of the thing has moved, in this transaction, with the thing locked: its state may follow. */
  changed(env: Env, tx: Tx, id: string, change: Change, actor: Actor): Promise<void>;
};

export const payable = defineExtensionPoint<Payable>('payments.payable');

type Owners = { payables: readonly Payable[] };

const of = (deps: Owners, kind: string): Payable => {
  const found = deps.payables.find(p => p.kind === kind);
  if (!found) throw new Error(`nobody contributes the payable "${kind}"`);
  return found;
};

/** Locks what is paid for. */
export const lockSubject = (tx: Tx, deps: Owners, subject: Subject): Promise<void> =>
  of(deps, subject.kind).lock(tx, subject.id);

/** Whether what is paid for has ended; its row is locked. */
export const hasEnded = async (tx: Tx, deps: Owners, subject: Subject): Promise<boolean> =>
  (await of(deps, subject.kind).ended?.(tx, subject.id)) ?? false;

/** Whether what is paid for is with whoever paid: what came in for it goes back with a second person only. */
export const isInHand = async (q: Queryable, deps: Owners, subject: Subject): Promise<boolean> =>
  (await of(deps, subject.kind).inHand?.(q, subject.id)) ?? false;

/** Tells the owner of the subject, in this transaction. */
export const tellOwner = (
  tx: Tx,
  deps: Owners & { env: Env },
  subject: Subject,
  change: Change,
  actor: Actor,
): Promise<void> => of(deps, subject.kind).changed(deps.env, tx, subject.id, change, actor);
