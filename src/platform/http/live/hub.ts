import { createHash } from 'node:crypto';
import type { Log } from '#platform/log';

/** Numbers as they are written on a page, by their keys. */
export type Values = Readonly<Record<string, string>>;

/** What a group of pages shows. `id` says of which state of the ledger, and what: equal ids are equal numbers. */
export type State = { id: string; values: Values };

export type Hub = {
  /**
   * Lets `listener` know the numbers of the group `key`, at once and whenever they have changed. All who ask for the same are one
   * group, which is computed once. The function that is returned ends it.
   */
  follow(key: string, compute: () => Promise<Values>, listener: (state: State) => void): () => void;
  /** Looks now, as it does by itself every second while somebody listens. */
  look(): Promise<void>;
  readonly groups: number;
};

type Group = {
  compute: () => Promise<Values>;
  listeners: Set<(state: State) => void>;
  state: State | null;
  /** Of what mark the state is. */
  mark: string;
};

const LOOK_MS = 1_000;

const digestOf = (values: Values): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);

/**
 * Follows figures for the pages that one server process has open. `mark` says how far the figures have come (the position of those
 * who follow the ledger, and the minute, as time makes things late): while it stands nothing is computed. Any number of processes
 * may do so on one database, each for its own pages.
 */
export function createHub(mark: () => Promise<string>, log: Pick<Log, 'debug'>): Hub {
  const groups = new Map<string, Group>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  async function refresh(group: Group, now: string): Promise<void> {
    if (group.mark === now && group.state) return;
    const values = await group.compute();
    const id = `${now.split(' ')[0]}.${digestOf(values)}`;
    const before = group.state;
    group.mark = now;
    group.state = { id, values };
    if (before && before.id.split('.')[1] === id.split('.')[1]) return;
    for (const listener of group.listeners) listener(group.state);
  }

  async function lookOnce(): Promise<void> {
    try {
      const now = await mark();
      for (const group of groups.values()) await refresh(group, now);
    } catch (error) {
      // Without the database there are no figures: the pages keep what they have, and it is asked again.
      log.debug({ err: error }, 'figures could not be followed');
    }
  }

  // One after the other, whatever the clock says: a slow look is not overtaken by the next.
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  return {
    follow(key, compute, listener) {
      const group = groups.get(key) ?? { compute, listeners: new Set(), state: null, mark: '' };
      groups.set(key, group);
      group.listeners.add(listener);
      timer ??= setInterval(look, LOOK_MS);
      if (group.state) listener(group.state);
      else void look();
      return () => {
        group.listeners.delete(listener);
        if (group.listeners.size === 0 && groups.get(key) === group) groups.delete(key);
        if (groups.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    look,
    get groups() {
      return groups.size;
    },
  };
}
