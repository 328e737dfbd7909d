import type { Calendar, SpecialDay } from '#engines/worktime';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

const DAY_MS = 86_400_000;
const pad = (n: number) => String(n).padStart(2, '0');

/** The weeks of a month, Monday first; null outside it. */
export function weeksOf(year: number, month: number): Array<Array<string | null>> {
  const first = Date.UTC(year, month - 1, 1);
  const lead = (new Date(first).getUTCDay() + 6) % 7;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells: Array<string | null> = Array.from({ length: lead }, () => null);
  for (let d = 1; d <= length; d++) cells.push(`${year}-${pad(month)}-${pad(d)}`);
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, w) => cells.slice(w * 7, w * 7 + 7));
}

const indexOf = (calendar: Calendar, date: string): number =>
  Math.round((Date.parse(date) - Date.parse(calendar.dates[0] ?? date)) / DAY_MS);

// A word in the cell, not a colour alone.
const markOf = (ctx: Ctx, day: SpecialDay | undefined): Html | null =>
  day
    ? html`<small title="${day.name[ctx.lang]}">${ctx.t(`administration.calendar.mark.${day.kind}`)}</small>`
    : null;

function cell(ctx: Ctx, calendar: Calendar, date: string | null): Html {
  if (!date) return html`<td></td>`;
  const d = indexOf(calendar, date);
  const special = calendar.special.get(d);
  const open = (calendar.minutesBefore[d + 1] ?? 0) > (calendar.minutesBefore[d] ?? 0);
  const n = Number(date.slice(8));
  return html`<td class="num">${open ? n : html`<span class="q">${n}</span>`}${markOf(ctx, special)}</td>`;
}

/** Twelve months; days that are not as their weekday says carry a word, days nobody works on are pale. */
export function yearView(ctx: Ctx, calendar: Calendar, year: number): Html {
  const { t } = ctx;
  const month = (
    m: number,
  ) => html`<table><caption>${t('administration.calendar.month', { month: m, year })}</caption>
<thead><tr>${[1, 2, 3, 4, 5, 6, 0].map(w => html`<th scope="col">${t(`worktime.weekday.${w}`)}</th>`)}</tr></thead>
<tbody>${weeksOf(year, m).map(
    week => html`<tr>${week.map(date => cell(ctx, calendar, date))}</tr>
`,
  )}</tbody></table>
`;
  return html`<p class="q">${t('administration.calendar.key')}</p>
<div class="fs">${Array.from({ length: 12 }, (_, i) => html`<div>${month(i + 1)}</div>`)}</div>
`;
}
