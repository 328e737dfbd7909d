import { countRunningNow, soonMarks } from '#engines/cases';
import type { Queryable } from '#platform/db';
import {
  agencyNamesOn,
  byName,
  type Counts,
  type Figures,
  fieldNames,
  figuresByAgency,
  figuresByField,
  together,
} from '../figures.ts';
import type { Period } from '../period.ts';

export type Now = { running: number; soon: number; late: number };
/** An agency or a field: what was counted over the period, and what runs at this moment. */
export type Line = { id: string; name: string; counts: Counts; now: Now };
export type Situation = { lines: Line[]; all: { counts: Counts; now: Now } };

/** `agencyIds`: of these only; null for all. */
export type Asked = { by: 'agency' | 'field'; period: Period; agencyIds: readonly string[] | null };

const NOTHING: Counts = { received: 0, inTime: 0, late: 0, closed: 0, askedAgain: 0, share: null };
const add = (a: Now, b: Now): Now => ({
  running: a.running + b.running,
  soon: a.soon + b.soon,
  late: a.late + b.late,
});
const IDLE: Now = { running: 0, soon: 0, late: 0 };

/** How agencies, or fields, do: the figures of a period from the indicators, what is open now from what is open now. */
export async function situationOf(
  q: Queryable,
  { by, period, agencyIds }: Asked,
  at: Date,
): Promise<Situation> {
  const [figures, running] = await Promise.all([
    (by === 'agency' ? figuresByAgency : figuresByField)(q, period, agencyIds),
    countRunningNow(q, agencyIds, at, await soonMarks(q, at)),
  ]);
  const now = new Map<string, Now>();
  for (const r of running) {
    const id = by === 'agency' ? r.agencyId : r.field;
    now.set(id, add(now.get(id) ?? IDLE, r));
  }
  const counted = new Set(figures.map(f => f.id));
  const more = [...now.keys()].filter(id => !counted.has(id));
  const names = more.length
    ? by === 'agency'
      ? await agencyNamesOn(q, more, period.to)
      : await fieldNames(q)
    : new Map<string, string>();
  const line = ({ id, name, ...counts }: Figures): Line => ({ id, name, counts, now: now.get(id) ?? IDLE });
  const lines = [
    ...figures.map(line),
    // What was received before the period and is still open.
    ...more.map(id => line({ id, name: names.get(id) ?? id, ...NOTHING })),
    // What is late stands first: that is what a leader looks for.
  ].sort((a, b) => b.now.late - a.now.late || byName(a, b));
  return {
    lines,
    all: { counts: together(figures), now: [...now.values()].reduce(add, IDLE) },
  };
}
