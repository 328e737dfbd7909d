import type { Queryable } from '#platform/db';
import type { AccountKind } from '../accounts/account.ts';
import { timedOut } from './limits.ts';

export type Session = {
  id: string;
  kind: AccountKind;
  createdAt: Date;
  seenAt: Date;
  steppedUpAt: Date | null;
  userAgent: string;
  ip: string;
};

/** The open sessions of an account, last used first. */
export async function listSessions(q: Queryable, accountId: string, now: Date): Promise<Session[]> {
  const rows = await q.query<Session>(
    `SELECT id, kind, created_at AS "createdAt", seen_at AS "seenAt", stepped_up_at AS "steppedUpAt",
            user_agent AS "userAgent", ip
       FROM identity.session WHERE account_id = $1 AND ended_at IS NULL ORDER BY seen_at DESC LIMIT 50`,
    [accountId],
  );
  return rows.filter(s => !timedOut(s, now));
}
