import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { fold, tidy } from '#platform/text';
import { record } from '../entries/record.ts';
import { RoleBuiltIn, RoleTaken } from '../errors.ts';
import { findRole, type Role } from './roles.ts';

/** What a role is called and allows. `below`: those of `permissions` that reach the agencies below, too. */
export type RoleFacts = Pick<Role, 'nameVi' | 'nameEn' | 'permissions' | 'below'>;

/** Stands before the ids of an installation's own roles: a role that comes with a later program is never called so. */
const OWN = 'rieng-';

/** The id of a new role, from its name: `Tiếp công dân` → `rieng-tiep-cong-dan`, with a number behind where that one was there. */
async function newRoleId(q: Queryable, nameVi: string): Promise<string> {
  const base = `${OWN}${fold(nameVi).replace(/[^a-z0-9]+/g, '-')}`.slice(0, 50).replace(/-$/, '');
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!(await findRole(q, id))) return id;
  }
}

function written(facts: RoleFacts): RoleFacts {
  const permissions = [...new Set(facts.permissions)].sort();
  const below = [...new Set(facts.below)].filter(p => permissions.includes(p)).sort();
  return { nameVi: tidy(facts.nameVi), nameEn: tidy(facts.nameEn), permissions, below };
}

/** Two administrators who choose one name: the second waits here, then finds it taken. */
async function mustBeFree(tx: Tx, nameVi: string, but: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('identity.role'))`);
  const taken = await tx.maybe(
    'SELECT id FROM identity.role WHERE lower(name_vi) = lower($1) AND ended_at IS NULL AND id <> $2',
    [nameVi, but],
  );
  if (taken) throw RoleTaken({ name: nameVi });
}

/** The installation's own living role, locked. Throws NOT_FOUND, ROLE_BUILT_IN. */
async function lockOwn(tx: Tx, id: string): Promise<Role> {
  await tx.query('SELECT id FROM identity.role WHERE id = $1 AND NOT built_in FOR UPDATE', [id]);
  const role = await findRole(tx, id);
  if (!role || role.endedAt) throw NotFound();
  if (role.builtIn) throw RoleBuiltIn({ name: role.nameVi });
  return role;
}

/**
 * A role of the installation's own; returns its id. Whoever calls sees to it that nobody gives more than he may. Throws ROLE_TAKEN when a
 * living role is called so.
 */
export async function makeRole(tx: Tx, said: RoleFacts, act: Act): Promise<string> {
  const facts = written(said);
  await mustBeFree(tx, facts.nameVi, '');
  const id = await newRoleId(tx, facts.nameVi);
  await tx.run(
    'INSERT INTO identity.role (id, name_vi, name_en, permissions, below) VALUES ($1, $2, $3, $4, $5)',
    [id, facts.nameVi, facts.nameEn, facts.permissions, facts.below],
  );
  await record(tx, act, { kind: 'identity.role-made', subject: `role:${id}`, body: { ...facts } });
  return id;
}

/**
 * Says anew what an own role is called and allows: for all who have it, at once. What is so already changes nothing.
 * Throws NOT_FOUND, ROLE_BUILT_IN, ROLE_TAKEN.
 */
export async function changeRole(tx: Tx, id: string, said: RoleFacts, act: Act): Promise<void> {
  const facts = written(said);
  await mustBeFree(tx, facts.nameVi, id);
  const { nameVi, nameEn, permissions, below } = await lockOwn(tx, id);
  if (JSON.stringify(facts) === JSON.stringify(written({ nameVi, nameEn, permissions, below }))) return;
  await tx.run(
    'UPDATE identity.role SET name_vi = $2, name_en = $3, permissions = $4, below = $5 WHERE id = $1',
    [id, facts.nameVi, facts.nameEn, facts.permissions, facts.below],
  );
  await record(tx, act, { kind: 'identity.role-changed', subject: `role:${id}`, body: { ...facts } });
}

/** Ends an own role: whoever has it has nothing by it from now on. Throws NOT_FOUND, ROLE_BUILT_IN. */
export async function endRole(tx: Tx, id: string, reason: string, act: Act): Promise<void> {
  await lockOwn(tx, id);
  await tx.run('UPDATE identity.role SET ended_at = $2 WHERE id = $1', [id, act.at]);
  await record(tx, act, { kind: 'identity.role-ended', subject: `role:${id}`, body: { reason } });
}

export type RolePost = { postId: string; agencyId: string; titleVi: string; titleEn: string };

/** The posts of `date` that have a role, at some agencies (null: at all), by title; at most `limit`. */
export const postsWithRole = (
  q: Queryable,
  roleId: string,
  { date, agencyIds, limit }: { date: string; agencyIds: readonly string[] | null; limit: number },
) =>
  q.query<RolePost>(
    `SELECT id AS "postId", agency_id AS "agencyId", title_vi AS "titleVi", title_en AS "titleEn" FROM organisation.post
     WHERE $1 = ANY (roles) AND valid @> $2::date AND ($3::uuid[] IS NULL OR agency_id = ANY ($3))
     ORDER BY title_vi, id LIMIT $4`,
    [roleId, date, agencyIds, limit],
  );
