import { setTimeout as sleep } from 'node:timers/promises';
import type { Acks } from './acks.ts';

/** Somebody who does one thing after the other. */
export type Person = {
  /** Does the next thing, or sends again what was in doubt. Throws when that comes to nothing. */
  act(): Promise<void>;
  /** What was sent without an answer. */
  doubtful: unknown;
};

export type Load = {
  /** Resolves when `n` more acts have been acknowledged than now. Throws when that takes too long. */
  more(n: number): Promise<void>;
  /** Lets each finish what it is at; what was in doubt is sent again until it is answered. */
  stop(): Promise<void>;
  /** Ends it wherever it is: what is left of a test that fails would keep the run from ending. */
  abandon(): void;
};

/** Longer than the minute for which somebody is shut out who has asked too much. */
const LONGEST_MS = 90_000;

/** All are busy at once, again and again, and try again whatever happens to them. */
export function startLoad(acks: Acks, people: readonly Person[]): Load {
  let stopping = false;
  let abandoned = false;
  let last = '';
  const until = async (what: () => boolean, name: string) => {
    const deadline = Date.now() + LONGEST_MS;
    while (!what()) {
      if (Date.now() > deadline) throw new Error(`${name} within ${LONGEST_MS} ms; last: ${last}`);
      await sleep(10);
    }
  };
  const busy = async (person: Person) => {
    while (!abandoned && (!stopping || person.doubtful)) {
      try {
        await person.act();
        await sleep(5);
      } catch (error) {
        last = `${(error as Error).message} ${((error as Error).cause as Error)?.message ?? ''}`;
        await sleep(50);
      }
    }
  };
  let ended = false;
  const all = Promise.all(people.map(busy)).then(() => {
    ended = true;
  });
  return {
    more: n => {
      const goal = acks.count + n;
      return until(() => acks.count >= goal, `${n} more acts were not acknowledged`);
    },
    stop: async () => {
      stopping = true;
      await until(() => ended, 'the load did not come to an end');
      await all;
    },
    abandon: () => {
      abandoned = true;
    },
  };
}
