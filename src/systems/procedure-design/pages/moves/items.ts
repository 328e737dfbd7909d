import { type BatchItem, listMoveItems } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, csrfField, type Html, html, scrollTable, status, type Tone } from '#ui';
import { agencyNames } from './agencies.ts';
import { batchPath, type LoadedBatch } from './load.ts';

const TONES: Record<BatchItem['state'], Tone> = {
  waiting: 'hold',
  moved: 'done',
  left: 'late',
  back: 'ended',
  kept: 'late',
};

/** How each dossier of a batch stands: those that could not be moved first, with the reason. */
export async function itemTable(
  ctx: Ctx,
  { code, batch }: LoadedBatch,
  options: { limit: number; offset: number; mayUndo: boolean },
): Promise<Html> {
  const { t } = ctx;
  const items = await listMoveItems(ctx.db, batch.id, options);
  const agency = await agencyNames(
    ctx,
    items.map(i => i.agencyId),
  );
  const why = ({ error, params }: BatchItem) =>
    error &&
    html`<p>${t(`error.${error}.what`, params ?? {})}. ${t(`error.${error}.todo`, params ?? {})}</p>`;
  const back = (item: BatchItem) =>
    options.mayUndo &&
    item.state === 'moved' &&
    html`<form class="nb" method="post" action="${batchPath(code, batch.id)}/ve">${csrfField(ctx)}<input type="hidden" name="ho-so" value="${item.dossierId}">${button({ label: t('procedure-design.moves.undo-one'), alt: true })}<span class="vh"> ${item.code}</span></form>`;
  return scrollTable({
    caption: t('procedure-design.moves.items'),
    captionHidden: true,
    columns: [
      { label: t('procedure-design.moves.col.dossier') },
      { label: t('procedure-design.moves.col.state') },
      { label: t('procedure-design.moves.col.at') },
      { label: t('procedure-design.moves.col.act'), hidden: true },
    ],
    rows: items.map(item => [
      html`<span class="num nb">${item.code}</span><small>${agency.get(item.agencyId)}</small>`,
      html`${status(TONES[item.state], t(`procedure-design.moves.item.${item.state}`))}${why(item)}`,
      item.at && html`<span class="num nb">${formatDateTime(item.at)}</span>`,
      back(item) || '',
    ]),
  });
}
