import type { Queryable } from '#platform/db';
import { defineExtensionPoint } from '#platform/env';

/** Of decisions that revoked or annulled a result (acts on results, with their dossiers): the ids of those that may still be found wrong, so that the result holds again. */
export type RevocationsArgued = (
  q: Queryable,
  acts: ReadonlyArray<{ id: string; dossierId: string }>,
) => Promise<string[]>;

/** A system by whose decisions a revocation is lifted: what was revoked counts as a twin of its matter while it is argued about. */
export const revocationsArgued = defineExtensionPoint<RevocationsArgued>('cases.revocations-argued');
