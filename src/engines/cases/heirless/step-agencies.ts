import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import { gone } from './list-heirless.ts';
import type { MoveTakenBack } from './undo-move.ts';

/**
 * At which agency that is gone a step of the dossier waited when it was moved away, by the act of the move, as the desk lists it (`listHeirless`): it need
 * not be the one that decides. Of a move before which none waited at such an agency there is nothing.
 */
export async function stepAgencies(
  q: Queryable,
  { clock }: Pick<Env, 'clock'>,
  moves: ReadonlyArray<Pick<MoveTakenBack, 'actId'>>,
): Promise<ReadonlyMap<string, string>> {
  const rows = await q.query<{ actId: string; agencyId: string }>(
    `SELECT DISTINCT ON (a.id) a.id AS "actId", t.agency_id AS "agencyId"
     FROM cases.undoable_act a JOIN cases.dossier d ON d.id = a.dossier_id JOIN work.task t ON t.subject_id = d.id
     WHERE a.id = ANY ($1::uuid[]) AND t.agency_id = ANY ($2::uuid[]) AND t.created_at <= a.at AND (t.ended_at IS NULL OR t.ended_at > a.at)
     ORDER BY a.id, t.agency_id = d.agency_id DESC, t.id`,
    [moves.map(m => m.actId), await gone(q, localDate(clock.now()))],
  );
  return new Map(rows.map(row => [row.actId, row.agencyId]));
}
