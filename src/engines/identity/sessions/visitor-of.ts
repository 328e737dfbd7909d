import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import type { AccountKind } from '../accounts/account.ts';
import { grantsOf } from '../rights/grants-of.ts';
import { tokenHash } from '../vault/token.ts';
import { NOTE_EVERY, timedOut } from './limits.ts';
import { postWords } from './post-words.ts';

type Row = {
  id: string;
  accountId: string;
  kind: AccountKind;
  name: string;
  createdAt: Date;
  seenAt: Date;
};

type Post = Exclude<Visitor['post'], undefined>;

/** The post that an official holds on a day, and where. */
async function postOf(q: Queryable, accountId: string, now: Date): Promise<Post> {
  const held = await q.maybe<{ vi: string; en: string; agency: string }>(
    `SELECT p.title_vi AS vi, p.title_en AS en, v.name AS agency
       FROM identity.holding h
       JOIN organisation.post p ON p.id = h.post_id AND p.valid @> $2::date
       JOIN organisation.agency_version v ON v.agency_id = p.agency_id AND v.valid @> $2::date
      WHERE h.account_id = $1 AND h.valid @> $2::date ORDER BY h.id LIMIT 1`,
    [accountId, localDate(now)],
  );
  return held ? { vi: postWords(held.vi, held.agency), en: postWords(held.en, held.agency) } : null;
}

/**
 * Who a session's cookie stands for at `now`, with the rights of that moment; null when the session has ended, timed out or never was, or
 * the account is blocked. Notes that the session was used, once a minute.
 */
export async function visitorOf(q: Queryable, sessionToken: string, now: Date): Promise<Visitor | null> {
  const session = await q.maybe<Row>(
    `SELECT s.id, s.account_id AS "accountId", s.kind, a.name, s.created_at AS "createdAt", s.seen_at AS "seenAt"
       FROM identity.session s JOIN identity.account a ON a.id = s.account_id AND a.status = 'active'
      WHERE s.token_hash = $1 AND s.ended_at IS NULL`,
    [tokenHash(sessionToken)],
  );
  if (!session || timedOut(session, now)) return null;
  if (now.getTime() - session.seenAt.getTime() >= NOTE_EVERY)
    await q.run('UPDATE identity.session SET seen_at = greatest(seen_at, $2) WHERE id = $1', [
      session.id,
      now,
    ]);
  const { accountId } = session;
  // Only officials hold anything: for citizens nothing more is asked.
  const [grants, post] =
    session.kind === 'official'
      ? await Promise.all([grantsOf(q, accountId, now), postOf(q, accountId, now)])
      : [[], null];
  return {
    accountId,
    kind: session.kind,
    name: session.name,
    post,
    sessionId: session.id,
    grants,
    scopes: [],
  };
}
