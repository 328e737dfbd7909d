import { casesService, listLooks, type OwnLook } from '#engines/cases';
import { postWords } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, type Route } from '#platform/http';
import { citizenPage, emptyState, html, pages, pastEnd, timeline, wholeCodes } from '#ui';

export const LOOKS = '/ai-da-xem';
const PAGE_SIZE = 30;

/** Post and agency of who looked, or that somebody stood in for the post's holder; who acts in the citizen's name; null for a program. */
export function readerWords(
  { t }: Ctx,
  { post, byDelegation, agency, delegate }: Pick<OwnLook, 'post' | 'byDelegation' | 'agency' | 'delegate'>,
): string | null {
  if (delegate !== null) return t('portal.looks.delegate', { name: delegate }).trim();
  if (!post || !agency) return post && byDelegation ? t('portal.looks.stand-in', { post }) : (post ?? agency);
  if (!byDelegation) return postWords(post, agency);
  return t('portal.looks.where', { post: t('portal.looks.stand-in', { post }), agency });
}

function what(ctx: Ctx, { at, code, purpose }: OwnLook): string {
  const { t } = ctx;
  const key = `portal.looks.why.${purpose}`;
  const why = t(ctx.texts.has(key) ? key : 'portal.looks.why.other');
  const params = { at: formatDateTime(at), why };
  return code ? t('portal.looks.line', { ...params, code }) : t('portal.looks.line-self', params);
}

/** Which agencies opened the citizen's dossiers and data, and who acts in his name: from the ledger, which nobody can write over. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const { ledger } = ctx.get(casesService);
  const from = (n - 1) * PAGE_SIZE;
  const found = await listLooks(ctx.db, ledger, ctx.visitor!.accountId, {
    limit: PAGE_SIZE + 1,
    offset: from,
    lang: ctx.lang,
  });
  const shown = found.slice(0, PAGE_SIZE);
  const elsewhere = pastEnd(ctx, n, shown.length);
  if (elsewhere) return elsewhere;
  return page(
    citizenPage(
      ctx,
      { title: t('portal.looks.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.looks.title')}</h1>
<p>${t('portal.looks.about')}</p>
${
  shown.length
    ? timeline(
        shown.map(look => ({
          title: readerWords(ctx, look) ?? ctx.t('portal.looks.unnamed'),
          about: wholeCodes(what(ctx, look)),
        })),
      )
    : emptyState({ why: t('portal.looks.none') })
}
${pages(t, {
  from: from + 1,
  to: from + shown.length,
  previous: n > 1 ? `${LOOKS}?trang=${n - 1}` : undefined,
  next: found.length > PAGE_SIZE ? `${LOOKS}?trang=${n + 1}` : undefined,
})}`,
    ),
  );
}

export const looksRoute: Route = { method: 'GET', path: LOOKS, rule: 'citizen', handler: list };
