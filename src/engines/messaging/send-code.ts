import type { CodeSender } from '#engines/identity';
import type { Clock } from '#platform/clock';
import { newId } from '#platform/db';
import { queueMessage } from './queue.ts';

/** One-time codes go the way of all messages; their digits are forgotten once sent. Each is a message of its own. */
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
});
