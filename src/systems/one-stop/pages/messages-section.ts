import { MAX_ATTEMPTS, type Message } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, maskEmail, maskPhone, status } from '#ui';

/** Where it went, as much as tells a wrong number from a right one: `0912 ••• 678`, `m•••@thu.example`. */
function addressOf({ channel, address }: Message): string {
  if (channel === 'account' || !address) return '';
  return channel === 'sms' ? maskPhone(address.replace(/^\+84/, '0')) : maskEmail(address);
}

/** How a message stands: sent, tried in vain so far, or given up, and why. */
function stateOf({ t }: Ctx, m: Message): Html {
  if (m.state === 'sent')
    return html`<span class="q">${t('one-stop.message.sent', { at: formatDateTime(m.sentAt ?? m.createdAt) })}</span>`;
  if (m.state === 'queued')
    return html`<span class="q">${m.attempts ? t('one-stop.message.tried', { count: m.attempts }) : t('one-stop.message.queued')}</span>`;
  // Given up at once: the provider knows nobody there. After all attempts: it was never to be had.
  const why = m.attempts >= MAX_ATTEMPTS ? 'no-answer' : 'no-such';
  return html`${status('late', t('one-stop.message.undeliverable'))} <span class="q">${t(`one-stop.message.${why}`, { address: addressOf(m), count: m.attempts })}</span>`;
}

/**
 * What the applicant was told, and what did not arrive: then someone has to call. `unreachable`: there is no way to tell him anything; an
 * account made for him at a counter, which nobody opens, is none.
 */
export function messagesSection(messages: readonly Message[], ctx: Ctx, unreachable = false): Html | null {
  const { t } = ctx;
  if (unreachable)
    return html`<section><h2>${t('one-stop.messages')}</h2><p class="why">${t('one-stop.message.nobody-told')}</p></section>`;
  if (!messages.length) return null;
  return html`<section><h2>${t('one-stop.messages')}</h2>
${messages.some(m => m.state === 'undeliverable') && html`<p class="why">${t('one-stop.message.failed-note')}</p>`}
<ul>${messages.map(
    m =>
      html`<li>${t(`one-stop.message.${m.channel}`)}: ${t(`${m.key}.subject`, m.params)} ${stateOf(ctx, m)}</li>`,
  )}</ul></section>`;
}
