import type { Actor } from '#engines/cases';
import type { Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { type Complaint, OPEN } from '../types.ts';

/** When a complaint is due as it stands: to be taken on, then to be settled; null once it is closed. */
export const dueOf = ({
  status,
  takeOnDue,
  settleDue,
}: Pick<Complaint, 'status' | 'takeOnDue' | 'settleDue'>) =>
  OPEN.has(status) ? (settleDue ?? takeOnDue) : null;

/** Appends what happened to a complaint, with the status and the due time that hold now. */
export const record = (
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  complaint: Complaint,
  actor: Actor,
  kind: string,
  body: Record<string, unknown> = {},
  personal: Record<string, unknown> = {},
) =>
  ledger.append(tx, {
    kind: `complaint.${kind}`,
    subject: `complaint:${complaint.id}`,
    actor: actor.accountId,
    post: actor.postId,
    agency: actor.agencyId,
    at: actor.at,
    body: {
      status: complaint.status,
      dueAt: dueOf(complaint)?.toISOString() ?? null,
      ...(actor.behalfOf ? { for: actor.behalfOf } : {}),
      ...body,
    },
    personal,
  });
