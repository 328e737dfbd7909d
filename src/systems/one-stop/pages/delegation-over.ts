import { delegationEndedLately } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import type { AppError } from '#platform/errors';
import { type Answer, type Ctx, page } from '#platform/http';
import { html, staffPage, toldLate } from '#ui';

/** What an act throws that found no dossier, or one that the visitor only reads. */
const UNDONE: Readonly<Record<string, string>> = {
  NOT_FOUND: 'one-stop.delegation-over.nothing-done',
  NOT_ALLOWED: 'one-stop.delegation-over.not-his',
};

/** The same of a form that was only opened. */
const UNSEEN: typeof UNDONE = {
  NOT_FOUND: 'one-stop.delegation-over.not-seen',
  NOT_ALLOWED: 'one-stop.delegation-over.others',
};

/**
 * For an act, or the form of one, that found no dossier, or is not the visitor's: whoever stood in for a post until lately reads that he does so no more, since when,
 * and keeps what he had typed (`typed`). It is the same whether there is such a dossier or not. Throws `error` to everybody else.
 */
export async function orDelegationOver(ctx: Ctx, error: AppError, typed: string): Promise<Answer> {
  const { t, db } = ctx;
  const undone = (ctx.req.method === 'POST' ? UNDONE : UNSEEN)[error.code];
  const over = undone
    ? await delegationEndedLately(db, ctx.visitor?.accountId ?? '', ctx.clock.now())
    : undefined;
  if (!undone || !over) throw error;
  const title = t('one-stop.delegation-over.title');
  const said = { post: over.post, at: formatDateTime(over.endedAt) };
  return page(
    staffPage(
      ctx,
      { title, wide: true, error: true },
      html`<h1>${title}</h1>
${toldLate(t, {
  words: t('one-stop.delegation-over.about', said),
  beside: html`<p>${t(undone)}</p>`,
  typed,
  open: { label: t('one-stop.delegation-over.back'), href: '/can-bo' },
})}`,
    ),
    { status: error.status },
  );
}
