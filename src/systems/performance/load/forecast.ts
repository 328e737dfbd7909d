import { type Calendar, workingMinutes } from '#engines/worktime';

/** How fast steps are done, in working minutes a step. */
export type Pace = { minutes: number; from: 'person' | 'agency' };

/** An open step: when it is due, and with whom it lies; `worker` null: with nobody in particular. */
export type OpenStep = { id: string; dueAt: Date; worker: string | null };

/** Why a step will probably be late: what comes before it with the same people, how long that takes, and how long there is. */
export type Risk<S extends OpenStep> = {
  step: S;
  /** Steps that are due before it, and lie with the same person, or with nobody. */
  before: number;
  /** Among how many people they are shared; none while who holds it is away. */
  hands: number;
  /** Null where it will be late at any pace. */
  pace: Pace | null;
  /** Working minutes that are needed until it is done, and that are left until it is due. */
  needed: number;
  left: number;
};

/**
 * The pace of somebody who did `done` steps over a span: the time that one took, but not more than what there was of working time for
 * each. A step that waits among many takes long without anybody's being slow. Null where nothing was done.
 */
export function paceOf(
  { done, minutes }: { done: number; minutes: number },
  workingTime: number,
  from: Pace['from'],
  hands = 1,
): Pace | null {
  if (done <= 0) return null;
  return { minutes: Math.max(1, Math.min(minutes / done, (workingTime * hands) / done)), from };
}

/**
 * The steps due by `until` that will probably be late although they are not yet: done in the order of their due times, each by whom it
 * lies with, at his usual pace; what lies with nobody by `hands` people at once. What lies with somebody who is away (`backOf`: the instant at which he
 * is there again; null where he is, or somebody acts for him in it) and is due before he is back is among them, however far that is; of his other steps none is begun before. Of whose pace nobody knows
 * nothing else is said.
 */
export function risksOf<S extends OpenStep>(
  steps: readonly S[],
  asked: {
    now: Date;
    until: Date;
    calendar: Calendar;
    paceOf: (worker: string | null) => Pace | null;
    handsOf: (worker: string | null) => number;
    backOf: (step: S) => Date | null;
  },
): Risk<S>[] {
  const { now, until, calendar } = asked;
  const risks: Risk<S>[] = [];
  const queues = Map.groupBy(steps, s => `${s.worker} ${asked.backOf(s)?.getTime()}`);
  for (const own of queues.values()) {
    const { worker } = own[0]!;
    const pace = asked.paceOf(worker);
    const hands = asked.handsOf(worker);
    const back = asked.backOf(own[0]!);
    const queue = [...own].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || (a.id < b.id ? -1 : 1));
    queue.forEach((step, before) => {
      if (step.dueAt <= now) return;
      const never = { step, before, hands: 0, pace: null, needed: Number.POSITIVE_INFINITY, left: 0 };
      if (back && step.dueAt <= back) risks.push(never);
      else if (step.dueAt > until) return;
      // Where nobody is there it is not done at all.
      else if (hands === 0) risks.push(never);
      else if (pace) {
        const left = workingMinutes(back ?? now, step.dueAt, calendar);
        const needed = Math.ceil((before + 1) / hands) * pace.minutes;
        if (needed > left) risks.push({ step, before, hands, pace, needed, left });
      }
    });
  }
  return risks.sort(
    (a, b) => a.step.dueAt.getTime() - b.step.dueAt.getTime() || (a.step.id < b.step.id ? -1 : 1),
  );
}
