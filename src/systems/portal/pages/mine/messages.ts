import { accountMessages, type Message, markRead } from '#engines/messaging';
import { formatDateTime } from '#platform/clock';
import { type Ctx, page, pageNumber, type Route } from '#platform/http';
import {
  citizenPage,
  details,
  emptyState,
  type Html,
  html,
  pages,
  pastEnd,
  status,
  timeline,
  wholeCodes,
} from '#ui';

const PAGE_SIZE = 20;
/** Where one pays, under the address of a dossier: of another system. */
const PAY = '/nop-phi';

/**
 * The words of a message. The same go out by e-mail, so they name addresses of this site: here these are links to the
 * dossier in the account, to where its fee is paid, or to its rating. A full stop that stands right after an address is no part of it; its link has one where a
 * sentence follows.
 */
export function bodyOf(ctx: Ctx, m: Pick<Message, 'key' | 'params'>): Html {
  const base = ctx.site.baseUrl;
  const code = m.params.code === undefined ? '' : String(m.params.code);
  const link = (address: string) =>
    address.startsWith(`${base}/danh-gia?`)
      ? html`<a href="${address.slice(base.length)}">${ctx.t('portal.messages.rating')}</a>`
      : code && address.includes(code)
        ? address.startsWith(`${base}/ho-so/${code}${PAY}`)
          ? html`<a href="/ho-so/${code}${PAY}">${ctx.t('portal.messages.pay')}</a>`
          : html`<a class="nb" href="/ho-so/${code}">${ctx.t('portal.messages.dossier')}</a>`
        : html`<a href="${address.slice(base.length)}">${address.replace(/^https?:\/\//, '')}</a>`;
  const words = ctx.t(`${m.key}.body`, { ...m.params, base, site: ctx.site.name });
  return html`${words
    .split(/(https?:\/\/\S+)/)
    .map((part, i) =>
      part.startsWith(`${base}/`)
        ? link(part)
        : wholeCodes(i > 0 ? part.replace(/^ (?=\p{Lu})/u, '. ') : part),
    )}`;
}

/** The code of the dossier that a message is about; none where it is about something else. */
const dossierOf = ({ aboutKind, params }: Message): string =>
  aboutKind === 'dossier' ? String(params.code ?? '') : '';

/** What the message is about; below a heading that names the dossier without its code again: `Đã tiếp nhận hồ sơ`. */
function subjectOf(ctx: Ctx, m: Message, code: string): string {
  const subject = ctx.t(`${m.key}.subject`, { ...m.params, base: ctx.site.baseUrl, site: ctx.site.name });
  return code ? subject.replace(` ${code}`, '') : subject;
}

const listOf = (ctx: Ctx, code: string, of: readonly Message[]): Html =>
  timeline(
    of.map(m => ({
      title: wholeCodes(subjectOf(ctx, m, code)),
      about: html`${formatDateTime(m.createdAt)}${!m.readAt && html` ${status('new', ctx.t('portal.messages.new'))}`}<br>${bodyOf(ctx, m)}`,
    })),
  );

/** What was told about one dossier: what is new and the last word of it; what was read before that folded away. */
function aboutOne(ctx: Ctx, code: string, of: readonly Message[]): Html {
  const { t } = ctx;
  const shown = of.filter((m, i) => i === 0 || !m.readAt);
  const before = of.filter(m => !shown.includes(m));
  const folded = { summary: t('portal.messages.before', { count: before.length }) };
  return html`<h2 class="lead num">${code ? html`<a class="nb" href="/ho-so/${code}"><span class="vh">${t('portal.messages.of')} </span>${code}</a>` : t('portal.messages.other')}</h2>
${listOf(ctx, code, shown)}
${before.length > 0 && details(folded, listOf(ctx, code, before))}`;
}

/** What the offices told the citizen, in his account. Reading it marks it read. */
async function messages(ctx: Ctx) {
  const { t, db } = ctx;
  const account = ctx.visitor!.accountId;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const rows = await accountMessages(db, account, { limit: PAGE_SIZE + 1, offset });
  const list = rows.slice(0, PAGE_SIZE);
  const elsewhere = pastEnd(ctx, n, list.length);
  if (elsewhere) return elsewhere;
  // What stands on a later page was not read yet.
  const unread = list.filter(m => !m.readAt).map(m => m.id);
  if (unread.length) await markRead(db, account, unread, ctx.clock.now());
  return page(
    citizenPage(
      ctx,
      { title: t('portal.messages.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.messages.title')}</h1>
${
  list.length
    ? [...Map.groupBy(list, dossierOf)].map(([code, of]) => aboutOne(ctx, code, of))
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
