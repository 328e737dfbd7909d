import type { Queryable } from '#platform/db';
import type { Result } from '../types.ts';

/** When and by which agency a result was issued first. */
export type FirstIssue = { at: Date; agencyId: string };

/**
 * The first of the papers that a result stands for: of a correction or a copy the one at the head of its chain, which is the day that
 * what it says holds of; of any other itself. A slip of the pen that is corrected registers nobody anew and prolongs nothing.
 */
export const firstIssueOf = (q: Queryable, result: Pick<Result, 'id'>): Promise<FirstIssue> =>
  q.one<FirstIssue>(
    `WITH RECURSIVE chain AS (
       SELECT $1::uuid AS id UNION SELECT a.result_id FROM chain JOIN cases.result_act a ON a.new_result_id = chain.id)
     SELECT r.issued_at AS at, r.agency_id AS "agencyId" FROM chain JOIN cases.result r ON r.id = chain.id
     WHERE NOT EXISTS (SELECT FROM cases.result_act a WHERE a.new_result_id = r.id)`,
    [result.id],
  );
