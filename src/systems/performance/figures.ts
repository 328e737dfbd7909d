import { sumsByAbout, sumsByAgency } from '#engines/indicators';
import { listAgencies, listAgencyVersions } from '#engines/organisation';
import { listAllFields } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import { ASKED_AGAIN, CLOSED, COUNTED, fieldIn, IN_TIME, LATE, RECEIVED } from './count-dossiers.ts';

/** What was counted over a span of days. `share`: of what was finished, how much in time, 0–1; null: nothing was finished. */
export type Counts = {
  received: number;
  inTime: number;
  late: number;
  closed: number;
  askedAgain: number;
  share: number | null;
};

/** The counts of an agency (`id`) or of a field (its code). */
export type Figures = Counts & { id: string; name: string };

type Days = { from: string; to: string };
type Sums = Readonly<Record<string, number>>;

const shareOf = (inTime: number, late: number): number | null =>
  inTime + late > 0 ? inTime / (inTime + late) : null;

function countsOf(all: readonly Sums[]): Counts {
  const sum = (indicator: string) => all.reduce((n, sums) => n + (sums[indicator] ?? 0), 0);
  const [inTime, late] = [sum(IN_TIME), sum(LATE)];
  return {
    received: sum(RECEIVED),
    inTime,
    late,
    closed: sum(CLOSED),
    askedAgain: sum(ASKED_AGAIN),
    share: shareOf(inTime, late),
  };
}

export const byName = (a: { name: string }, b: { name: string }): number =>
  a.name.localeCompare(b.name, 'vi');

/** What agencies are called on a day; one that a reform took away, as it was on the last of the days on which it was there. */
export async function agencyNamesOn(
  q: Queryable,
  ids: readonly string[],
  day: string,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map((await listAgencies(q, day)).map(a => [a.id, a.name]));
  for (const id of ids)
    if (!names.has(id)) names.set(id, (await listAgencyVersions(q, id)).at(-1)?.name ?? '');
  return names;
}

/**
 * The figures of agencies that received or finished anything, by name; `agencyIds`: of these only, null for all. `also`: agencies that have a line
 * although they did not.
 */
export async function figuresByAgency(
  q: Queryable,
  days: Days,
  agencyIds: readonly string[] | null,
  also: Iterable<string> = [],
): Promise<Figures[]> {
  const counted = await sumsByAgency(q, COUNTED, days, { agencyIds });
  const there = new Set(counted.map(r => r.agencyId));
  const rows = [
    ...counted,
    ...[...also].filter(id => !there.has(id)).map(agencyId => ({ agencyId, sums: {} })),
  ];
  const names = await agencyNamesOn(
    q,
    rows.map(r => r.agencyId),
    days.to,
  );
  return rows
    .map(({ agencyId: id, sums }): Figures => ({ id, name: names.get(id) ?? '', ...countsOf([sums]) }))
    .sort(byName);
}

/** What fields are called, by code. */
export const fieldNames = async (q: Queryable): Promise<ReadonlyMap<string, string>> =>
  new Map((await listAllFields(q)).map(f => [f.code, f.name]));

/** As `figuresByAgency`, of all these agencies together, by field. */
export async function figuresByField(
  q: Queryable,
  days: Days,
  agencyIds: readonly string[] | null,
): Promise<Figures[]> {
  const rows = Map.groupBy(await sumsByAbout(q, COUNTED, days, { agencyIds }), r => fieldIn(r.about));
  const names = await fieldNames(q);
  return [...rows]
    .map(([id, of]): Figures => ({ id, name: names.get(id) ?? id, ...countsOf(of.map(r => r.sums)) }))
    .sort(byName);
}

/** All of them together. */
export function together(figures: readonly Counts[]): Counts {
  const sum = (of: (f: Counts) => number) => figures.reduce((all, f) => all + of(f), 0);
  const [inTime, late] = [sum(f => f.inTime), sum(f => f.late)];
  return {
    received: sum(f => f.received),
    inTime,
    late,
    closed: sum(f => f.closed),
    askedAgain: sum(f => f.askedAgain),
    share: shareOf(inTime, late),
  };
}
