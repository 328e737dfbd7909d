import type { Message } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, status } from '#ui';

/** What the applicant was told, and what did not arrive: then someone has to call. */
export function messagesSection(messages: readonly Message[], ctx: Ctx): Html | null {
  const { t } = ctx;
  if (!messages.length) return null;
  return html`<section><h2>${t('one-stop.messages')}</h2>
${messages.some(m => m.state === 'undeliverable') && html`<p class="why">${t('one-stop.message.failed-note')}</p>`}
<ul>${messages.map(
    m =>
      html`<li>${t(`one-stop.message.${m.channel}`)}: ${t(`${m.key}.subject`, m.params)} ${
        m.state === 'sent'
          ? html`<span class="q">${t('one-stop.message.sent', { at: formatDateTime(m.sentAt ?? m.createdAt) })}</span>`
          : m.state === 'queued'
            ? html`<span class="q">${t('one-stop.message.queued')}</span>`
            : status('late', t('one-stop.message.undeliverable'))
      }</li>`,
  )}</ul></section>`;
}
