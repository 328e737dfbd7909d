import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { defineExtensionPoint, type Env } from '#platform/env';
import { heirOf } from '../process/heir.ts';
import { gone } from './list-heirless.ts';

/** What waits at one agency about one place, and the first of its due times. */
export type LeftBehind = { agencyId: string; areaId: string; count: number; dueAt: Date };

/** What else than dossiers waits at agencies, and opens to who has their work by `heirOf`. */
export type LeftBehindSource = {
  /** Text keys: what it is called at the incident desk, and what it means that nobody has it. */
  title: string;
  about: string;
  /** All that waits at these agencies, by agency and place. */
  find(q: Queryable, agencyIds: readonly string[]): Promise<LeftBehind[]>;
};

/** Systems contribute with `leftBehind({ … })` under `extensions` of their manifest. */
export const leftBehind = defineExtensionPoint<LeftBehindSource>('cases.left-behind');

/**
 * What opens to nobody: it waits at an agency that is gone without a single successor, about a place that has no committee either. As
 * `listHeirless` has dossiers; the first due first. Sources of which there is nothing are left out.
 */
export async function listLeftBehind(
  { db, extensions }: Pick<Env, 'db' | 'extensions'>,
  at: Date,
): Promise<Array<{ source: LeftBehindSource; groups: LeftBehind[] }>> {
  const sources = extensions(leftBehind);
  const date = localDate(at);
  const ids = sources.length ? await gone(db, date) : [];
  const found: Array<{ source: LeftBehindSource; groups: LeftBehind[] }> = [];
  for (const source of ids.length ? sources : []) {
    const groups: LeftBehind[] = [];
    for (const group of await source.find(db, ids))
      if (!(await heirOf(db, group, group.agencyId, date))) groups.push(group);
    if (groups.length)
      found.push({ source, groups: groups.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime()) });
  }
  return found;
}
