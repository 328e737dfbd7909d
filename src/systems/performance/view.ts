import type { Ctx } from '#platform/http';
import { askForm, formatNumber, formatPercent, type Html, selectField } from '#ui';
import type { Figures } from './figures.ts';
import { type Period, periodsOffered, periodWords } from './months.ts';

/** The choice of a month or a year. */
export function periodChoice(ctx: Ctx, action: string, period: Period): Html {
  const { months, years } = periodsOffered(ctx);
  const keys = [...new Set([...months, ...years, period.key])];
  return askForm(
    action,
    selectField(ctx.t, {
      name: 'ky',
      label: ctx.t('performance.period'),
      value: period.key,
      options: keys.map(value => ({ value, label: periodWords(ctx, value) })),
    }),
    ctx.t('performance.show'),
  );
}

export const number = (ctx: Ctx, n: number): string => formatNumber(n, { lang: ctx.lang });

/** `98,2%`; in words that there is none where nothing was finished: 0 would say that all was late. */
export const share = (ctx: Ctx, { share: part }: Pick<Figures, 'share'>): string =>
  part === null ? ctx.t('performance.share.none') : formatPercent(part, ctx.lang, 1);
