import type { Db, Tx } from '#platform/db';

class LookedAt {
  readonly seen: unknown;
  constructor(seen: unknown) {
    this.seen = seen;
  }
}

/** What `look` sees of what it writes itself; nothing of it stays. */
export async function asIf<T>(db: Pick<Db, 'tx'>, look: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.tx<T>(async tx => {
      throw new LookedAt(await look(tx));
    });
  } catch (thrown) {
    if (thrown instanceof LookedAt) return thrown.seen as T;
    throw thrown;
  }
}
