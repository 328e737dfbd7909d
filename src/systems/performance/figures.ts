import { sumsByAgency } from '#engines/indicators';
import { listAgencies, listAgencyVersions } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import { CLOSED, COUNTED, IN_TIME, LATE, RECEIVED } from './count-cases.ts';

/** How an agency did over a span of days. `share`: of what it finished, how much in time, 0–1; null: it finished nothing. */
export type Figures = {
  agencyId: string;
  agency: string;
  received: number;
  inTime: number;
  late: number;
  closed: number;
  share: number | null;
};

const shareOf = (inTime: number, late: number): number | null =>
  inTime + late > 0 ? inTime / (inTime + late) : null;

/** The figures of agencies that received or finished anything, by name; `agencyIds`: of these only, null for all. */
export async function figuresOf(
  q: Queryable,
  days: { from: string; to: string },
  agencyIds: readonly string[] | null,
): Promise<Figures[]> {
  const rows = await sumsByAgency(q, COUNTED, days, { agencyIds });
  // An agency that a reform took away is called as it was on the last of the days on which it was there.
  const names = new Map((await listAgencies(q, days.to)).map(a => [a.id, a.name]));
  for (const { agencyId } of rows)
    if (!names.has(agencyId)) names.set(agencyId, (await listAgencyVersions(q, agencyId)).at(-1)?.name ?? '');
  return rows
    .map(({ agencyId, sums }): Figures => {
      const [inTime, late] = [sums[IN_TIME] ?? 0, sums[LATE] ?? 0];
      return {
        agencyId,
        agency: names.get(agencyId) ?? '',
        received: sums[RECEIVED] ?? 0,
        inTime,
        late,
        closed: sums[CLOSED] ?? 0,
        share: shareOf(inTime, late),
      };
    })
    .sort((a, b) => a.agency.localeCompare(b.agency, 'vi'));
}

/** All of them together. */
export function together(figures: readonly Figures[]): Omit<Figures, 'agencyId' | 'agency'> {
  const sum = (of: (f: Figures) => number) => figures.reduce((all, f) => all + of(f), 0);
  const [inTime, late] = [sum(f => f.inTime), sum(f => f.late)];
  return {
    received: sum(f => f.received),
    inTime,
    late,
    closed: sum(f => f.closed),
    share: shareOf(inTime, late),
  };
}
