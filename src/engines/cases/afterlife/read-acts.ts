import type { Queryable } from '#platform/db';
import { isUuid } from '../read/uuid.ts';
import type { ResultAct } from './types.ts';
import type { Outcomes } from './with-said.ts';

const SELECT = `SELECT a.id, a.result_id AS "resultId", a.dossier_id AS "dossierId", a.kind, a.at, a.by, a.post_id AS "postId",
  a.agency_id AS "agencyId", a.reason, a.new_result_id AS "newResultId", n.number AS "newNumber", a.changes,
  CASE WHEN a.number ~ '/[0-9]{4}$' THEN a.number || '/QĐ' ELSE a.number END AS number, a.basis, a.sha256,
  a.lifted_at AS "liftedAt", a.lifted_number AS "liftedNumber", a.lifted_on::text AS "liftedOn",
  (SELECT v.name FROM organisation.agency_version v WHERE v.agency_id = a.lifted_agency_id AND v.valid @> a.lifted_on) AS "liftedAgency"
  FROM cases.result_act a LEFT JOIN cases.result n ON n.id = a.new_result_id`;

/** What became of the results of a dossier, the oldest first; not what was lifted since. */
export const listResultActs = (q: Queryable, dossierId: string): Promise<ResultAct[]> =>
  q.query<ResultAct>(`${SELECT} WHERE a.dossier_id = $1 AND a.lifted_at IS NULL ORDER BY a.at, a.id`, [
    dossierId,
  ]);

/** The decisions that ended a result of a dossier for a time, and were lifted, the oldest first. */
export const listLiftedActs = (q: Queryable, dossierId: string): Promise<ResultAct[]> =>
  q.query<ResultAct>(`${SELECT} WHERE a.dossier_id = $1 AND a.lifted_at IS NOT NULL ORDER BY a.at, a.id`, [
    dossierId,
  ]);

/** What ended a result, if anything did. */
export const findActOn = (q: Queryable, resultId: string): Promise<ResultAct | undefined> =>
  q.maybe<ResultAct>(`${SELECT} WHERE a.result_id = $1 AND a.lifted_at IS NULL`, [resultId]);

/** `since`: where the paper that took the place of the result was renewed itself: its number, and when the one that holds was signed. */
export type EndToday = ResultAct & { since?: { number: string; at: Date } };

/**
 * What ended a result, as it is today: of one that was corrected or issued again that act, with the number of the paper that holds in its place
 * now; where that was revoked or annulled since, the decision. Undefined while it holds.
 */
export async function endToday(q: Queryable, resultId: string): Promise<EndToday | undefined> {
  const act = await findActOn(q, resultId);
  for (let last = act; last; ) {
    if (!last.newResultId) return last;
    const next = await findActOn(q, last.newResultId);
    if (!next && last === act) return act;
    if (!next)
      return (
        act && {
          ...act,
          newResultId: last.newResultId,
          newNumber: last.newNumber,
          since: { number: act.newNumber ?? '', at: last.at },
        }
      );
    last = next;
  }
  return undefined;
}

/** By its id, as the QR code on a decision names it. */
export const findResultAct = async (q: Queryable, id: string): Promise<ResultAct | undefined> =>
  isUuid(id) ? q.maybe<ResultAct>(`${SELECT} WHERE a.id = $1::uuid`, [id]) : undefined;

/** The decision whose signed PDF has this digest. */
export const findDecisionByDigest = (q: Queryable, sha256: string): Promise<ResultAct | undefined> =>
  q.maybe<ResultAct>(`${SELECT} WHERE a.sha256 = $1`, [sha256]);

/** What a result that took the place of another says that steps said, where that was corrected; null where it was not, or nothing was. */
export async function correctedSaid(q: Queryable, resultId: string): Promise<Outcomes | null> {
  const made = await q.maybe<{ resultId: string; corrects: boolean; said: Outcomes | null }>(
    'SELECT result_id AS "resultId", data IS NOT NULL AS corrects, said FROM cases.result_act WHERE new_result_id = $1',
    [resultId],
  );
  if (!made) return null;
  // A copy says what its original said.
  return made.corrects ? made.said : correctedSaid(q, made.resultId);
}
