import { listScopes, type Role } from '#engines/identity';
import { fieldNames } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';

/** The names of fields for which roles of a post hold, by role; of one that holds for all there is nothing. */
export async function fieldsOfRoles(q: Queryable, postId: string): Promise<ReadonlyMap<string, string[]>> {
  const scopes = await listScopes(q, postId);
  const codes = new Map<string, Set<string>>();
  for (const { roleId, fields } of scopes)
    if (fields) codes.set(roleId, new Set([...(codes.get(roleId) ?? []), ...fields]));
  for (const { roleId, fields } of scopes) if (!fields) codes.delete(roleId);
  const names = await fieldNames(q, [...new Set([...codes.values()].flatMap(of => [...of]))]);
  return new Map([...codes].map(([role, of]) => [role, [...of].map(code => names.get(code) ?? code)]));
}

/** Names of the roles with these ids, each with the fields that go with it: a role that is delegated holds for no others. */
export const rolesWithFields = (
  t: Translate,
  roles: readonly Role[],
  ids: readonly string[],
  fields: ReadonlyMap<string, readonly string[]>,
): string =>
  roles
    .filter(role => ids.includes(role.id))
    .map(role => roleWithFields(t, role, fields))
    .join('; ');

/** As `rolesWithFields`, of one. */
export function roleWithFields(
  t: Translate,
  role: Role,
  fields: ReadonlyMap<string, readonly string[]>,
): string {
  const name = t.lang === 'vi' ? role.nameVi : role.nameEn;
  const only = fields.get(role.id);
  return only?.length ? t('administration.role-of-fields', { role: name, fields: only.join(', ') }) : name;
}
