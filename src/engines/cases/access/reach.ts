import type { ScopedGrant } from '#engines/identity';
import { agenciesBelow } from '#engines/organisation';
import type { Reach } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Visitor } from '#platform/http';

/** Rights that put tasks into an inbox. */
const WORK = new Set([
  'dossier.receive',
  'dossier.process',
  'dossier.decide',
  'dossier.sign',
  'dossier.return',
]);

/** Where an official's inbox reaches at `at`: one entry for each agency, right and post. */
export async function reachOfInbox(q: Queryable, visitor: Visitor, at: Date): Promise<Reach[]> {
  const reach: Reach[] = [];
  for (const grant of visitor.grants as readonly ScopedGrant[]) {
    if (!WORK.has(grant.permission)) continue;
    const add = (agencyId: string) =>
      reach.push({
        agencyId,
        permission: grant.permission,
        postId: grant.postId,
        fields: grant.fields ?? null,
      });
    add(grant.agencyId);
    if (grant.below) for (const a of await agenciesBelow(q, grant.agencyId, localDate(at))) add(a.id);
  }
  return reach;
}
