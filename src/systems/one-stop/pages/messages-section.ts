import { MAX_ATTEMPTS, type Message } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, maskEmail, maskPhone, status, wholeCodes } from '#ui';

/** Where it went, as much as tells a wrong number from a right one: `0912 ••• 678`, `m•••@thu.example`. */
function addressOf({ channel, address }: Message): string {
  if (channel === 'account' || !address) return '';
  return channel === 'sms' ? maskPhone(address.replace(/^\+84/, '0')) : maskEmail(address);
}

/** How a message stands: sent, tried in vain so far, or given up, and why. */
function stateOf({ t }: Ctx, m: Message): Html {
  if (m.state === 'sent')
    return html`${t('one-stop.message.sent', { at: formatDateTime(m.sentAt ?? m.createdAt) })}`;
  if (m.state === 'queued')
    return html`${m.attempts ? t('one-stop.message.tried', { count: m.attempts }) : t('one-stop.message.queued')}`;
  // Given up at once: the provider knows nobody there. After all attempts: it was never to be had.
  const why = m.attempts >= MAX_ATTEMPTS ? 'no-answer' : 'no-such';
  return html`${status('late', t('one-stop.message.undeliverable'))} ${t(`one-stop.message.${why}`, { at: formatDateTime(m.createdAt), address: addressOf(m), count: m.attempts })}`;
}

/** The same words that went several ways and stand alike are one line: each with the ways that they went. */
function told(
  messages: readonly Message[],
  ctx: Ctx,
): Array<{ words: string; ways: string[]; stands: Html }> {
  const lines = new Map<string, { words: string; ways: string[]; stands: Html }>();
  for (const m of messages) {
    const words = ctx.t(`${m.key}.subject`, m.params);
    const stands = stateOf(ctx, m);
    const way = ctx.t(`one-stop.message.${m.channel}`);
    const line = lines.get(`${words}\n${stands}`);
    if (!line) lines.set(`${words}\n${stands}`, { words, ways: [way], stands });
    else if (!line.ways.includes(way)) line.ways.push(way);
  }
  return [...lines.values()];
}

/**
 * What the applicant was told, and what did not arrive: then someone has to call. `unreachable`: there is no way to tell him anything; an
 * account made for him at a counter, which nobody opens, is none. `tells`: the reader sees how he can be called, and is asked to; another reads
 * only what did not arrive.
 */
export function messagesSection(
  messages: readonly Message[],
  ctx: Ctx,
  { unreachable = false, tells = false }: { unreachable?: boolean; tells?: boolean } = {},
): Html | null {
  const { t } = ctx;
  if (unreachable)
    return html`<section><h2>${t('one-stop.messages')}</h2><p class="why">${t(`one-stop.message.nobody-told${tells ? '' : '-read'}`)}</p></section>`;
  if (!messages.length) return null;
  return html`<section><h2>${t('one-stop.messages')}</h2>
${tells && messages.some(m => m.state === 'undeliverable') && html`<p class="why">${t('one-stop.message.failed-note')}</p>`}
<ul class="told">${told(messages, ctx).map(
    m => html`<li>${wholeCodes(m.words)}<small>${m.ways.join(', ')}: ${m.stands}</small></li>`,
  )}</ul></section>`;
}
