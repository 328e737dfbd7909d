import type { Droppable } from '#platform/jobs';

type Payload = { id: string };

/** A message that is not tried any more waits among those that could not be delivered; put back, it goes out. */
export const deliveryDropped: Droppable = {
  name: 'messaging.deliver',
  dropped: (tx, { id }: Payload, at, error) =>
    tx.run(
      `UPDATE messaging.message SET state = 'undeliverable', dropped_at = $3, last_error = coalesce(last_error, left($2, 200)),
         params = CASE WHEN secret THEN '{}' ELSE params END WHERE id = $1 AND state = 'queued'`,
      [id, error, at],
    ),
  putBack: (tx, { id }: Payload) =>
    tx.run(
      `UPDATE messaging.message SET state = 'queued', attempts = 0, dropped_at = NULL
       WHERE id = $1 AND state = 'undeliverable' AND settled_at IS NULL AND NOT secret`,
      [id],
    ),
};
