import { localDate, localInstant } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { findEntries } from './find.ts';

const PAGE = 200;

/**
 * The last local day, from `from` on, on which somebody did something in a post, or read something there; undefined: on none. Read in the ledger,
 * where `findEntries` finds it: what was done a moment ago may not be noted yet.
 */
export async function lastDayInPost(
  q: Queryable,
  ledger: Pick<Ledger, 'readAt'>,
  { accountId, postId, from }: { accountId: string; postId: string; from: string },
): Promise<string | undefined> {
  // Nothing is written down before it is done.
  const filter = { actors: [accountId], from: localInstant(from, '00:00') };
  let last: string | undefined;
  for (let offset = 0; ; offset += PAGE) {
    const positions = await findEntries(q, filter, { limit: PAGE, offset });
    for (const { post, at, recordedAt } of await ledger.readAt(q, positions)) {
      if (last && localDate(recordedAt) <= last) return last;
      const day = localDate(at);
      if (post === postId && day >= from && (!last || day > last)) last = day;
    }
    if (positions.length < PAGE) return last;
  }
}
