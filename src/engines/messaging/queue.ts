import { readPhone } from '#engines/identity';
import { newId, type Tx } from '#platform/db';
import type { Lang } from '#platform/i18n';
import { enqueue } from '#platform/jobs';

export type MessageRequest = {
  /** The account whose own inbox gets it too. */
  accountId?: string | null;
  phone?: string | null;
  email?: string | null;
  /** Texts `KEY.subject`, `KEY.body` (e-mail, account) and `KEY.sms` (short; sent without tone marks). */
  key: string;
  params: Record<string, string | number>;
  lang: Lang;
  /** What it is about, e.g. a dossier. */
  about?: { kind: string; id: string };
  /** Names the event: asked for twice, it is told once. */
  dedupe: string;
  /** Forget the values once sent. */
  secret?: boolean;
  /** An e-mail also as simple HTML: paragraphs, lists, links. */
  rich?: boolean;
};

/**
 * Queues a message on every channel that the person has; goes out after the caller's transaction is committed.
 * Returns how many channels there are: 0 means that nobody will be told.
 */
export async function queueMessage(tx: Tx, request: MessageRequest, at: Date): Promise<number> {
  const channels: Array<{ channel: 'account' | 'sms' | 'email'; address: string | null }> = [];
  if (request.accountId && !request.secret) channels.push({ channel: 'account', address: null });
  // Providers are given numbers as E.164 has them, whichever way somebody wrote theirs.
  if (request.phone) channels.push({ channel: 'sms', address: readPhone(request.phone) ?? request.phone });
  if (request.email) channels.push({ channel: 'email', address: request.email });
  for (const { channel, address } of channels) {
    const id = newId();
    // The account's own inbox is the database: there it has arrived.
    const inPlace = channel === 'account';
    const fresh = await tx.run(
      `INSERT INTO messaging.message
         (id, dedupe, channel, account_id, address, about_kind, about_id, text_key, params, secret, lang, state, created_at, sent_at, rich)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (dedupe, channel) DO NOTHING`,
      [
        id,
        request.dedupe,
        channel,
        request.accountId ?? null,
        address,
        request.about?.kind ?? null,
        request.about?.id ?? null,
        request.key,
        JSON.stringify(request.params),
        request.secret ?? false,
        request.lang,
        inPlace ? 'sent' : 'queued',
        at,
        inPlace ? at : null,
        request.rich ?? false,
      ],
    );
    if (fresh && !inPlace)
      await enqueue(tx, { name: 'messaging.deliver', payload: { id }, key: `message:${id}` });
  }
  return channels.length;
}
