import { calendarChanged, calendarChangeOf, calendarCreated } from '#engines/worktime';
import { enqueue } from '#platform/jobs';
import type { Follower } from '#platform/ledger';

/** A working calendar has changed, or an agency has got one of its own: open deadlines that it may move are counted anew, a chunk at a time, by a job. */
export const followCalendar: Follower = {
  id: 'cases.recount-deadlines',
  kinds: [calendarCreated.kind, calendarChanged.kind],
  handle: (entry, tx) =>
    enqueue(tx, {
      name: 'cases.recount-deadlines',
      payload: {
        change: calendarChangeOf(entry),
        entry: entry.id,
        changed: {
          calendarId: entry.subject.slice('calendar:'.length),
          days: (entry.body.days ?? []) as string[],
        },
        after: null,
      },
      key: `recount:${entry.id}`,
    }),
};
