import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { page, type Route } from '#platform/http';
import { citizenPage, emptyState, formatPhone, html } from '#ui';
import { listOutbox } from './ports/outbox.ts';

/**
 * The test outbox, to be read by whoever tries the demo out: it holds one-time codes, so anywhere else it does not exist.
 */
export const outboxRoute: Route = {
  method: 'GET',
  path: '/hop-thu-thu',
  rule: 'public',
  handler: async ctx => {
    if (!ctx.site.demo) throw NotFound();
    const { t } = ctx;
    const messages = await listOutbox(ctx.db);
    return page(
      citizenPage(
        ctx,
        { title: t('messaging.outbox.title'), backTo: '/' },
        html`<h1>${t('messaging.outbox.title')}</h1>
<p>${t('messaging.outbox.about')}</p>
${
  messages.length === 0
    ? emptyState({ why: t('messaging.outbox.empty') })
    : html`<ul class="tasks">${messages.map(
        m => html`<li><div><b>${t(`messaging.outbox.channel.${m.channel}`)} ${t('messaging.outbox.to-address', { address: m.channel === 'sms' ? formatPhone(m.address) : m.address })}</b>${m.subject && html`<br>${m.subject}`}
<p>${m.body.split('\n').map((line, at) => html`${at > 0 && html`<br>`}${line}`)}</p><p class="q">${formatDateTime(m.createdAt)}</p></div></li>
`,
      )}</ul>`
}`,
      ),
    );
  },
};
