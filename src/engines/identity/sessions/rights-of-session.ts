import type { Queryable } from '#platform/db';
import type { AccountKind } from '../accounts/account.ts';
import type { ScopedGrant } from '../rights/decide.ts';
import { grantsOf } from '../rights/grants-of.ts';
import { timedOut } from './limits.ts';

type Row = { accountId: string; kind: AccountKind; createdAt: Date; seenAt: Date };

/**
 * What an official's session may do at `now`; null when it has ended or timed out, or the account is blocked. Looking is no use of
 * the session: a page that listens does not keep it open.
 */
export async function rightsOfSession(
  q: Queryable,
  sessionId: string,
  now: Date,
): Promise<ScopedGrant[] | null> {
  const session = await q.maybe<Row>(
    `SELECT s.account_id AS "accountId", s.kind, s.created_at AS "createdAt", s.seen_at AS "seenAt"
     FROM identity.session s JOIN identity.account a ON a.id = s.account_id AND a.status = 'active'
     WHERE s.id = $1 AND s.ended_at IS NULL AND s.kind = 'official'`,
    [sessionId],
  );
  if (!session || timedOut(session, now)) return null;
  return grantsOf(q, session.accountId, now);
}
