import { ANY_FIELD } from '#engines/identity';
import { localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type LiveTask, TASK_COLUMNS } from '../types.ts';
import { backFrom } from './absence.ts';
import { candidatesFor } from './candidates.ts';

/** When the first is there who may do a step that nobody at all may do: no post with its right in its field is held by anybody. */
const NEVER = new Date('9999-12-31T00:00:00Z');
export const isNever = (back: Date): boolean => back.getTime() === NEVER.getTime();

/** Steps given to nobody that nobody who is there may do; `back`: the beginning of the day on which the first who may is there again (`isNever`). */
type Kind = { permission: string; field: string | null; back: Date };

/** An open step that nobody may do before `back`, when it is due already. */
export type Unattended = LiveTask & { back: Date };

type Asked = {
  agencyId: string;
  /** The rights through which steps are done there. */
  permissions: readonly string[];
  /** Tasks whose `ref` begins so are no work of their own. */
  except: string;
};

/** The fields of what is due at an agency for one right until an instant, and was given to nobody. */
const fieldsDue = (q: Queryable, { agencyId, except }: Asked, permission: string, from: Date, until: Date) =>
  q.query<{ field: string | null }>(
    `SELECT DISTINCT field FROM work.task
     WHERE state = 'open' AND agency_id = $1 AND permission = $2 AND post_id IS NULL AND due_at > $3 AND due_at <= $4 AND NOT starts_with(ref, $5)`,
    [agencyId, permission, from, until, except],
  );

/** Asks of those rights only that somebody has who is away, and then of the fields of what is due before he is back. */
async function kindsOf(q: Queryable, asked: Asked, at: Date): Promise<Kind[]> {
  const away = await backFrom(q, localDate(at));
  if (!away.size) return [];
  const daysOf = (holders: readonly string[]) => holders.flatMap(id => away.get(id) ?? []).toSorted();
  const kinds: Kind[] = [];
  for (const permission of asked.permissions) {
    const able = (field: string | null | typeof ANY_FIELD) =>
      candidatesFor(q, { agencyId: asked.agencyId, permission, field }, at);
    const last = (await able(ANY_FIELD))
      .flatMap(c => (c.state === 'away' ? daysOf(c.holders) : []))
      .toSorted()
      .at(-1);
    if (!last) continue;
    for (const { field } of await fieldsDue(q, asked, permission, at, localInstant(last))) {
      const all = await able(field);
      const [first] = all.every(c => c.state === 'away') ? daysOf(all.flatMap(c => c.holders)) : [];
      if (first) kinds.push({ permission, field, back: localInstant(first) });
    }
  }
  return kinds;
}

/** Asks of the fields only where nobody may do such steps in all of them. */
async function kindsOfNobody(q: Queryable, asked: Asked, at: Date): Promise<Kind[]> {
  const kinds: Kind[] = [];
  const { agencyId } = asked;
  for (const permission of asked.permissions) {
    if ((await candidatesFor(q, { agencyId, permission, field: null }, at)).length) continue;
    for (const { field } of await fieldsDue(q, asked, permission, at, NEVER))
      if (!(await candidatesFor(q, { agencyId, permission, field }, at)).length)
        kinds.push({ permission, field, back: NEVER });
  }
  return kinds;
}

/**
 * Open steps of an agency that were given to nobody, are due from now on, and before one of those who may do them is there again: all are away on the
 * day of `at`, and nobody who is there acts for one of them; or nobody there may do them at all, however many work there. The most urgent first, `limit` at most.
 */
export async function unattendedSteps(
  q: Queryable,
  asked: Asked,
  at: Date,
  limit: number,
): Promise<Unattended[]> {
  const kinds = [...(await kindsOf(q, asked, at)), ...(await kindsOfNobody(q, asked, at))];
  if (!kinds.length) return [];
  return q.query<Unattended>(
    `SELECT t.*, kind.back FROM (
         SELECT ${TASK_COLUMNS} FROM work.task
         WHERE state = 'open' AND agency_id = $1 AND permission = ANY ($2::text[]) AND post_id IS NULL AND due_at > $5 AND due_at <= $6
           AND NOT starts_with(ref, $7)) t
       JOIN unnest($2::text[], $3::text[], $4::timestamptz[]) AS kind (permission, field, back)
         ON kind.permission = t.permission AND kind.field IS NOT DISTINCT FROM t.field AND t."dueAt" <= kind.back
     ORDER BY t."dueAt", t.id LIMIT $8`,
    [
      asked.agencyId,
      kinds.map(k => k.permission),
      kinds.map(k => k.field),
      kinds.map(k => k.back),
      at,
      new Date(Math.max(...kinds.map(k => k.back.getTime()))),
      asked.except,
      limit,
    ],
  );
}
