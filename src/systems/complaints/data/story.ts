import { findAccount } from '#engines/identity';
import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Complaint } from '../types.ts';

/** One thing that happened to a complaint. */
export type Happening = {
  kind: string;
  at: Date;
  actor: string;
  postId: string | null;
  /** Null where the account is gone. */
  who: string | null;
  /** In whose name, where not in his own. */
  instead: string | null;
  agencyId: string | null;
  agency: string | null;
  /** When it was due from then on. */
  dueAt: Date | null;
  reason: string;
};

/** What happened to a complaint, the oldest first, as the ledger has it. A complaint has a handful of entries. */
export async function storyOf(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  { id }: Pick<Complaint, 'id'>,
): Promise<Happening[]> {
  const story: Happening[] = [];
  for (const e of await ledger.history(q, `complaint:${id}`))
    story.push({
      kind: e.kind.slice('complaint.'.length),
      at: e.at,
      actor: e.actor,
      postId: e.post ?? null,
      who: (await findAccount(q, e.actor))?.name ?? null,
      instead: e.body.for ? ((await findAccount(q, String(e.body.for)))?.name ?? null) : null,
      agencyId: e.agency ?? null,
      agency: e.agency ? ((await findAgency(q, e.agency, localDate(e.at)))?.name ?? null) : null,
      dueAt: e.body.dueAt ? new Date(String(e.body.dueAt)) : null,
      reason: String(e.personal.reason ?? ''),
    });
  return story;
}
