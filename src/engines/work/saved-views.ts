import { newId, type Queryable, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { tidy } from '#platform/text';
import { TooManyViews, ViewNameTaken, ViewNameWrong } from './errors.ts';

/** A question to the inbox under a name: an official's own, or shared by those who work at an agency. */
export type SavedView = {
  id: string;
  /** Null: it is shared. */
  accountId: string | null;
  agencyId: string | null;
  name: string;
  query: Record<string, string>;
  /** What the asker's inbox opens with. */
  first: boolean;
};

/** As many of one's own, or of one agency, as a menu holds. */
const MOST = 12;
const LONGEST_NAME = 60;

/** The views that an official sees: his own, then those of these agencies, each by name. */
export const listSavedViews = (
  q: Queryable,
  accountId: string,
  agencyIds: readonly string[],
): Promise<SavedView[]> =>
  q.query<SavedView>(
    `SELECT v.id, v.account_id AS "accountId", v.agency_id AS "agencyId", v.name, v.query, f.view_id IS NOT NULL AS first
     FROM work.saved_view v LEFT JOIN work.first_view f ON f.view_id = v.id AND f.account_id = $1
     WHERE v.account_id = $1 OR v.agency_id = ANY ($2::uuid[])
     ORDER BY v.account_id IS NULL, lower(v.name) COLLATE "vi-x-icu", v.id`,
    [accountId, agencyIds],
  );

export type NewView = {
  name: string;
  query: Readonly<Record<string, string>>;
  /** Shared by those who work there; else the official's own. The caller knows that he may. */
  agencyId?: string | null;
};

/**
 * Keeps a view under a name. Returns its id.
 *
 * | refusal | when |
 * | --- | --- |
 * | VIEW_NAME_WRONG | it has no name, or one of more than 60 characters |
 * | VIEW_NAME_TAKEN | another of his, or of the agency, is called so |
 * | TOO_MANY_VIEWS | there are twelve already |
 */
export async function saveView(
  tx: Tx,
  { name: typed, query, agencyId = null }: NewView,
  by: { accountId: string; at: Date },
): Promise<string> {
  const name = tidy(typed);
  if (!name || name.length > LONGEST_NAME) throw ViewNameWrong({ most: LONGEST_NAME });
  const { n } = await tx.one<{ n: number }>(
    'SELECT count(*)::int AS n FROM work.saved_view WHERE CASE WHEN $2::uuid IS NULL THEN account_id = $1 ELSE agency_id = $2 END',
    [by.accountId, agencyId],
  );
  if (n >= MOST) throw TooManyViews({ most: MOST });
  const id = newId();
  const made = await tx.run(
    `INSERT INTO work.saved_view (id, account_id, agency_id, name, query, made_by, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [id, agencyId ? null : by.accountId, agencyId, name, JSON.stringify(query), by.accountId, by.at],
  );
  if (!made) throw ViewNameTaken({ name });
  return id;
}

/** Takes a view away; whose inbox opened with it opens with everything again. */
export const dropView = (tx: Tx, id: string): Promise<number> =>
  tx.run('DELETE FROM work.saved_view WHERE id = $1', [id]);

/** An official's inbox opens with a view, or (null) with everything. Throws NotFound for a view that is not there. */
export async function openWith(tx: Tx, accountId: string, viewId: string | null): Promise<void> {
  await tx.run('DELETE FROM work.first_view WHERE account_id = $1', [accountId]);
  if (!viewId) return;
  const set = await tx.run(
    'INSERT INTO work.first_view (account_id, view_id) SELECT $1, id FROM work.saved_view WHERE id = $2',
    [accountId, viewId],
  );
  if (!set) throw NotFound();
}
