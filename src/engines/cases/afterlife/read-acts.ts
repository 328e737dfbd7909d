import type { Queryable } from '#platform/db';
import { ownerSaid } from '../acts/uses.ts';
import { loadProcedure } from '../process/load.ts';
import { isUuid } from '../read/uuid.ts';
import type { Dossier, Result } from '../types.ts';
import { type Outcomes, withSaid } from './said.ts';
import type { ResultAct } from './types.ts';

const SELECT = `SELECT a.id, a.result_id AS "resultId", a.dossier_id AS "dossierId", a.kind, a.at, a.by, a.post_id AS "postId",
  a.agency_id AS "agencyId", a.reason, a.new_result_id AS "newResultId", n.number AS "newNumber", a.changes,
  CASE WHEN a.number ~ '/[0-9]{4}$' THEN a.number || '/QĐ' ELSE a.number END AS number, a.basis, a.sha256,
  a.lifted_at AS "liftedAt", a.lifted_number AS "liftedNumber", a.lifted_on::text AS "liftedOn"
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

/**
 * What ended a result, as it is today: of one that was corrected or issued again that act, with the number of the paper that holds in its place
 * now; where that was revoked or annulled since, the decision. Undefined while it holds.
 */
export async function endToday(q: Queryable, resultId: string): Promise<ResultAct | undefined> {
  const act = await findActOn(q, resultId);
  for (let last = act; last; ) {
    if (!last.newResultId) return last;
    const next = await findActOn(q, last.newResultId);
    if (!next) return act && { ...act, newResultId: last.newResultId, newNumber: last.newNumber };
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

/** What a result was drawn from: answers, and what was corrected of what the steps said (null: nothing). */
export type DrawnFrom = { data: Dossier['data']; said: Outcomes | null };

/** What a result was drawn from: the answers of the application, corrected where it takes the place of one that had them wrong. */
export async function drawnFrom(
  q: Queryable,
  dossier: Pick<Dossier, 'data'>,
  result: Pick<Result, 'id'>,
): Promise<DrawnFrom> {
  const made = await q.maybe<{ resultId: string; data: Dossier['data'] | null; said: Outcomes | null }>(
    'SELECT result_id AS "resultId", data, said FROM cases.result_act WHERE new_result_id = $1',
    [result.id],
  );
  if (!made) return { data: dossier.data, said: null };
  const { data, said } = made;
  // A copy is drawn from what its original was drawn from.
  return data ? { data, said } : drawnFrom(q, dossier, { id: made.resultId });
}

/** The dossier as a result was drawn from it: with what stands on it, and the name that its answers say whose matter it is. */
export async function withAnswers(
  q: Queryable,
  dossier: Dossier,
  { data, said }: DrawnFrom,
): Promise<Dossier> {
  const { form } = await loadProcedure(q, dossier);
  return { ...withSaid(dossier, said), data, ownerName: ownerSaid(form, data) ?? dossier.ownerName };
}
