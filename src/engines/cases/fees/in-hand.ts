import type { Queryable } from '#platform/db';
import { isUuid } from '../read/uuid.ts';

/**
 * Whether whom a result `r` is for has its paper: it was handed over a counter after it was issued, or the post took it and has not brought it
 * back.
 */
export const HAS_PAPER = `(
  EXISTS (SELECT 1 FROM cases.hand_over h WHERE h.dossier_id = r.dossier_id AND h.at >= r.issued_at)
  OR EXISTS (SELECT 1 FROM cases.mailing m JOIN cases.mail_list l ON l.id = m.list_id
    WHERE m.dossier_id = r.dossier_id AND l.made_at >= r.issued_at AND m.taken_off_at IS NULL AND m.returned_on IS NULL))`;

/** Whether the paper of this result is with whom it is for. */
export const hasPaper = async (q: Queryable, resultId: string): Promise<boolean> =>
  (await q.maybe(`SELECT 1 FROM cases.result r WHERE r.id = $1 AND ${HAS_PAPER}`, [resultId])) !== undefined;

/** Whether a result of a dossier is with whom it is for, on paper or downloaded. */
export const isInHand = async (q: Queryable, dossierId: string): Promise<boolean> =>
  isUuid(dossierId) &&
  (await q.maybe(
    `SELECT 1 FROM cases.result r WHERE r.dossier_id = $1 AND (r.fetched_at IS NOT NULL OR ${HAS_PAPER}) LIMIT 1`,
    [dossierId],
  )) !== undefined;
