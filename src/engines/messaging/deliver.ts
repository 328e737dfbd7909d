import type { Db } from '#platform/db';
import type { Site } from '#platform/env';
import type { Translations } from '#platform/i18n';
import { AddressRefused, type MessagePort } from './ports/port.ts';
import { letterOf } from './rich-text.ts';

/** After so many failed attempts (some three hours with the queue's growing pauses) a clerk must find another way. */
export const MAX_ATTEMPTS = 10;

// Three concatenated parts of a message without accents (facts, section 14); more costs as much as a letter.
const SMS_LIMIT = 459;

type Row = {
  channel: 'sms' | 'email';
  address: string;
  text_key: string;
  params: Record<string, string | number>;
  lang: 'vi' | 'en';
  secret: boolean;
  attempts: number;
  rich: boolean;
};

/** Tone marks cost: with them a part of an SMS holds 70 characters, without them 160. */
const withoutMarks = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .slice(0, SMS_LIMIT);

/**
 * Sends one queued message: at least once, with an id that stays the same. Throws when it should be tried again; a
 * refused address, or the last attempt, ends as `undeliverable`, which the clerk of the dossier sees.
 */
export async function deliver(
  db: Db,
  ports: Record<'sms' | 'email', MessagePort>,
  texts: Translations,
  site: Site,
  id: string,
  now: Date,
): Promise<void> {
  const row = await db.maybe<Row>(
    `UPDATE messaging.message SET attempts = attempts + 1 WHERE id = $1 AND state = 'queued'
     RETURNING channel, address, text_key, params, lang, secret, attempts, rich`,
    [id],
  );
  if (!row) return;
  const t = texts.of(row.lang);
  // Every message may name the installation and give its address.
  const params = { ...row.params, site: site.name, base: site.baseUrl };
  const body =
    row.channel === 'sms'
      ? withoutMarks(t(`${row.text_key}.sms`, params))
      : t(`${row.text_key}.body`, params);
  const subject = t(`${row.text_key}.subject`, params);
  try {
    const { providerId } = await ports[row.channel].send({
      id,
      to: row.address,
      subject,
      body,
      ...(row.rich && row.channel === 'email' && { html: letterOf({ subject, body, lang: row.lang }) }),
    });
    await db.run(
      `UPDATE messaging.message SET state = 'sent', sent_at = $2, provider_id = $3, last_error = NULL,
         params = CASE WHEN secret THEN '{}' ELSE params END WHERE id = $1`,
      [id, now, providerId],
    );
  } catch (error) {
    const final = error instanceof AddressRefused || row.attempts >= MAX_ATTEMPTS;
    await db.run(
      `UPDATE messaging.message SET last_error = $2, state = CASE WHEN $3 THEN 'undeliverable' ELSE state END,
         params = CASE WHEN $3 AND secret THEN '{}' ELSE params END WHERE id = $1`,
      [id, (error as Error).message.slice(0, 200), final],
    );
    if (!final) throw error;
  }
}
