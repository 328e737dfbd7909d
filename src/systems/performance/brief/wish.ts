import type { Queryable, Tx } from '#platform/db';

/** Full hours at which a brief may come, in the province's time: before and early in the working day. */
export const HOURS = [5, 6, 7, 8, 9, 10, 11] as const;

export type Wish = { accountId: string; hour: number };

export const findWish = (q: Queryable, accountId: string): Promise<Wish | undefined> =>
  q.maybe<Wish>('SELECT account_id AS "accountId", hour FROM performance.brief_wish WHERE account_id = $1', [
    accountId,
  ]);

/** Asks for the brief, or for another hour. */
export const wish = (tx: Tx, { accountId, hour }: Wish, at: Date): Promise<number> =>
  tx.run(
    `INSERT INTO performance.brief_wish (account_id, hour, since) VALUES ($1, $2, $3)
     ON CONFLICT (account_id) DO UPDATE SET hour = excluded.hour`,
    [accountId, hour, at],
  );

export const unwish = (tx: Tx, accountId: string): Promise<number> =>
  tx.run('DELETE FROM performance.brief_wish WHERE account_id = $1', [accountId]);

/** Who waits for the brief of `day` at an hour that has come. */
export const wishesDue = (q: Queryable, day: string, hour: number): Promise<Wish[]> =>
  q.query<Wish>(
    `SELECT w.account_id AS "accountId", w.hour FROM performance.brief_wish w WHERE w.hour <= $2
       AND NOT EXISTS (SELECT FROM performance.brief_sent s WHERE s.account_id = w.account_id AND s.day = $1::date)
     ORDER BY w.account_id`,
    [day, hour],
  );

/** Takes the brief of a day for somebody in hand. False when that has been done. */
export const takeInHand = async (tx: Tx, accountId: string, day: string, at: Date): Promise<boolean> =>
  (await tx.run(
    'INSERT INTO performance.brief_sent (account_id, day, sent_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [accountId, day, at],
  )) > 0;
