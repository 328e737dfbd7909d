import type { Translate } from '#platform/i18n';
import { attr, type Html, html } from '../../html.ts';
import { type DayRow, type DayStep, groupDays } from './group.ts';

export type { DayStep };

const CLASS = { counted: '', off: 'off', stopped: 'stop' } as const;

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** `T6 13/11` */
export const shortDay = (t: Translate, date: string): string =>
  `${t(`ui.days.weekday.${weekday(date)}`)} ${dayMonth(date)}`;

/**
 * How a due date came about: a terrace that climbs one step each day counted. A list on phones, steps from 768 px.
 * More than ten days are drawn together by weeks; one alone climbs nothing and is a line of words.
 */
export function dayStairs(t: Translate, days: readonly DayStep[], label?: string): Html {
  const rows = groupDays(days);
  const [only, ...others] = rows;
  if (only && !others.length) return html`<p><b>${lineDates(t, only)}</b> · ${words(t, only)}</p>\n`;
  const top = Math.max(1, ...rows.map(r => r.count));
  return html`<ol class="days wide${top > 3 && ' many'}" aria-label="${label ?? t('ui.days.label')}">
${rows.map(row => line(t, row, top))}</ol>
`;
}

function line(t: Translate, row: DayRow, top: number): Html {
  const step = row.kind === 'off' ? 0 : Math.max(1, Math.ceil((row.count * Math.min(top, 10)) / top));
  const classes = [step && `k${step}`, CLASS[row.kind], row.due && 'due'].filter(Boolean).join(' ');
  return html`<li${classes !== '' && attr('class', classes)}><b>${dates(t, row)}</b><span>${words(t, row)}</span></li>
`;
}

const dayMonth = (date: string) => `${date.slice(8)}/${date.slice(5, 7)}`;

const dates = (t: Translate, row: DayRow) =>
  row.until ? `${dayMonth(row.date)}–${dayMonth(row.until)}` : shortDay(t, row.date);

/** In a line of words the day of the week is a word too. */
const lineDates = (t: Translate, row: DayRow) =>
  row.until ? dates(t, row) : `${t(`ui.days.weekday-long.${weekday(row.date)}`)} ${dayMonth(row.date)}`;

const words = (t: Translate, { words, from, number }: DayRow): string =>
  from === undefined || number === undefined
    ? words
    : t('ui.days.counted', { from: from === 1 ? t('ui.days.first') : from, to: number });
