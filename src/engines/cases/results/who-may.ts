import { findAccount, postsAble } from '#engines/identity';
import { awayOn } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/** What is asked for: one of these rights at an agency (`path`: itself, then those above it), for matters of a field. */
type Asked = { permissions: readonly string[]; path: readonly string[]; field: string };

export type Person = { accountId: string; name: string };

/** Who may do it by a post of his own, each once: who is not noted away that day, and whose account is not blocked. */
export async function whoMay(
  q: Queryable,
  { permissions, path, field }: Asked,
  at: Date,
): Promise<readonly Person[]> {
  const able = new Map<string, Person>();
  for (const permission of permissions)
    for (const post of await postsAble(q, permission, path, at, field))
      for (const { accountId, name } of post.holders) able.set(accountId, { accountId, name });
  const away = able.size ? await awayOn(q, [...able.keys()], localDate(at)) : new Set();
  const there: Person[] = [];
  for (const person of able.values())
    if (!away.has(person.accountId) && (await findAccount(q, person.accountId))?.status === 'active')
      there.push(person);
  return there;
}
