import { findAgency } from '#engines/organisation';
import { DECLINE, SEND_BACK } from '#engines/processes';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/** Whether a step goes on with this outcome: it does not come back, and is not turned down. */
export const goesOn = (outcome: string | null): boolean => outcome !== SEND_BACK && outcome !== DECLINE;

/** Of these steps the agencies that were asked in their course and have not answered, by task, in the order in which they were asked, as they are called at `at`. */
export async function awaitedOpinions(
  q: Queryable,
  taskIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const names = new Map<string, string[]>();
  if (!taskIds.length) return names;
  const rows = await q.query<{ taskId: string; agencyId: string }>(
    `SELECT asked_task AS "taskId", to_agency AS "agencyId" FROM cases.question
     WHERE asked_task = ANY ($1::uuid[]) AND to_agency IS NOT NULL AND answered_at IS NULL AND dropped_at IS NULL ORDER BY asked_at, id`,
    [taskIds],
  );
  for (const { taskId, agencyId } of rows) {
    const name = (await findAgency(q, agencyId, localDate(at)))?.name ?? '';
    names.set(taskId, [...(names.get(taskId) ?? []), name]);
  }
  return names;
}
