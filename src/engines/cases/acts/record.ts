import type { Tx } from '#platform/db';
import type { Appended, Ledger } from '#platform/ledger';
import type { Actor, Dossier } from '../types.ts';

/** Appends what happened to a locked dossier, with the status, the due time and the pause of its clock that hold now. */
export function record(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  dossier: Dossier,
  actor: Actor,
  kind: string,
  body: Record<string, unknown> = {},
  personal: Record<string, unknown> = {},
): Promise<Appended> {
  return ledger.append(tx, {
    kind: `case.${kind}`,
    subject: `dossier:${dossier.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId,
    at: actor.at,
    body: {
      status: dossier.status,
      dueAt: dossier.dueAt.toISOString(),
      paused: dossier.paused,
      ...(actor.behalfOf ? { for: actor.behalfOf } : {}),
      ...body,
    },
    personal,
  });
}
