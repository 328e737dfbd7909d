import { accountMessages, markRead } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import { type Ctx, page, type Route } from '#platform/http';
import { citizenPage, emptyState, type Html, html, timeline } from '#ui';

/** The words of a message, with addresses of this site as links: the same words go out by e-mail. */
const withLinks = (body: string, base: string): Html =>
  html`${body.split(/(https?:\/\/\S+)/).map(part => (part.startsWith(`${base}/`) ? html`<a href="${part.slice(base.length)}">${part.replace(/^https?:\/\//, '')}</a>` : part))}`;

/** What the offices told the citizen, in his account. Reading it marks it read. */
async function messages(ctx: Ctx) {
  const { t, db } = ctx;
  const account = ctx.visitor!.accountId;
  const list = await accountMessages(db, account);
  await markRead(db, account, ctx.clock.now());
  return page(
    citizenPage(
      ctx,
      { title: t('portal.messages.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.messages.title')}</h1>
${
  list.length
    ? timeline(
        list.map(m => {
          const params = { ...m.params, base: ctx.site.baseUrl, site: ctx.site.name };
          return {
            title: html`${m.params.code ? html`<a href="/ho-so/${String(m.params.code)}">${t(`${m.key}.subject`, params)}</a>` : t(`${m.key}.subject`, params)}`,
            about: html`${formatDateTime(m.createdAt)}<br>${withLinks(t(`${m.key}.body`, params), ctx.site.baseUrl)}`,
            ...(m.readAt ? {} : { state: 'now' as const }),
          };
        }),
      )
    : emptyState({
        why: t('portal.messages.none'),
        next: { href: '/thu-tuc', label: t('portal.list.see-all') },
      })
}`,
    ),
  );
}

export const messagesRoute: Route = { method: 'GET', path: '/tin-nhan', rule: 'citizen', handler: messages };
