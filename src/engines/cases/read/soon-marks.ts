import { calendarsApart, soonBefore } from '#engines/worktime';
import type { Queryable } from '#platform/db';

/** The instant before which a dossier is due soon: by the calendar of each agency that works by another than all the others do, and by that of these. */
export type SoonMarks = { usual: Date; apart: ReadonlyMap<string, Date> };

/** By when what is due is due soon at `now`, as each dossier's own page says it. */
export async function soonMarks(q: Queryable, now: Date): Promise<SoonMarks> {
  const { usual, apart } = await calendarsApart(q, now);
  const known = new Map([...new Set(apart.values())].map(calendar => [calendar, soonBefore(now, calendar)]));
  return {
    usual: soonBefore(now, usual),
    apart: new Map([...apart].map(([id, calendar]) => [id, known.get(calendar) ?? now])),
  };
}

/** One instant for all of them. */
export const soonForAll = (before: Date): SoonMarks => ({ usual: before, apart: new Map() });
