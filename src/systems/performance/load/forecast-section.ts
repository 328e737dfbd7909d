import { isNever } from '#engines/work';
import { type Calendar, spanText } from '#engines/worktime';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { details, type Html, html, scrollTable } from '#ui';
import type { Risk } from './forecast.ts';
import { endOfNextDay, type Step, VACANT } from './forecast-steps.ts';
import type { Worker, Workload } from './workload.ts';

const DAY_MINUTES = 480;
/** So many steps with one reason stand in the table; more are folded under their reason. */
const MOST_ALIKE = 3;

function why({ t }: Ctx, risk: Risk<Step>, worker: Worker | undefined): string {
  const { before, hands, pace, needed, left } = risk;
  if (risk.step.worker === VACANT) return t('performance.forecast.why-vacant');
  if (risk.step.back && isNever(risk.step.back)) return t('performance.forecast.why-unable');
  if (risk.step.back)
    return t('performance.forecast.why-unattended', { back: formatDate(localDate(risk.step.back)) });
  const name = worker?.name ?? '';
  const until = worker?.hindrance ? formatDate(worker.hindrance.until) : '';
  if (!pace) return t(`performance.forecast.${worker ? 'why-away' : 'why-nobody'}`, { name, until });
  const span = (minutes: number) => spanText(Math.round(minutes), DAY_MINUTES, t);
  const words = { name, before, hands, pace: span(pace.minutes), left: span(left) };
  const key = before === 0 ? 'why-first' : name ? 'why-own' : 'why-pool';
  return t(`performance.forecast.${key}`, { ...words, needed: span(needed) });
}

/** Which day it is of those that are near. */
const nearDay = ({ t }: Ctx, dueAt: Date, today: string, next: string): Html | false => {
  const day = localDate(dueAt);
  const key = day === today ? 'today' : day <= next ? 'next-day' : null;
  return key !== null && html`<small>${t(`performance.forecast.${key}`)}</small>`;
};

type Line = { why: string; cells: Array<string | Html> };

const COLUMNS = [
  'performance.list.step',
  'performance.list.code',
  'performance.col.person',
  'performance.list.due',
  'performance.rehearsal.why',
] as const;

/** `alike`: steps of one reason, which stands above them. */
const table = ({ t }: Ctx, lines: readonly Line[], alike = false): Html =>
  scrollTable({
    caption: t('performance.forecast.title'),
    captionHidden: true,
    rowHeader: 1,
    columns: COLUMNS.slice(0, alike ? -1 : undefined).map(key => ({ label: t(key) })),
    rows: lines.map(({ cells, why }) => (alike ? cells : [...cells, why])),
  });

/** Each step with its reason; what many have in common is said once, with how many they are, and they are folded under it. */
function linesOrFolded(ctx: Ctx, lines: readonly Line[]): Html {
  const groups = [...Map.groupBy(lines, line => line.why)];
  const many = groups.filter(([, same]) => same.length > MOST_ALIKE);
  const single = lines.filter(line => !many.some(([why]) => why === line.why));
  return html`${many.map(([why, same]) =>
    details(
      { summary: ctx.t('performance.forecast.alike', { count: same.length, why }) },
      table(ctx, same, true),
    ),
  )}${single.length > 0 && table(ctx, single)}`;
}

const NAMED_HOWEVER_FAR = ['how-away', 'how-all-away', 'how-unable', 'how-vacant'] as const;

/** How it is reckoned, for who asks: the answer comes first. */
const method = ({ t }: Ctx): Html =>
  details(
    { summary: t('performance.forecast.how-title') },
    html`<p>${t('performance.forecast.how')}</p>
<p>${t('performance.forecast.how-far')}</p>
<ul>${NAMED_HOWEVER_FAR.map(key => html`<li>${t(`performance.forecast.${key}`)}</li>`)}</ul>
<p>${t('performance.forecast.how-late')}</p>`,
  );

/** Which steps will probably be late by the end of the next working day, and why that is thought. */
export function forecastSection(
  ctx: Ctx,
  risks: readonly Risk<Step>[],
  workload: Workload,
  calendar: Calendar,
): Html {
  const { t } = ctx;
  const now = ctx.clock.now();
  const [today, next] = [localDate(now), localDate(endOfNextDay(now, calendar))];
  const workerWith = (risk: Risk<Step>) => workload.workers.find(w => w.accountId === risk.step.worker);
  return html`<section><h2>${t('performance.forecast.title')}</h2>
${
  risks.length
    ? linesOrFolded(
        ctx,
        risks.map(risk => ({
          why: why(ctx, risk, workerWith(risk)),
          cells: [
            risk.step.task.title.step,
            html`<a class="num" href="/can-bo/ho-so/${risk.step.task.subjectId}">${risk.step.task.title.code}</a>`,
            workerWith(risk)?.name ??
              t(risk.step.worker === VACANT ? 'performance.load.stranded' : 'performance.people.pool'),
            html`<span class="num nb">${formatDateTime(risk.step.dueAt)}</span>${nearDay(ctx, risk.step.dueAt, today, next)}`,
          ],
        })),
      )
    : html`<p>${t('performance.forecast.none')}</p>`
}${method(ctx)}</section>`;
}
