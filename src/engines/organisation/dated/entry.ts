import type { Tx } from '#platform/db';
import type { Act } from '../types.ts';

/** Appends one entry for an act. Values that are absent are left out, so that `body` is plain JSON. */
export const appendEntry = (
  tx: Tx,
  act: Act,
  kind: string,
  subject: string,
  body: object,
): Promise<unknown> =>
  act.ledger.append(tx, {
    kind,
    subject,
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: JSON.parse(JSON.stringify(body)),
  });
