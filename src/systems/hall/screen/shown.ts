import type { Queryable } from '#platform/db';
import type { Values } from '#platform/http';
import { desksOfDay } from '../queue/desks.ts';
import { lastCalled, waitingBy } from '../queue/read.ts';

/** What the hall of an office shows at `now`, by its parts: equal parts are an equal picture. */
export async function shownIn(q: Queryable, agencyId: string, now: Date): Promise<Values> {
  const called = await lastCalled(q, agencyId, now);
  const waiting = await waitingBy(q, agencyId, now);
  const { open } = await desksOfDay(q, agencyId, now);
  return {
    called: called.map(c => `${c.id} ${c.state} ${c.desk} ${c.calledAt?.getTime()}`).join(),
    waiting: JSON.stringify([...waiting].sort()),
    desks: open.join(),
  };
}
