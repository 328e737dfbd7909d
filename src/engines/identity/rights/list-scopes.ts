import type { Queryable } from '#platform/db';
import type { RoleScope } from './scope-role.ts';

/** Where the roles of a post reach, as far as that was said; a role that is not named reaches the post's own agency. */
export const listScopes = (q: Queryable, postId: string) =>
  q.query<Required<RoleScope>>(
    `SELECT post_id AS "postId", role_id AS "roleId", agency_id AS "agencyId", below, fields
       FROM identity.role_scope WHERE post_id = $1::uuid ORDER BY role_id COLLATE "C", id`,
    [postId],
  );
