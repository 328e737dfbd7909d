import type { ScopedGrant } from '#engines/identity';
import { listTasks } from '#engines/work';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';
import type { Dossier } from '../types.ts';
import { agencyPaths } from './paths.ts';
import type { Asker, DossierFacts } from './table.ts';

export function askerOf(visitor: Visitor | null): Asker {
  if (!visitor) return { kind: 'nobody' };
  if (visitor.kind === 'citizen') return { kind: 'citizen', accountId: visitor.accountId };
  return { kind: 'official', accountId: visitor.accountId, grants: visitor.grants as readonly ScopedGrant[] };
}

/** What the access table asks of a dossier, as the agencies stand at `at`. Two queries. */
export async function factsOf(q: Queryable, dossier: Dossier, at: Date): Promise<DossierFacts> {
  const tasks = await listTasks(q, dossier.id);
  const ids = [dossier.agencyId, dossier.receivedBy, ...tasks.map(t => t.agencyId)];
  const paths = await agencyPaths(q, dossier, ids, at);
  const path = (id: string) => paths.get(id) ?? [id];
  return {
    applicantId: dossier.applicantId,
    field: dossier.field,
    places: [...paths.values()],
    receivedBy: path(dossier.receivedBy),
    tasks: tasks.map(t => ({
      taskId: t.id,
      agencyPath: path(t.agencyId),
      permission: t.permission,
      postId: t.postId,
      state: t.state,
    })),
  };
}
