import { listRules } from '#engines/work';
import { type Calendar, loadCalendar, spanText, workingMinutes } from '#engines/worktime';
import { dayAfter, formatDate, localDate, localInstant } from '#platform/clock';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { askForm, button, emptyState, type Html, html, note, scrollTable, staffPage, status, url } from '#ui';
import { agencyPick, agencySought } from '../agency-pick.ts';
import { strandedOf } from '../people.ts';
import { marksAt } from '../soon.ts';
import { number } from '../view.ts';
import { absenceForm, absenceList } from './absence-form.ts';
import type { Risk } from './forecast.ts';
import { forecastSection } from './forecast-section.ts';
import { forecastFor, type Step, unattendedAmong } from './forecast-steps.ts';
import { HELD, POOL } from './held.ts';
import { DECIDES, type Led, LOAD, ledAgencies, ledAgency, withAgency } from './led.ts';
import { NEW_RULE, ruleList } from './rule-words.ts';
import { warningSection } from './warning-form.ts';
import { type Worker, type Workload, workloadOf } from './workload.ts';

const DAY_MINUTES = 480;

const isDayOff = (now: Date, calendar: Calendar): boolean => {
  const day = localDate(now);
  return workingMinutes(localInstant(day), localInstant(dayAfter(day)), calendar) === 0;
};

const red = (ctx: Ctx, n: number): Html | string =>
  n ? html`<span class="st late">${number(ctx, n)}</span>` : number(ctx, 0);

/** `off`: nobody is expected today, so nobody is idle. */
function presence({ t }: Ctx, { hindrance, held }: Worker, least: number, off: boolean): Html {
  if (hindrance)
    return status('hold', t(`performance.load.${hindrance.kind}`, { until: formatDate(hindrance.until) }));
  if (off) return status('hold', t('performance.load.day-off'));
  const words = held.open === 0 ? 'idle' : held.open === least ? 'free' : 'there';
  return status('done', t(`performance.load.${words}`));
}

/** Beside what was given to nobody: how much of it nobody who is there may do, and how much nobody at all. */
const poolWords = ({ t }: Ctx, { away, unable }: ReturnType<typeof unattendedAmong>): Html =>
  html`${away > 0 && status('soon', t('performance.load.unattended', { count: away }))}${unable > 0 && status('soon', t('performance.load.unable', { count: unable }))}`;

function table(
  ctx: Ctx,
  led: Led,
  { workers, pool, stranded }: Workload,
  risks: readonly Risk<Step>[],
  off: boolean,
): Html {
  const { t } = ctx;
  const there = workers.filter(w => !w.hindrance);
  const least = Math.min(...there.map(w => w.held.open));
  const link = (posts: string, shown: Html | string) =>
    html`<a href="${url(withAgency(HELD, led, { 'vi-tri': posts }))}">${shown}</a>`;
  const title = (p: Worker['posts'][number]) => (t.lang === 'vi' ? p.titleVi : p.titleEn);
  // Who has the least in hand stands first: that is whom one looks for.
  const rows = [...workers].sort(
    (a, b) => Number(!!a.hindrance) - Number(!!b.hindrance) || a.held.open - b.held.open,
  );
  const left = strandedOf({ stranded });
  return scrollTable({
    caption: t('performance.load.table'),
    captionHidden: true,
    rowHeader: 0,
    columns: [
      { label: t('performance.col.person') },
      { label: t('performance.load.presence') },
      ...['open', 'today', 'late-now', 'average'].map(c => ({
        label: t(`performance.people.${c}`),
        figures: true,
      })),
    ],
    rows: [
      ...rows.map(w => [
        html`${w.name}<small>${w.posts.map(title).join('; ')}</small>`,
        presence(ctx, w, least, off),
        link(w.posts.map(p => p.postId).join(','), number(ctx, w.held.open)),
        number(ctx, w.held.today),
        red(ctx, w.held.late),
        w.average === null ? t('performance.load.no-pace') : spanText(Math.round(w.average), DAY_MINUTES, t),
      ]),
      ...(pool.open
        ? [
            [
              t('performance.people.pool'),
              poolWords(ctx, unattendedAmong(risks)),
              link(POOL, number(ctx, pool.open)),
              number(ctx, pool.today),
              red(ctx, pool.late),
              '',
            ],
          ]
        : []),
      ...(left.open
        ? [
            [
              t('performance.load.stranded'),
              '',
              link(stranded.map(s => s.postId).join(','), red(ctx, left.open)),
              number(ctx, left.today),
              red(ctx, left.late),
              '',
            ],
          ]
        : []),
    ],
  });
}

/** Who of an office has how much in hand, who is away, to whom new steps go, and which will probably be late. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const led = await ledAgency(ctx);
  const now = ctx.clock.now();
  const ids = new Set((await ledAgencies(ctx)).map(a => a.id));
  const reach = { permission: DECIDES, date: localDate(now), has: (id: string) => ids.has(id) };
  const sought = await agencySought(ctx, reach, id => withAgency(LOAD, { id }));
  if (sought.only) return redirect(sought.only);
  const choice = await agencyPick(ctx, reach, led.id);
  const calendar = await loadCalendar(ctx.db, led.id, now);
  const workload = await workloadOf(ctx.db, led.id, marksAt(now, calendar));
  const risks = workload.workers.length ? await forecastFor(ctx, led, workload, calendar) : [];
  const rules = await listRules(ctx.db, [led.id]);
  const title = t('performance.load.title');
  return page(
    staffPage(
      ctx,
      { title, active: 'load' },
      html`<h1>${title}</h1>
<p class="lead">${led.name}</p>
${choice && askForm(LOAD, choice, t('performance.show'))}
${sought.said}${doneNote(ctx)}
${workload.workers.length ? table(ctx, led, workload, risks, isDayOff(now, calendar)) : emptyState({ why: t('performance.load.nobody') })}
${workload.workers.length > 0 && forecastSection(ctx, risks, workload, calendar)}
<section><h2>${t('performance.rules.title')}</h2>
${await ruleList(ctx, led, rules)}
<p>${button({ label: t('performance.rules.new'), href: withAgency(NEW_RULE, led), alt: true })}</p></section>
${await warningSection(ctx, led)}
<section><h2>${t('performance.absence.title')}</h2>
${absenceList(ctx, led, workload.workers)}
${workload.workers.length > 0 && absenceForm(ctx, led, workload.workers, [])}</section>`,
    ),
  );
}

const DONE = [
  'given',
  'rule-made',
  'rule-ended',
  'absence-noted',
  'absence-ended',
  'warning-set',
  'warning-cleared',
];

/** What was done a moment ago, in a sentence. */
function doneNote({ t, req }: Ctx): Html | null {
  const done = DONE.find(d => d === req.query.xong);
  return done ? note(t(`performance.done.${done}`)) : null;
}

export const loadRoute: Route = { method: 'GET', path: LOAD, rule: { permission: DECIDES }, handler: show };
