import { type LoadedProcedure, loadProcedure } from '#engines/cases';
import { type Area, listAgencies, listAreas } from '#engines/organisation';
import { findProcedureInForce, listCodesInForce } from '#engines/procedures';
import { loadCalendar, workingMinutes } from '#engines/worktime';
import { dayAfter, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { randomOf } from './random.ts';

/** What there is on a day: where people live, and what they can apply for. */
export type World = {
  /** Whether the counters are open that day at all. */
  open: boolean;
  communes: ReadonlyArray<readonly [Area, number]>;
  procedures: ReadonlyArray<readonly [LoadedProcedure, number]>;
};

/** How often something is applied for beside all the rest; a guess, no statistics. */
const FREQUENT: Readonly<Record<string, number>> = {
  '1.001193': 22,
  '1.000656': 8,
  '1.004873': 14,
  '2.002621': 9,
  '1.001612': 7,
  '1.013225': 6,
  '1.012753': 4,
  '1.011441': 8,
  '3.000333': 10,
  '3.000348': 6,
  '1.004363': 1.2,
  '1.000081': 0.3,
};

const weightOf = (code: string): number => FREQUENT[code] ?? 0.5 + 4 * randomOf(`procedure/${code}`).next();

const CROWD = 10;
const townOrNot = ({ population, kind }: Area): number => population ?? (kind === 'ward' ? 22_000 : 12_000);

/** The communes and the procedures in force by the day; a version is loaded once. */
export function worlds(q: Queryable, crowded: readonly string[]): { on(day: string): Promise<World> } {
  const versions = new Map<string, Promise<LoadedProcedure>>();
  const load = (id: string) => {
    const known = versions.get(id) ?? loadProcedure(q, { procedureVersionId: id });
    versions.set(id, known);
    return known;
  };
  const make = async (day: string): Promise<World> => {
    const committees = await listAgencies(q, day, ['commune-committee']);
    const seats = new Set(committees.map(c => c.areaId));
    const communes = (await listAreas(q, 'commune', day)).filter(area => seats.has(area.id));
    const procedures: Array<readonly [LoadedProcedure, number]> = [];
    for (const code of await listCodesInForce(q, day)) {
      const version = await findProcedureInForce(q, code, day);
      if (version) procedures.push([await load(version.id), weightOf(code)]);
    }
    const calendar = await loadCalendar(q, null, localInstant(day, '12:00'));
    const open = workingMinutes(localInstant(day), localInstant(dayAfter(day)), calendar) > 0;
    return {
      open,
      communes: communes.map(c => [c, townOrNot(c) * (crowded.includes(c.fullName) ? CROWD : 1)] as const),
      procedures,
    };
  };
  const days = new Map<string, Promise<World>>();
  return {
    on: day => {
      const known = days.get(day) ?? make(day);
      days.set(day, known);
      // A run goes from day to day: what lies behind is not asked for again.
      for (const old of days.keys()) if (days.size > 3) days.delete(old);
      return known;
    },
  };
}
