import { countForOthers, soonForAll, soonMarks } from '#engines/cases';
import { sumsByAgency } from '#engines/indicators';
import { dayAfter, localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { OTHERS_IN_TIME, OTHERS_LATE, OTHERS_TAKEN } from '../count-steps.ts';
import { agencyNamesOn, byName } from '../figures.ts';
import type { Period } from '../period.ts';

/** What is told of the steps that an agency does in dossiers of others: over the period, and at this moment. */
export const OTHERS = ['taken', 'in-time', 'late', 'open', 'soon', 'late-now'] as const;
export type OthersColumn = (typeof OTHERS)[number];

export type OthersLine = { id: string; name: string; of: Readonly<Record<OthersColumn, number>> };

export const spanOf = ({ from, to }: Pick<Period, 'from' | 'to'>) => ({
  from: localInstant(from),
  until: localInstant(dayAfter(to)),
});

/** What ended in the period is counted; what is there now is looked up. */
export const ENDED = { taken: OTHERS_TAKEN, 'in-time': OTHERS_IN_TIME, late: OTHERS_LATE } as const;

/** About which agencies is asked: a dossier on which any of these decides is none of another. */
export type OthersAsked = { agencyIds: readonly string[] };
type Asked = OthersAsked & { period: Pick<Period, 'from' | 'to'> };

/**
 * The steps, and answers to questions, of these agencies in dossiers on which none of them decides, each counted by its own due time. `today`: what is
 * due until the end of the day is due soon, rather than what has one working day left. Agencies that do nothing for others are left out.
 */
export async function othersOf(
  q: Queryable,
  { agencyIds, period }: Asked,
  now: Date,
  today = false,
): Promise<OthersLine[]> {
  const soon = today ? soonForAll(localInstant(dayAfter(localDate(now)))) : await soonMarks(q, now);
  const [live, sums] = await Promise.all([
    countForOthers(q, agencyIds, spanOf(period), now, soon),
    sumsByAgency(q, Object.values(ENDED), period, { agencyIds, notAbout: agencyIds }),
  ]);
  const done = new Map(sums.map(s => [s.agencyId, s.sums]));
  const held = new Map(live.map(l => [l.agencyId, l]));
  const ids = [...new Set([...held.keys(), ...done.keys()])];
  const names = ids.length ? await agencyNamesOn(q, ids, period.to) : new Map<string, string>();
  const line = (id: string): OthersLine => {
    const [h, d] = [held.get(id), done.get(id) ?? {}];
    return {
      id,
      name: names.get(id) ?? '',
      of: {
        // What has ended was counted with its end; what has not is looked up where it lies.
        taken: (d[OTHERS_TAKEN] ?? 0) + (h?.taken ?? 0),
        'in-time': d[OTHERS_IN_TIME] ?? 0,
        late: d[OTHERS_LATE] ?? 0,
        open: h?.open ?? 0,
        soon: h?.soon ?? 0,
        'late-now': h?.late ?? 0,
      },
    };
  };
  return ids
    .map(line)
    .filter(({ of }) => OTHERS.some(column => of[column] > 0))
    .sort((a, b) => b.of['late-now'] - a.of['late-now'] || byName(a, b));
}
