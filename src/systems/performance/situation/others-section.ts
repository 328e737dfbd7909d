import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';
import { number } from '../view.ts';
import { addressOf, reads, type SituationAsked } from './asked.ts';
import { liveCell } from './live-cell.ts';
import { OTHERS, type OthersColumn, type OthersLine, othersOf } from './others.ts';
import { STEPS } from './people-table.ts';

/** How an address asks for the steps behind one of these numbers. */
export const asOthers = (column: OthersColumn): string => `cho-noi-khac-${column}`;

/** How an address says whose steps these are, of the agencies that it is about. */
export const DOES = 'lam';

const keyOf = (column: OthersColumn, id: string): string => `others.${column}:${id}`;

/** Who is asked about may work for others: not all agencies together, of which none is another. */
export const othersAsked = async (ctx: Ctx, asked: SituationAsked): Promise<OthersLine[]> =>
  asked.agencyIds?.length ? othersOf(ctx.db, { ...asked, agencyIds: asked.agencyIds }, ctx.clock.now()) : [];

/** Every number of the section as it is written there, by its key. */
export const othersValues = (ctx: Pick<Ctx, 'lang'>, lines: readonly OthersLine[]): Record<string, string> =>
  Object.fromEntries(
    lines.flatMap(({ id, of }) => OTHERS.map(column => [keyOf(column, id), number(ctx, of[column])])),
  );

const isRed = (column: OthersColumn): boolean => column === 'late' || column === 'late-now';

/** What agencies do in dossiers on which others decide: said apart, for no dossier of theirs is in it. */
export function othersSection(ctx: Ctx, asked: SituationAsked, lines: readonly OthersLine[]): Html | null {
  if (!lines.length) return null;
  const { t } = ctx;
  const values = othersValues(ctx, lines);
  return html`<section id="cho-noi-khac"><h2>${t('performance.others.title')}</h2><p>${t('performance.others.about')}</p>
${scrollTable({
  caption: t('performance.others.title'),
  captionHidden: true,
  rowHeader: 0,
  columns: [
    { label: t('performance.col.agency') },
    ...OTHERS.map(column => ({ label: t(`performance.others.${column}`), figures: true })),
  ],
  rows: lines.map(({ id, name }) => [
    name,
    ...OTHERS.map(column => {
      const key = keyOf(column, id);
      const href = reads(ctx)
        ? addressOf(STEPS, { ...asked, field: null }, { so: asOthers(column), [DOES]: id })
        : null;
      return liveCell(values[key] ?? '0', { key, red: isRed(column), href });
    }),
  ]),
})}</section>`;
}
