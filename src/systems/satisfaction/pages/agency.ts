import { listPublicRatings, type NamesKnown, namesKnown, publicWords, type Rating } from '#engines/ratings';
import { formatDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, pageNumber, type Route } from '#platform/http';
import { citizenPage, emptyState, type Html, html, lines, pages, pastEnd, vietnamese, withQuery } from '#ui';
import { agencyAddress, agencyName, answerView, levelChip, reasonsText } from '../view.ts';

const PAGE_SIZE = 20;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const NOBODY: NamesKnown = { people: [], officials: [] };

function one(ctx: Ctx, rating: Rating, { people, officials }: NamesKnown, agency: string): Html {
  const reasons = reasonsText(ctx, rating);
  const words = lines(publicWords(rating.words ?? '', [...people, ...officials]));
  return html`<section><p>${levelChip(ctx, rating.level)} <span class="q">${formatDate(rating.ratedAt)}${reasons && html`, ${reasons}`}</span></p>
<p>${words}</p>
${rating.answerPublic && answerView(ctx, rating, agency, text => publicWords(text, people))}</section>
`;
}

/** What people said of an agency, as far as it was let through, with its public answers; without anybody's name. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const id = ctx.req.params.agency ?? '';
  const agency = UUID.test(id) ? await agencyName(ctx, id) : '';
  if (!agency) throw NotFound();
  const n = pageNumber(ctx.req.query);
  const found = await listPublicRatings(db, id, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE });
  const shown = found.slice(0, PAGE_SIZE);
  const elsewhere = pastEnd(ctx, n, shown.length);
  if (elsewhere) return elsewhere;
  const names = await namesKnown(
    db,
    shown.map(r => r.dossierId),
  );
  return page(
    citizenPage(
      ctx,
      {
        title: t('satisfaction.public.title'),
        crumbs: [{ href: '/ket-qua-giai-quyet', label: t('satisfaction.public.all') }],
      },
      html`<h1>${t('satisfaction.public.title')}</h1>
<p class="lead">${vietnamese(t, agency)}</p>
<p class="q">${t('satisfaction.public.about')}</p>
${
  shown.length
    ? html`${shown.map(r => one(ctx, r, names.get(r.dossierId) ?? NOBODY, agency))}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`
    : emptyState({ why: t('satisfaction.public.none') })
}`,
    ),
  );
}

export const agencyRoute: Route = {
  method: 'GET',
  path: agencyAddress(':agency'),
  rule: 'public',
  handler: show,
};
