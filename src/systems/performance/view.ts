import { formatDate } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';
import { askForm, capital, dateField, formatNumber, formatPercent, type Html, html, selectField } from '#ui';
import type { Counts } from './figures.ts';
import { keyWords, type PeriodAsked, periodsOffered } from './period.ts';

/** The choice of a month or a year, or of days. `more`: other fields of the same question. */
export function periodChoice(
  ctx: Ctx,
  action: string,
  { period, wrong }: PeriodAsked,
  options: { days?: boolean; more?: Html | null; hidden?: Record<string, string> } = {},
): Html {
  const { t } = ctx;
  const { months, years } = periodsOffered(ctx);
  const keys = [...new Set([...months, ...years, ...(period.key ? [period.key] : [])])];
  const day = (name: 'tu' | 'den', at: string) =>
    dateField(t, {
      name,
      label: t(`performance.${name}`),
      value: queryText(ctx.req.query, name) || (period.key ? '' : formatDate(at)),
      error: wrong.includes(name) ? t('performance.day-wrong') : undefined,
    });
  return askForm(
    action,
    html`${selectField(t, {
      name: 'ky',
      label: t('performance.period'),
      value: wrong.includes('ky') ? '' : (period.key ?? ''),
      error: wrong.includes('ky')
        ? t('performance.period-wrong', { typed: queryText(ctx.req.query, 'ky').slice(0, 20) })
        : undefined,
      any: t(options.days ? 'performance.by-days' : 'performance.this-month'),
      options: keys.map(value => ({ value, label: capital(keyWords(ctx, value)) })),
    })}${options.days && html`${day('tu', period.from)}${day('den', period.to)}`}${options.more}`,
    t('performance.show'),
    options.hidden,
  );
}

export const number = ({ lang }: Pick<Ctx, 'lang'>, n: number): string => formatNumber(n, { lang });

/** `98,2%`; in words that there is none where nothing was finished: 0 would say that all was late. */
export const share = (
  { lang, t }: Pick<Ctx, 'lang' | 't'>,
  { share: part }: Pick<Counts, 'share'>,
): string => (part === null ? t('performance.share.none') : formatPercent(part, lang, 1));
