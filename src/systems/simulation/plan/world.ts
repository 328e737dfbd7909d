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

const CROWD = 20;
const townOrNot = ({ population, kind }: Area): number => population ?? (kind === 'ward' ? 22_000 : 12_000);

type Offer = Omit<World, 'open'>;

/** What there is on each day. `spanOf` numbers the spans in which nothing changes: a span is read once. */
export function worlds(
  q: Queryable,
  crowded: readonly string[],
  spanOf: (day: string) => number,
): { on(day: string): Promise<World> } {
  const make = async (day: string): Promise<Offer> => {
    const committees = await listAgencies(q, day, ['commune-committee']);
    const seats = new Set(committees.map(c => c.areaId));
    const communes = (await listAreas(q, 'commune', day)).filter(area => seats.has(area.id));
    const procedures: Array<readonly [LoadedProcedure, number]> = [];
    for (const code of await listCodesInForce(q, day)) {
      const version = await findProcedureInForce(q, code, day);
      if (version)
        procedures.push([await loadProcedure(q, { procedureVersionId: version.id }), weightOf(code)]);
    }
    const weighed = communes.map(
      c => [c, townOrNot(c) * (crowded.includes(c.fullName) ? CROWD : 1)] as const,
    );
    return { communes: weighed, procedures };
  };
  const known = new Map<number, Promise<Offer>>();
  return {
    on: async day => {
      const number = spanOf(day);
      const offer = known.get(number) ?? make(day);
      known.set(number, offer);
      const calendar = await loadCalendar(q, null, localInstant(day, '12:00'));
      const open = workingMinutes(localInstant(day), localInstant(dayAfter(day)), calendar) > 0;
      return { open, ...(await offer) };
    },
  };
}
