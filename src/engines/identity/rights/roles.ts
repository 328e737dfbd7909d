import type { Queryable } from '#platform/db';

export type Role = {
  id: string;
  nameVi: string;
  nameEn: string;
  /** What it allows at the post's agency. */
  permissions: string[];
  /** What of that it also allows at the agencies below. */
  below: string[];
};

export const listRoles = (q: Queryable) =>
  q.query<Role>(
    'SELECT id, name_vi AS "nameVi", name_en AS "nameEn", permissions, below FROM identity.role ORDER BY id COLLATE "C"',
  );
