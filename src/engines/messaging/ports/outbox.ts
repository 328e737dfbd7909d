import { newId, type Queryable } from '#platform/db';
import { AddressRefused, type MessagePort } from './port.ts';

export type OutboxMessage = {
  id: string;
  channel: string;
  address: string;
  subject: string | null;
  body: string;
  createdAt: Date;
};

/** 095 was a network that is no more, and RFC 6761 lets nobody have a name below `.invalid`: no provider delivers there. */
const NOWHERE = /^(\+84|0)95\d{7}$|\.invalid$/;

/**
 * Stands in for a provider during development and in the demo: messages are laid out to be read, nothing leaves the house. What no
 * provider could deliver it refuses as one would.
 */
export function outboxPort(q: Queryable, channel: 'sms' | 'email'): MessagePort {
  return {
    send: async ({ to, subject, body }) => {
      if (NOWHERE.test(to))
        throw new AddressRefused(`no such ${channel === 'sms' ? 'subscriber' : 'mailbox'}`);
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
