import { listPaperless, type PaperlessNumber } from '#engines/cases';
import { type Answer, type Ctx, page, pageNumber, type Route } from '#platform/http';
import {
  breadcrumbs,
  emptyState,
  html,
  pages,
  pastEnd,
  scrollTable,
  staffPage,
  vietnamese,
  withQuery,
} from '#ui';
import { REGISTER, reachOfRegister } from './ask.ts';

export const PAPERLESS = `${REGISTER}/so-khong-co-van-ban`;
const PAGE_SIZE = 50;

/** What is known of why it stands on no paper, in a sentence. */
const whyWords = ({ t }: Ctx, { why, of, status }: PaperlessNumber): string =>
  t(`one-stop.paperless.${why}`, { of: of ?? '', status: t(`cases.status.${status}`) });

/** The numbers of the visitor's books that stand on no paper that holds, each with what is known of it. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const { reach } = await reachOfRegister(ctx);
  const found = await listPaperless(ctx.db, reach, { limit: PAGE_SIZE + 1, offset });
  const shown = found.slice(0, PAGE_SIZE);
  const elsewhere = pastEnd(ctx, n, shown.length);
  if (elsewhere) return elsewhere;
  const title = t('one-stop.paperless.title');
  return page(
    staffPage(
      ctx,
      { title, active: 'register' },
      html`${breadcrumbs(t, [{ href: REGISTER, label: t('one-stop.register.title') }])}<h1>${title}</h1>
<p>${t('one-stop.paperless.about')}</p>
${
  shown.length
    ? html`${scrollTable({
        caption: title,
        captionHidden: true,
        rowHeader: 0,
        columns: (['number', 'agency', 'dossier', 'why'] as const).map(c => ({
          label: t(`one-stop.paperless.col.${c}`),
        })),
        rows: shown.map(line => [
          html`<b class="num nb">${line.number}</b><small>${t('one-stop.paperless.year', { year: String(line.year) })}</small>`,
          line.agency,
          html`<a class="num nb" href="/can-bo/ho-so/${line.dossierId}">${line.code}</a><small>${vietnamese(t, line.procedure)}</small>`,
          whyWords(ctx, line),
        ]),
      })}${pages(t, {
        from: offset + 1,
        to: offset + shown.length,
        previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
        next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
      })}`
    : emptyState({ why: t('one-stop.paperless.none') })
}`,
    ),
  );
}

export const paperlessRoute: Route = {
  method: 'GET',
  path: PAPERLESS,
  rule: { permission: 'dossier.read' },
  handler: show,
};
