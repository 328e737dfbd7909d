import { countBulk, listBulks } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { emptyState, html, scrollTable, staffPage } from '#ui';
import { BULK, bulkPath } from './kinds.ts';

const MOST = 50;

/** What the visitor did with many dossiers at once lately. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const bulks = await listBulks(db, ctx.visitor!.accountId, MOST);
  const counts = await Promise.all(bulks.map(b => countBulk(db, b.id)));
  const title = t('one-stop.bulk.lately');
  return page(
    staffPage(
      ctx,
      { title, active: 'inbox' },
      html`<h1>${title}</h1>
${
  bulks.length
    ? scrollTable({
        caption: title,
        captionHidden: true,
        columns: (['when', 'act', 'of-them-done', 'not-done'] as const).map(c => ({
          label: t(`one-stop.col.${c}`),
        })),
        rows: bulks.map((b, i) => [
          html`<a class="num" href="${bulkPath(b)}">${formatDateTime(b.chosenAt)}</a>`,
          t(`one-stop.bulk.act.${b.kind}`),
          t('one-stop.bulk.of', { done: counts[i]?.done ?? 0, all: counts[i]?.all ?? 0 }),
          String(counts[i]?.refused || ''),
        ]),
      })
    : emptyState({ why: t('one-stop.bulk.lately-none') })
}`,
    ),
  );
}

export const bulkListRoute: Route = { method: 'GET', path: BULK, rule: 'official', handler: show };
