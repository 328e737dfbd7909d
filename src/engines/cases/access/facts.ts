import type { ScopedGrant } from '#engines/identity';
import { listTasks, type Task } from '#engines/work';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import { taskKind } from '../process/new-task.ts';
import { isProposal } from '../process/refusal-ref.ts';
import { awayStepOf, isWarning } from '../process/warning-ref.ts';
import type { Dossier } from '../types.ts';
import { judgedOf } from './judged.ts';
import { agencyPaths, type Standing } from './paths.ts';
import type { Asker, DossierFacts } from './table.ts';

/** Who asks, as the table of rights knows him. */
export function askerOf(visitor: Visitor | null): Asker {
  if (!visitor) return { kind: 'nobody' };
  if (visitor.kind === 'citizen') return { kind: 'citizen', accountId: visitor.accountId };
  return { kind: 'official', accountId: visitor.accountId, grants: visitor.grants as readonly ScopedGrant[] };
}

/** What the access table asks of a dossier, as the agencies stand at `at`. Two queries. */
export const factsOf = async (q: Queryable, dossier: Dossier, at: Date): Promise<DossierFacts> =>
  factsWith(q, dossier, await listTasks(q, dossier.id), at);

/** Whether the applicant has been waited for, for papers or money, as long as an agency has to wait. */
async function waitsLong(q: Queryable, { id, status }: Dossier, at: Date): Promise<boolean> {
  if (status !== 'supplementing' && status !== 'awaiting-payment') return false;
  const since = await q.maybe(
    `SELECT FROM cases.pause p, cases.waiting_rule r
     WHERE p.dossier_id = $1 AND upper_inf(p.span) AND lower(p.span) <= $2::timestamptz - make_interval(days => r.days)`,
    [id, at],
  );
  return since !== undefined;
}

/** Whether a result was ended by a decision, with nothing in its place, while others of the dossier are still to come. */
async function hasFallen(
  q: Queryable,
  { id, status }: Dossier,
  tasks: ReadonlyArray<Pick<Task, 'state' | 'permission'>>,
): Promise<boolean> {
  const signed = tasks.some(t => t.state === 'done' && t.permission === 'dossier.sign');
  if (status !== 'processing' || !signed) return false;
  const fallen = await q.maybe(
    `SELECT FROM cases.result r WHERE r.dossier_id = $1 AND r.status = 'revoked'
       AND NOT EXISTS (SELECT FROM cases.result v WHERE v.dossier_id = $1 AND v.kind = r.kind AND v.status = 'valid') LIMIT 1`,
    [id],
  );
  return fallen !== undefined;
}

/** Of which step, by its id, a warning says that who has it is away. */
function awayOf(warning: Task, tasks: readonly Task[]): string | null {
  const ref = awayStepOf(warning);
  const step = tasks.find(t => t.ref === ref && (t.state === 'open' || t.state === 'suspended'));
  return step?.id ?? null;
}

/** As `factsOf`, for whoever has all tasks of the dossier already. */
export async function factsWith(
  q: Queryable,
  dossier: Dossier,
  tasks: readonly Task[],
  at: Date,
): Promise<DossierFacts> {
  const ids = [dossier.agencyId, dossier.receivedBy, ...tasks.map(t => t.agencyId)];
  const paths = await agencyPaths(q, dossier, ids, at);
  const standing = (id: string): Standing => paths.get(id) ?? { path: [id], by: 'itself' };
  return {
    judged: judgedOf(dossier, tasks),
    applicantId: dossier.applicantId,
    field: dossier.field,
    untouched: dossier.status === 'received',
    waits: await waitsLong(q, dossier, at),
    fallen: await hasFallen(q, dossier, tasks),
    places: [...paths.values()].map(s => s.path),
    decidedBy: standing(dossier.agencyId).path,
    receivedBy: standing(dossier.receivedBy).path,
    tasks: tasks.map(t => {
      const { path, by } = standing(t.agencyId);
      return {
        taskId: t.id,
        // Officials of an agency that is gone act no more; the inbox says the same (reach.ts).
        agencyPath: by === 'nobody' ? [] : path,
        permission: t.permission,
        kind: taskKind(t),
        // A post that went with its agency has no holder at the successor: the step is anybody's there.
        postId: by === 'itself' ? t.postId : null,
        state: t.state,
        endedBy: t.endedBy,
        ...(isProposal(t) ? { proposes: true } : {}),
        ...(isWarning(t) ? { warns: { away: awayOf(t, tasks) } } : {}),
      };
    }),
  };
}
