import { actsOfBulk, type BulkCounts, countBulk, listBulks } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { emptyState, html, scrollTable, staffPage } from '#ui';
import { BULK, bulkPath } from './kinds.ts';

const MOST = 50;

/** How many of the acts of one time were taken back. */
const undoneOf = async (ctx: Ctx, bulkId: string): Promise<number> =>
  [...(await actsOfBulk(ctx.db, bulkId)).values()].filter(act => act.undoneAt).length;

/** How many were done of how many, and how many of them hold no more. */
function doneWords({ t }: Ctx, counts: BulkCounts | undefined, undone: number): string {
  const ended = t('one-stop.bulk.of', { done: counts?.done ?? 0, all: counts?.all ?? 0 });
  return undone ? t('one-stop.bulk.undone-since', { ended, count: undone }) : ended;
}

/** What the visitor did with many dossiers at once lately. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const bulks = await listBulks(db, ctx.visitor!.accountId, MOST);
  const counts = await Promise.all(bulks.map(b => countBulk(db, b.id)));
  const undone = await Promise.all(bulks.map(b => (b.undoes ? 0 : undoneOf(ctx, b.id))));
  const title = t('one-stop.bulk.lately');
  return page(
    staffPage(
      ctx,
      { title, active: 'inbox' },
      html`<p class="crumb"><a href="/can-bo">‹ ${t('one-stop.back')}</a></p>
<h1>${title}</h1>
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
          doneWords(ctx, counts[i], undone[i] ?? 0),
          String(counts[i]?.refused || ''),
        ]),
      })
    : emptyState({ why: t('one-stop.bulk.lately-none') })
}`,
    ),
  );
}

export const bulkListRoute: Route = { method: 'GET', path: BULK, rule: 'official', handler: show };
