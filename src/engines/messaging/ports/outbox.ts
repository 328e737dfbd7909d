import { newId, type Queryable } from '#platform/db';
import type { MessagePort } from './port.ts';

export type OutboxMessage = {
  id: string;
  channel: string;
  address: string;
  subject: string | null;
  body: string;
  createdAt: Date;
};

/** Stands in for a provider during development and in the demo: messages are laid out to be read, nothing leaves the house. */
export function outboxPort(q: Queryable, channel: 'sms' | 'email'): MessagePort {
  return {
    send: async ({ to, subject, body }) => {
      const id = newId();
      await q.run(
        'INSERT INTO messaging.outbox (id, channel, address, subject, body) VALUES ($1, $2, $3, $4, $5)',
        [id, channel, to, channel === 'email' ? subject : null, body],
      );
      return { providerId: id };
    },
  };
}

/** The newest messages of the test outbox. */
export const listOutbox = (q: Queryable, limit = 50): Promise<OutboxMessage[]> =>
  q.query(
    'SELECT id, channel, address, subject, body, created_at AS "createdAt" FROM messaging.outbox ORDER BY id DESC LIMIT $1',
    [limit],
  );
