import type { CodeSender } from '#engines/identity';
import type { Clock } from '#platform/clock';
import { newId } from '#platform/db';
import { queueMessage } from './queue.ts';

/** Warnings about an account go to its own inbox besides. One-time codes go the way of all messages; their digits are forgotten once sent. Each is a message of its own. */
export const sendCode = (clock: Clock): CodeSender => ({
  send: async (tx, { channel, to, code, lang }) => {
    await queueMessage(
      tx,
      {
        ...(channel === 'sms' ? { phone: to } : { email: to }),
        key: 'messaging.code',
        params: { code },
        lang,
        dedupe: newId(),
        secret: true,
      },
      clock.now(),
    );
  },
  warn: async (tx, { accountId, phone, email, date, lang }) => {
    const params = { date };
    await queueMessage(
      tx,
      { accountId, phone, email, key: 'messaging.lost-factor', params, lang, dedupe: newId() },
      clock.now(),
    );
  },
});
