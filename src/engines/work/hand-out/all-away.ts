import { localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Task } from '../types.ts';
import { backFrom } from './absence.ts';
import { candidatesFor } from './candidates.ts';
import type { Away } from './deserted.ts';

export type AgencyStep = Pick<Task, 'agencyId' | 'permission' | 'field' | 'dueAt' | 'postId'>;

/** The same of a step that goes to all of an agency from elsewhere. */
export type StepThere = Omit<AgencyStep, 'postId'>;

/**
 * As `allAwayAt`, of a step that is given back to all of its agency; none of one that lies with all of it: nothing is given back.
 */
export const allAwayPastDue = async (q: Queryable, step: AgencyStep, at: Date): Promise<Away[]> =>
  step.postId ? allAwayAt(q, step, at) : [];

/**
 * Who may do a step of an agency that lies with all of it, and when each is there again, the first first, where all of them are away on the day of `at`
 * until after it is due and nobody acts for one; what is late already, or due at no time, is among them. None where somebody is there, or nobody may do it.
 */
export async function allAwayAt(q: Queryable, step: StepThere, at: Date): Promise<Away[]> {
  const days = await backFrom(q, localDate(at));
  if (!days.size) return [];
  const able = await candidatesFor(q, step, at);
  if (!able.length || able.some(c => c.state !== 'away')) return [];
  const backs = new Map(
    able.flatMap(c =>
      c.holders.flatMap((id, i) => {
        const back = days.get(id);
        return back ? [[id, { name: c.names[i] ?? '', back }] as const] : [];
      }),
    ),
  );
  const away = [...backs.values()].toSorted((a, b) => a.back.localeCompare(b.back));
  const [first] = away;
  const inTime = first && step.dueAt && step.dueAt > at && step.dueAt > localInstant(first.back);
  return inTime ? [] : away;
}
