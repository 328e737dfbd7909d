import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { record } from '../entries/record.ts';
import type { RoleScope } from './scope-role.ts';

/**
 * Takes back where a role of a post reaches; without any scope left the role reaches the post's own agency again. Taking back
 * what was never said changes nothing.
 */
export async function clearScope(
  tx: Tx,
  scope: Pick<RoleScope, 'postId' | 'roleId' | 'agencyId'>,
  act: Act,
): Promise<void> {
  const gone = await tx.maybe<{ id: string }>(
    `DELETE FROM identity.role_scope WHERE post_id = $1::uuid AND role_id = $2 AND agency_id = $3::uuid RETURNING id`,
    [scope.postId, scope.roleId, scope.agencyId],
  );
  if (!gone) return;
  await record(tx, act, {
    kind: 'identity.role-scope-cleared',
    subject: `role-scope:${gone.id}`,
    body: { post: scope.postId, role: scope.roleId, agency: scope.agencyId },
  });
}
