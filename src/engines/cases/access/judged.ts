import { type Task, TaskDone, TaskSuspended } from '#engines/work';
import { ActNotAllowedNow } from '../errors.ts';
import type { Dossier, Judged } from '../types.ts';

/** What is compared of a dossier that is locked: its status, whose it is, and what of it is to be done. */
type Standing = {
  row: { status?: unknown; agency_id?: unknown };
  /** Those that are open or wait. */
  tasks: ReadonlyArray<{ id: string; state?: unknown; agency_id?: unknown; post_id?: unknown }>;
};

const lies = (state: unknown, agency: unknown, post: unknown): string => `${state} ${agency} ${post ?? ''}`;

/** How a dossier stands, for whoever judges who may do what with it. `tasks`: all of it. */
export const judgedOf = (
  { id, code, status, agencyId }: Dossier,
  tasks: ReadonlyArray<Pick<Task, 'id' | 'state' | 'agencyId' | 'postId'>>,
): Judged => ({
  dossierId: id,
  code,
  status,
  agencyId,
  tasks: Object.fromEntries(
    tasks
      .filter(t => t.state === 'open' || t.state === 'suspended')
      .map(t => [t.id, lies(t.state, t.agencyId, t.postId)]),
  ),
});

/**
 * A right to an act, and what the act means, hang on how the dossier stands: what was judged before its lock was had holds only while it stands so.
 * `alone`: of the steps only the actor's own matters, so that what others do beside him meanwhile does not stop him.
 * Throws TASK_DONE, TASK_SUSPENDED of that step; ACT_NOT_ALLOWED_NOW.
 */
export function refuseJudgedOtherwise(judged: Judged, now: Standing, alone: boolean): void {
  const own = now.tasks.find(t => t.id === judged.through);
  if (judged.through && !own) throw TaskDone();
  if (own?.state === 'suspended' && judged.tasks[own.id]?.startsWith('open')) throw TaskSuspended();
  const then = Object.entries(judged.tasks);
  const live = new Map(now.tasks.map(t => [t.id, lies(t.state, t.agency_id, t.post_id)]));
  const asThen = ([id, lay]: [string, string]) => live.get(id) === lay;
  const same = alone
    ? then.filter(([id]) => id === judged.through).every(asThen)
    : now.row.status === judged.status && live.size === then.length && then.every(asThen);
  if (!same || now.row.agency_id !== judged.agencyId) throw ActNotAllowedNow({ code: judged.code });
}
