import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

export const RELATIONS = ['family', 'village', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** What somebody may do in another's name: everything, or what is of one field or of one procedure (its code). */
export type MandateScope = { scope: 'all' | 'field' | 'procedure'; code: string | null };

/** That a citizen (principal) lets another (delegate) apply and follow in his name. */
export type Mandate = MandateScope & {
  id: string;
  principalId: string;
  principalName: string;
  /** Null while the invitation was not taken. */
  delegateId: string | null;
  /** E.164; null when it went by a personal number. */
  phone: string | null;
  /** What the principal calls the delegate. */
  name: string;
  relation: Relation;
  /** The last day, `YYYY-MM-DD`. */
  until: string;
  madeAt: Date;
  takenAt: Date | null;
  endedAt: Date | null;
  endedBy: 'principal' | 'delegate' | null;
};

const COLUMNS = `m.id, m.principal_id AS "principalId", p.name AS "principalName", m.delegate_id AS "delegateId", m.phone, m.name, m.relation,
  m.scope, m.scope_code AS code, m.until::text AS until, m.made_at AS "madeAt", m.taken_at AS "takenAt", m.ended_at AS "endedAt", m.ended_by AS "endedBy"`;
const FROM = 'identity.mandate m JOIN identity.account p ON p.id = m.principal_id';

/** What a citizen has given, the newest first; those that are over too. */
export const mandatesGiven = (q: Queryable, principalId: string): Promise<Mandate[]> =>
  q.query<Mandate>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE m.principal_id = $1 ORDER BY m.made_at DESC, m.id LIMIT 100`,
    [principalId],
  );

/**
 * Names of those of these closed accounts that had taken a mandate of this citizen, over or not, by account: the account's own while it was open; of one
 * that was closed before that was kept, what the citizen calls him.
 */
export async function closedDelegates(
  q: Queryable,
  principalId: string,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await q.query<{ id: string; name: string }>(
    `SELECT delegate_id AS id, coalesce(delegate_name, name) AS name FROM identity.mandate WHERE principal_id = $1::uuid AND delegate_id = ANY ($2::uuid[]) ORDER BY taken_at, id`,
    [principalId, accountIds],
  );
  return new Map(rows.map(r => [r.id, r.name]));
}

/** What a citizen may do for others at `at`, by whose name. */
export const mandatesHeld = (q: Queryable, delegateId: string, at: Date): Promise<Mandate[]> =>
  q.query<Mandate>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE m.delegate_id = $1 AND m.ended_at IS NULL AND m.until >= $2::date AND p.status = 'active'
     ORDER BY p.name COLLATE "vi-x-icu", m.id`,
    [delegateId, localDate(at)],
  );

/** Invitations that this account may take: sent to the telephone that it has proven, or to the number that was seen on its card. */
export const invitationsFor = (q: Queryable, accountId: string, at: Date): Promise<Mandate[]> =>
  q.query<Mandate>(
    `SELECT ${COLUMNS} FROM ${FROM}
     JOIN identity.account d ON d.id = $1 AND d.kind = 'citizen' AND d.status = 'active' AND d.id <> m.principal_id
       AND ((d.phone_proven_at IS NOT NULL AND m.phone = d.phone) OR (d.number_seen_at IS NOT NULL AND m.number_key = d.personal_number_key))
     WHERE m.delegate_id IS NULL AND m.ended_at IS NULL AND m.until >= $2::date AND p.status = 'active' ORDER BY m.made_at DESC`,
    [accountId, localDate(at)],
  );

/** The account of whoever was invited by telephone, where he has one that has proven it; undefined where not. Not to be told to who invites. */
export const accountInvited = async (q: Queryable, mandateId: string): Promise<string | undefined> =>
  (
    await q.maybe<{ id: string }>(
      `SELECT d.id FROM identity.mandate m JOIN identity.account d ON d.phone = m.phone AND d.kind = 'citizen' AND d.status = 'active'
         AND d.phone_proven_at IS NOT NULL AND d.id <> m.principal_id WHERE m.id = $1`,
      [mandateId],
    )
  )?.id;

/** Whether the holder of a telephone has turned an invitation of this person down: he is not written to again, though he finds it in his account. */
export const hasTurnedDown = async (q: Queryable, principalId: string, phone: string): Promise<boolean> =>
  (await q.maybe(
    `SELECT FROM identity.mandate WHERE principal_id = $1 AND phone = $2 AND ended_by = 'delegate' AND taken_at IS NULL LIMIT 1`,
    [principalId, phone],
  )) !== undefined;

/** Whether what somebody was let do reaches a procedure of a field. */
export const covers = (mandate: MandateScope, about: { field: string; procedure: string }): boolean =>
  mandate.scope === 'all' ||
  (mandate.scope === 'field' ? mandate.code === about.field : mandate.code === about.procedure);

/** The mandate by which `delegateId` may act for `principalId` in this at `at`, if there is one. */
export const mandateFor = async (
  q: Queryable,
  who: { delegateId: string; principalId: string },
  about: { field: string; procedure: string },
  at: Date,
): Promise<Mandate | undefined> =>
  (await mandatesHeld(q, who.delegateId, at)).find(
    m => m.principalId === who.principalId && covers(m, about),
  );
