import { isDeepStrictEqual } from 'node:util';
import { dayAfter } from '#platform/clock';
import type { Step } from './types.ts';

/** A day on the way to the due time as it is kept: with the `days` after it that go on as it does, where there are any. */
export type KeptStep = Step & { days?: number };

/** The day after one that goes on in the same way: its date, the height of the climb and the sums grow, nothing else is another. */
function next(step: Step): Step {
  const { k, ordinal } = step;
  return {
    ...step,
    date: dayAfter(step.date),
    ...(k !== undefined && { k: step.kind === 'counted' ? k + 1 : k }),
    ...(ordinal !== undefined && { ordinal: ordinal + 1 }),
    used: step.used + step.counted,
  };
}

/** The days of a limit as they are kept: those that only go on stand in the first of them. `unfolded` gives back every one as it was. */
export function folded(steps: readonly Step[]): KeptStep[] {
  const kept: KeptStep[] = [];
  let expected: Step | undefined;
  for (const step of steps) {
    const run = kept.at(-1);
    if (run && expected && isDeepStrictEqual(step, expected)) run.days = (run.days ?? 0) + 1;
    else kept.push({ ...step });
    expected = next(step);
  }
  return kept;
}

/** Every day of a limit, from what `folded` made of them; days that were kept one by one are given as they are. */
export function unfolded(kept: readonly KeptStep[]): Step[] {
  const steps: Step[] = [];
  for (const { days = 0, ...first } of kept) {
    let step: Step = first;
    steps.push(step);
    for (let i = 0; i < days; i++) {
      step = next(step);
      steps.push(step);
    }
  }
  return steps;
}
