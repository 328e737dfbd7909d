import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { type Html, html, pages, staffPage, url, withQuery } from '#ui';
import { addressOf, SITUATION, type SituationAsked } from './asked.ts';

export const PAGE_SIZE = 50;

/** What of the list is shown: rows of the page `n`, and whether there are more. */
export type Shown = { n: number; count: number; more: boolean };

/** The page of a list behind a number: back to the number, the list, its pages. */
export const listPage = (
  ctx: Ctx,
  asked: SituationAsked,
  title: string,
  about: string,
  shown: Shown,
  list: Html,
) =>
  staffPage(
    ctx,
    { title, active: 'performance' },
    html`<p class="crumb"><a href="${url(addressOf(SITUATION, { ...asked, field: null }, { xem: asked.view === 'co-quan' ? '' : asked.view }))}">‹ ${ctx.t('performance.leader.title')}</a></p>
<h1>${title}</h1>
<p>${about}</p>
${list}
${pages(ctx.t, {
  from: (shown.n - 1) * PAGE_SIZE + 1,
  to: (shown.n - 1) * PAGE_SIZE + shown.count,
  previous: shown.n > 1 ? withQuery(ctx, { trang: String(shown.n - 1) }) : undefined,
  next: shown.more ? withQuery(ctx, { trang: String(shown.n + 1) }) : undefined,
})}`,
  );

/** That the list was read, and what was asked, is an entry (one an hour): it names people. */
export async function recordListRead(ctx: Ctx, query: Record<string, unknown>, rows: number): Promise<void> {
  const grant = ctx.visitor?.grants.find(g => g.permission === 'report.read');
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor: ctx.visitor!.accountId,
      post: grant?.postId ?? null,
      agency: grant?.agencyId ?? null,
      purpose: 'figures',
      query,
      rows,
    }),
  );
}
