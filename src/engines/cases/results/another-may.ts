import { findAccount, postsAble } from '#engines/identity';
import { awayOn } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';

/** What is asked for: one of these rights at an agency (`path`: itself, then those above it), for matters of a field. */
type Asked = { permissions: readonly string[]; path: readonly string[]; field: string };

/** Whether somebody beside those who are `barred` (accounts) may do it by a post of his own: who is not noted away, and whose account is not blocked. */
export async function anotherMay(
  q: Queryable,
  { permissions, path, field }: Asked,
  barred: ReadonlySet<string>,
  at: Date,
): Promise<boolean> {
  const others = new Set<string>();
  for (const permission of permissions)
    for (const post of await postsAble(q, permission, path, at, field))
      for (const { accountId } of post.holders) if (!barred.has(accountId)) others.add(accountId);
  if (!others.size) return false;
  const away = await awayOn(q, [...others], localDate(at));
  for (const id of others) if (!away.has(id) && (await findAccount(q, id))?.status === 'active') return true;
  return false;
}
