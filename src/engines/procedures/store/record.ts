import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';

/** Appends one entry about a procedure for an act. */
export const record = (
  tx: Tx,
  act: Act,
  kind: string,
  subject: string,
  body: Record<string, unknown>,
): Promise<unknown> =>
  act.ledger.append(tx, {
    kind: `procedure.${kind}`,
    subject,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body,
  });
