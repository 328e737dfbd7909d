import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Applicant } from './applicant.ts';

export type Load = {
  /** How many have been acknowledged until now. */
  count(): number;
  /** Resolves when `n` more have been acknowledged than now. Throws when that takes too long. */
  more(n: number): Promise<void>;
  /** Lets each finish what it is at; what was in doubt is sent again until it is answered. */
  stop(): Promise<void>;
};

const LONGEST_MS = 60_000;

/**
 * All apply at once, again and again, and try again whatever happens to them. With the test it ends in any case: what is left
 * of a test that fails would keep the run from ending.
 */
export function startLoad(test: TestContext, applicants: readonly Applicant[]): Load {
  let stopping = false;
  let abandoned = false;
  test.after(() => {
    abandoned = true;
  });
  const count = () => applicants.reduce((n, a) => n + a.acknowledged.length, 0);
  const until = async (what: () => boolean, name: string) => {
    const deadline = Date.now() + LONGEST_MS;
    while (!what()) {
      if (Date.now() > deadline) throw new Error(`${name} within ${LONGEST_MS} ms; last: ${last}`);
      await sleep(10);
    }
  };
  let last = '';
  const one = async (applicant: Applicant) => {
    while (!abandoned && (!stopping || applicant.doubtful)) {
      try {
        await applicant.apply();
      } catch (error) {
        last = `${(error as Error).message} ${((error as Error).cause as Error)?.message ?? ''}`;
        await sleep(50);
      }
    }
  };
  let ended = false;
  const all = Promise.all(applicants.map(one)).then(() => {
    ended = true;
  });
  return {
    count,
    more: n => {
      const goal = count() + n;
      return until(() => count() >= goal, `${n} more applications were not acknowledged`);
    },
    stop: async () => {
      stopping = true;
      await until(() => ended, 'the load did not come to an end');
      await all;
    },
  };
}
