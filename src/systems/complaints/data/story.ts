import { namesThen } from '#engines/cases';
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
  /** The second complaint by force of which it happened. */
  by: string | null;
  reason: string;
};

/** What happened to a complaint, the oldest first, as the ledger has it. A complaint has a handful of entries. */
export async function storyOf(
  q: Queryable,
  ledger: Pick<Ledger, 'history'>,
  { id, accountId, name }: Pick<Complaint, 'id' | 'accountId' | 'name'>,
): Promise<Happening[]> {
  const story: Happening[] = [];
  const history = await ledger.history(q, `complaint:${id}`);
  const people = history.flatMap(e => [e.actor, ...(e.body.for ? [String(e.body.for)] : [])]);
  const names = await namesThen(q, people, { accountId, name });
  for (const e of history)
    story.push({
      kind: e.kind.slice('complaint.'.length),
      at: e.at,
      actor: e.actor,
      postId: e.post ?? null,
      who: names.get(e.actor) ?? null,
      instead: e.body.for ? (names.get(String(e.body.for)) ?? null) : null,
      agencyId: e.agency ?? null,
      agency: e.agency ? ((await findAgency(q, e.agency, localDate(e.at)))?.name ?? null) : null,
      dueAt: e.body.until || e.body.dueAt ? new Date(String(e.body.until ?? e.body.dueAt)) : null,
      by: e.body.by ? String(e.body.by) : null,
      reason: String(e.personal.reason ?? ''),
    });
  return story;
}
