import type { Queryable } from '#platform/db';

export type Message = {
  id: string;
  channel: 'account' | 'sms' | 'email';
  address: string | null;
  aboutKind: string | null;
  aboutId: string | null;
  key: string;
  params: Record<string, string | number>;
  state: 'queued' | 'sent' | 'undeliverable';
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  sentAt: Date | null;
  readAt: Date | null;
};

const COLUMNS = `id, channel, address, about_kind AS "aboutKind", about_id AS "aboutId", text_key AS key, params, state, attempts,
  last_error AS "lastError", created_at AS "createdAt", sent_at AS "sentAt", read_at AS "readAt"`;

/** What was said about a dossier (or another subject) and whether it arrived, newest first. */
export const messagesAbout = (q: Queryable, subjectId: string): Promise<Message[]> =>
  q.query(`SELECT ${COLUMNS} FROM messaging.message WHERE about_id = $1 ORDER BY id DESC`, [subjectId]);

/** An account's own inbox, newest first. */
export const accountMessages = (
  q: Queryable,
  accountId: string,
  page: { limit: number; offset: number },
): Promise<Message[]> =>
  q.query(
    `SELECT ${COLUMNS} FROM messaging.message WHERE account_id = $1 AND channel = 'account'
     ORDER BY id DESC LIMIT $2 OFFSET $3`,
    [accountId, page.limit, page.offset],
  );

/** Marks messages in an account's own inbox as read, those of `ids` that are there and were not. Returns how many. */
export const markRead = (
  q: Queryable,
  accountId: string,
  ids: readonly string[],
  at: Date,
): Promise<number> =>
  q.run(
    `UPDATE messaging.message SET read_at = $3
     WHERE account_id = $1 AND id = ANY ($2::uuid[]) AND channel = 'account' AND read_at IS NULL`,
    [accountId, ids, at],
  );

/** Empties an account's own inbox. What went out by telephone and e-mail stays with the dossiers that it was about. */
export const forgetMessages = (q: Queryable, accountId: string): Promise<number> =>
  q.run("DELETE FROM messaging.message WHERE account_id = $1 AND channel = 'account'", [accountId]);
