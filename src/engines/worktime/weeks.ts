import { dayNumber, weekdayOf } from './local-minutes.ts';
import type { Step } from './types.ts';

/** Days of one week (Monday to Sunday) taken together, for limits too long to show day by day. */
export type Week = {
  /** First and last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  steps: readonly Step[];
  /** First and last day of the limit in this week, when its days are exactly numbered. */
  ordinals: readonly [number, number] | null;
  /** Free days among the week's days, as dates. */
  off: string[];
  counted: number;
  k: number;
};

/** The days of an explanation by week. */
export function weeksOf(steps: readonly Step[]): Week[] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (!last || weekdayOf(dayNumber(step.date)) === 1) groups.push([step]);
    else last.push(step);
  }
  return groups.map(group => {
    const ordinals = group.flatMap(step => (step.ordinal === undefined ? [] : [step.ordinal]));
    return {
      from: group[0]!.date,
      to: group.at(-1)!.date,
      steps: group,
      ordinals: ordinals.length ? [ordinals[0]!, ordinals.at(-1)!] : null,
      off: group.filter(step => step.kind === 'off').map(step => step.date),
      counted: group.reduce((sum, step) => sum + step.counted, 0),
      k: Math.max(...group.map(step => step.k ?? 0)),
    };
  });
}
