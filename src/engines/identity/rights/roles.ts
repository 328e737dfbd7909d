import type { Queryable } from '#platform/db';

export type Role = {
  id: string;
  nameVi: string;
  nameEn: string;
  /** What it allows at the post's agency. */
  permissions: string[];
  /** What of that it also allows at the agencies below. */
  below: string[];
  /** It came with the program, and only a program changes it; else it is the installation's own. */
  builtIn: boolean;
  /** Since then it gives nothing any more; null while it does. */
  endedAt: Date | null;
};

const LIST = `id, name_vi AS "nameVi", name_en AS "nameEn", permissions, below, built_in AS "builtIn", ended_at AS "endedAt"`;

/** The roles that give something: those of the program first, then the installation's own. */
export const listRoles = (q: Queryable) =>
  q.query<Role>(
    `SELECT ${LIST} FROM identity.role WHERE ended_at IS NULL ORDER BY built_in DESC, id COLLATE "C"`,
  );

/** A role, ended ones too. */
export const findRole = (q: Queryable, id: string) =>
  q.maybe<Role>(`SELECT ${LIST} FROM identity.role WHERE id = $1`, [id]);
