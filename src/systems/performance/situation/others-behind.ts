import { listForOthers, soonMarks } from '#engines/cases';
import { listCounted } from '#engines/indicators';
import type { Queryable } from '#platform/db';
import type { Period } from '../period.ts';
import { ENDED, type OthersAsked, type OthersColumn, spanOf } from './others.ts';

const LIVE = { taken: 'taken', open: 'open', soon: 'soon', 'late-now': 'late' } as const;

/** One number of the section: of which of the agencies that it is about; null: of them all together. */
export type OneOfOthers = OthersAsked & { only: string | null; period: Pick<Period, 'from' | 'to'> };

/**
 * The tasks behind a number of `othersOf`: what has not ended, the most urgent first, then what has, the latest first. As there, none of the agencies
 * that are asked about decides, whichever of them the number is of.
 */
export async function tasksForOthers(
  q: Queryable,
  so: OthersColumn,
  { agencyIds: notOf, only, period }: OneOfOthers,
  { limit, offset }: { limit: number; offset: number },
  now: Date,
): Promise<string[]> {
  const agencyIds = only ? notOf.filter(id => id === only) : notOf;
  const view = (LIVE as Partial<Record<OthersColumn, 'taken' | 'open' | 'soon' | 'late'>>)[so];
  const indicator = (ENDED as Partial<Record<OthersColumn, string>>)[so];
  const live = view
    ? await listForOthers(
        q,
        { agencyIds, notOf, view, span: spanOf(period) },
        // All that came before a page, to know where the ended ones begin.
        indicator ? { limit: limit + offset, offset: 0 } : { limit, offset },
        now,
        await soonMarks(q, now),
      )
    : [];
  if (!indicator) return live;
  const own = live.slice(offset);
  const rest = { limit: limit - own.length, offset: Math.max(0, offset - live.length) };
  const about = { agencyIds, notAbout: notOf };
  const ended = rest.limit > 0 ? await listCounted(q, indicator, period, about, rest) : [];
  return [...own, ...ended.map(r => r.subject)];
}
