import type { Act } from '#engines/organisation';
import { newId, type Tx } from '#platform/db';
import { record } from '../entries/record.ts';

export type RoleScope = {
  postId: string;
  roleId: string;
  /** Where the role reaches instead of the post's own agency. */
  agencyId: string;
  /** Everything that the role allows also at the agencies below. */
  below?: boolean;
  /** Codes of procedures' fields; null for all. */
  fields?: readonly string[] | null;
};

/** Says where a role of a post reaches when that is not the plain case. Several scopes of one role add up. */
export async function scopeRole(tx: Tx, scope: RoleScope, act: Act): Promise<void> {
  const { postId, roleId, agencyId, below = false, fields = null } = scope;
  const { id } = await tx.one<{ id: string }>(
    `INSERT INTO identity.role_scope (id, post_id, role_id, agency_id, below, fields) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (post_id, role_id, agency_id) DO UPDATE SET below = $5, fields = $6 RETURNING id`,
    [newId(), postId, roleId, agencyId, below, fields],
  );
  await record(tx, act, {
    kind: 'identity.role-scoped',
    subject: `role-scope:${id}`,
    body: { post: postId, role: roleId, agency: agencyId, below, fields: fields && [...fields] },
  });
}
