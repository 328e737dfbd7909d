import { countMoves, listMoves } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';
import type { LoadedProcedure } from '../../load.ts';
import { stateWords } from './batch.ts';
import { batchPath } from './load.ts';

/** The movings of a procedure's dossiers, the newest first; nothing where there were none. */
export async function movesSection(
  ctx: Ctx,
  { code, versions, version }: LoadedProcedure,
): Promise<Html | null> {
  const { t } = ctx;
  const batches = await listMoves(ctx.db, version.procedureId);
  if (!batches.length) return null;
  const number = (id: string) => versions.find(v => v.id === id)?.number ?? 0;
  const counts = new Map<string, number>();
  for (const b of batches) counts.set(b.id, (await countMoves(ctx.db, b.id)).all);
  return html`<section id="chuyen-ho-so"><h2>${t('procedure-design.moves.list')}</h2>${scrollTable({
    caption: t('procedure-design.moves.list'),
    captionHidden: true,
    columns: [
      { label: t('procedure-design.moves.col.what') },
      { label: t('procedure-design.moves.figure.dossiers'), figures: true },
      { label: t('procedure-design.moves.col.state') },
      { label: t('procedure-design.moves.asked') },
    ],
    rows: batches.map(b => [
      html`<a href="${batchPath(code, b.id)}">${t('procedure-design.moves.title', { from: number(b.fromVersion), to: number(b.toVersion) })}</a>`,
      counts.get(b.id) ?? 0,
      stateWords(ctx, b),
      html`<span class="num nb">${formatDateTime(b.askedAt)}</span>`,
    ]),
  })}</section>`;
}
