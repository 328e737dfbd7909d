import { delegationEndedLately } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import type { AppError } from '#platform/errors';
import { type Answer, type Ctx, page } from '#platform/http';
import { button, type Html, html, note, staffPage } from '#ui';

/**
 * For an act that found no dossier: whoever stood in for a post until lately reads that he does so no more, since when, and keeps what he had
 * typed (`typed`). It is the same whether there is such a dossier or not. Throws `error` to everybody else.
 */
export async function orDelegationOver(ctx: Ctx, error: AppError, typed: Html | false): Promise<Answer> {
  const { t, db } = ctx;
  const over =
    error.code === 'NOT_FOUND' && ctx.req.method === 'POST'
      ? await delegationEndedLately(db, ctx.visitor?.accountId ?? '', ctx.clock.now())
      : undefined;
  if (!over) throw error;
  const title = t('one-stop.delegation-over.title');
  const said = { post: over.post, at: formatDateTime(over.endedAt) };
  return page(
    staffPage(
      ctx,
      { title, wide: true, error: true },
      html`<h1>${title}</h1>
<div role="alert">${note(t('one-stop.delegation-over.about', said))}</div>
<p>${t('one-stop.delegation-over.nothing-done')}</p>
${typed}
<p>${button({ label: t('one-stop.delegation-over.back'), href: '/can-bo' })}</p>`,
    ),
    { status: error.status },
  );
}
