import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';

/** Appends the entry of an act. The subject's row must be locked by `tx`. */
export const record = (
  tx: Tx,
  act: Act,
  entry: {
    kind: string;
    subject: string;
    body: Record<string, unknown>;
    personal?: Record<string, unknown>;
  },
): Promise<unknown> =>
  act.ledger.append(tx, {
    ...entry,
    actor: act.actor,
    at: act.at,
    post: act.post ?? null,
    agency: act.agency ?? null,
  });
