import type { Queryable } from '#platform/db';
import type { ResultAct, ResultActKind } from '../afterlife/types.ts';
import type { Result } from '../types.ts';

/** When and by which agency a result was issued first. */
export type FirstIssue = { at: Date; agencyId: string };

/** One of the papers that a result stands for: `how` it took the place of the one before, null of the first. */
export type PaperBefore = Pick<Result, 'id' | 'number' | 'issuedAt' | 'agencyId'> & {
  how: ResultActKind | null;
};

/** The papers that a result stands for, the first of them first, itself last: those that were corrected or issued again into it. */
export const papersBefore = (q: Queryable, result: Pick<Result, 'id'>): Promise<PaperBefore[]> =>
  q.query<PaperBefore>(
    `WITH RECURSIVE chain AS (
       SELECT $1::uuid AS id, 0 AS back UNION ALL
       SELECT a.result_id, back + 1 FROM chain JOIN cases.result_act a ON a.new_result_id = chain.id)
     SELECT r.id, r.number, r.issued_at AS "issuedAt", r.agency_id AS "agencyId",
       (SELECT a.kind FROM cases.result_act a WHERE a.new_result_id = r.id) AS how
     FROM chain JOIN cases.result r ON r.id = chain.id ORDER BY back DESC`,
    [result.id],
  );

/**
 * The first of the papers that a result stands for: of a correction or a copy the one at the head of its chain, which is the day that
 * what it says holds of; of any other itself. A slip of the pen that is corrected registers nobody anew and prolongs nothing.
 */
export async function firstIssueOf(q: Queryable, result: Pick<Result, 'id'>): Promise<FirstIssue> {
  const [first] = await papersBefore(q, result);
  if (!first) throw new Error(`the result ${result.id} is not there`);
  return { at: first.issuedAt, agencyId: first.agencyId };
}

/** The same first paper of a dossier whose results and acts on them are known. */
export function firstIssueIn(
  known: { results: readonly Result[]; resultActs: readonly ResultAct[] },
  result: Result,
): Result {
  const before = known.resultActs.find(a => a.newResultId === result.id)?.resultId;
  const earlier = before && known.results.find(r => r.id === before);
  return earlier ? firstIssueIn(known, earlier) : result;
}
