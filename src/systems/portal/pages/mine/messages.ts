import { accountMessages, type Message, markRead } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import { type Ctx, page, pageNumber, type Route } from '#platform/http';
import { citizenPage, emptyState, type Html, html, pages, timeline } from '#ui';

const PAGE_SIZE = 20;

/**
 * The words of a message. The same go out by e-mail, so they name addresses of this site: here these are links to the
 * dossier in the account, called by its code, or to its rating.
 */
function bodyOf(ctx: Ctx, m: Message): Html {
  const base = ctx.site.baseUrl;
  const code = m.params.code === undefined ? '' : String(m.params.code);
  const link = (address: string) =>
    address.startsWith(`${base}/danh-gia?`)
      ? html`<a href="${address.slice(base.length)}">${ctx.t('portal.messages.rating')}</a>`
      : code && address.includes(code)
        ? html`<a href="/ho-so/${code}">${code}</a>`
        : html`<a href="${address.slice(base.length)}">${address.replace(/^https?:\/\//, '')}</a>`;
  const words = ctx.t(`${m.key}.body`, { ...m.params, base, site: ctx.site.name });
  return html`${words.split(/(https?:\/\/\S+)/).map(part => (part.startsWith(`${base}/`) ? link(part) : part))}`;
}

/** What the offices told the citizen, in his account. Reading it marks it read. */
async function messages(ctx: Ctx) {
  const { t, db } = ctx;
  const account = ctx.visitor!.accountId;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const rows = await accountMessages(db, account, { limit: PAGE_SIZE + 1, offset });
  const list = rows.slice(0, PAGE_SIZE);
  await markRead(db, account, ctx.clock.now());
  return page(
    citizenPage(
      ctx,
      { title: t('portal.messages.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.messages.title')}</h1>
${
  list.length
    ? timeline(
        list.map(m => ({
          title: t(`${m.key}.subject`, { ...m.params, base: ctx.site.baseUrl, site: ctx.site.name }),
          about: html`${formatDateTime(m.createdAt)}<br>${bodyOf(ctx, m)}`,
          ...(m.readAt ? {} : { state: 'now' as const }),
        })),
      )
    : emptyState({
        why: t('portal.messages.none'),
        next: { href: '/thu-tuc', label: t('portal.list.see-all') },
      })
}
${pages(t, {
  from: offset + 1,
  to: offset + list.length,
  previous: n > 1 ? `/tin-nhan?trang=${n - 1}` : undefined,
  next: rows.length > PAGE_SIZE ? `/tin-nhan?trang=${n + 1}` : undefined,
})}`,
    ),
  );
}

export const messagesRoute: Route = { method: 'GET', path: '/tin-nhan', rule: 'citizen', handler: messages };
