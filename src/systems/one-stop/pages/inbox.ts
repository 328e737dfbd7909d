import {
  askerOf,
  type Dossier,
  factsOf,
  findDossierByCode,
  limitUnits,
  mayAct,
  reachOfInbox,
  tidyCode,
} from '#engines/cases';
import { type InboxFilter, inbox, inboxCounts, inboxMatters, type Task } from '#engines/work';
import { type Calendar, deadline, deadlineText, type LimitUnit, loadCalendar } from '#engines/worktime';
import { formatDate, formatDateTime, formatTime, localDate, localInstant, localParts } from '#platform/clock';
import { type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { fold } from '#platform/text';
import {
  askForm,
  button,
  capital,
  emptyState,
  type Html,
  html,
  pages,
  scrollTable,
  selectField,
  staffPage,
  staffWaiting,
  status,
  url,
} from '#ui';
import { COUNTER, NEXT_KEY } from './counter/frame.ts';
import { KEYS } from './counter/keys.ts';
import { REGISTER } from './register/ask.ts';

const PAGE_SIZE = 50;
const VIEWS = ['all', 'late', 'soon', 'waiting'] as const;
type View = (typeof VIEWS)[number];

const viewOf = (ctx: Ctx): View => VIEWS.find(v => v === queryText(ctx.req.query, 'xem')) ?? 'all';

/** The end of the working day one working day from now: what is due before it is due soon. */
function soonUntil(now: Date, calendar: Calendar): Date {
  // Eight working hours on; from the calendar, not from the clock.
  let at = now.getTime();
  for (let day = 0; day < 15; day++) {
    at += 86_400_000;
    if (deadline(now, new Date(at), calendar).minutes >= calendar.dayMinutes) break;
  }
  const p = localDate(new Date(at));
  return localInstant(p, '23:59');
}

function filterOf(ctx: Ctx, view: View, now: Date, soon: Date): InboxFilter {
  const words = fold(queryText(ctx.req.query, 'q')).split(' ').filter(Boolean).slice(0, 6);
  const procedure = queryText(ctx.req.query, 'thu-tuc');
  return {
    state: view === 'waiting' ? 'suspended' : 'open',
    ...(view === 'late' ? { dueBefore: now } : {}),
    ...(view === 'soon' ? { dueFrom: now, dueBefore: soon } : {}),
    ...(procedure ? { procedure } : {}),
    ...(words.length ? { words } : {}),
  };
}

/** `T2 23/11 15:10`; today and tomorrow are named. */
function dueCell(
  task: Task,
  calendar: Calendar,
  unit: LimitUnit | undefined,
  ctx: Ctx,
  now: Date,
): Html | string {
  const { t } = ctx;
  if (!task.dueAt) return t('one-stop.no-due');
  if (task.state === 'suspended')
    return html`${status('hold', t('one-stop.waiting'))}<small class="num">${formatDateTime(task.dueAt)}</small>`;
  const d = deadline(now, task.dueAt, calendar, null, unit);
  const today = localDate(now) === localDate(task.dueAt);
  const day = today
    ? t('one-stop.today', { time: formatTime(task.dueAt) })
    : `${t(`worktime.weekday.${localParts(task.dueAt).weekday}`)} ${formatDate(task.dueAt).slice(0, 5)} ${formatTime(task.dueAt)}`;
  return html`${status(d.state === 'paused' ? 'hold' : d.state, deadlineText(d, calendar, t))}<small class="num">${day}</small>`;
}

const shortCode = (code: string): string => code.split('-').slice(1).join('-') || code;

async function rows(tasks: readonly Task[], calendar: Calendar, ctx: Ctx, now: Date) {
  const { t } = ctx;
  const units = await limitUnits(
    ctx.db,
    tasks.map(task => task.subjectId),
  );
  return tasks.map(task => [
    dueCell(task, calendar, units.get(task.subjectId), ctx, now),
    html`<a href="/can-bo/ho-so/${task.subjectId}">${task.title.person}</a><small class="num nb q">${shortCode(task.title.code)}</small>`,
    task.title.matter,
    task.title.step,
    task.title.channel ? t(`cases.channel.${task.title.channel}`) : '',
  ]);
}

/** The dossier with just this code, which is at nobody's whose list is read, if he may read it. */
async function dossierCalled(ctx: Ctx, code: string): Promise<Dossier | null> {
  const dossier = code ? await findDossierByCode(ctx.db, tidyCode(code)) : undefined;
  if (!dossier) return null;
  const facts = await factsOf(ctx.db, dossier, ctx.clock.now());
  return mayAct(askerOf(ctx.visitor), 'read', facts) ? dossier : null;
}

const foundElsewhere = ({ t }: Ctx, { id, code }: Dossier): Html =>
  html`<p>${t('one-stop.found-elsewhere', { code })} <a href="/can-bo/ho-so/${id}">${t('one-stop.found-open')}</a></p>`;

async function show(ctx: Ctx) {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const reach = await reachOfInbox(db, ctx.visitor!, now);
  const calendar = await loadCalendar(db, reach[0]?.agencyId ?? null, now);
  const soon = soonUntil(now, calendar);
  const view = viewOf(ctx);
  const filter = filterOf(ctx, view, now, soon);
  const n = pageNumber(ctx.req.query);
  const [tasks, counts, waiting, matters] = await Promise.all([
    inbox(db, reach, filter, { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE }),
    inboxCounts(db, reach, { state: 'open' }, now, soon),
    inboxCounts(db, reach, { state: 'suspended' }, now, soon),
    inboxMatters(db, reach),
  ]);
  const shown = tasks.slice(0, PAGE_SIZE);
  const elsewhere = shown.length ? null : await dossierCalled(ctx, queryText(ctx.req.query, 'q'));
  // What list was read, not what it held: the entry carries the digest of the question (one an hour).
  await db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor: ctx.visitor!.accountId,
      post: reach[0]?.postId ?? null,
      agency: reach[0]?.agencyId ?? null,
      purpose: 'inbox',
      query: { view, words: filter.words ?? [], procedure: filter.procedure ?? null, page: n },
      rows: shown.length,
    }),
  );
  const link = (to: number) => {
    const query = new URLSearchParams(
      Object.entries(ctx.req.query).flatMap(([k, v]) => [v].flat().map(x => [k, x] as [string, string])),
    );
    query.set('trang', String(to));
    return `/can-bo?${query}`;
  };
  const nav = [
    {
      heading: t('one-stop.views'),
      items: [
        { id: 'all', href: '/can-bo', label: t('one-stop.view.all'), count: counts.all },
        { id: 'late', href: '/can-bo?xem=late', label: t('one-stop.view.late'), count: counts.late },
        { id: 'soon', href: '/can-bo?xem=soon', label: t('one-stop.view.soon'), count: counts.soon },
        { id: 'waiting', href: '/can-bo?xem=waiting', label: t('one-stop.view.waiting'), count: waiting.all },
      ],
    },
  ];
  const title = t(`one-stop.view.${view}`);
  return page(
    staffPage(
      ctx,
      {
        title,
        nav,
        active: view,
        search: { action: '/can-bo', label: t('one-stop.search'), value: queryText(ctx.req.query, 'q') },
        scripts: [KEYS],
      },
      html`<div class="row"><h1>${title}</h1>${counterLink(ctx)}<p class="q num push">${t('one-stop.now', { weekday: capital(t(`worktime.weekday-long.${localParts(now).weekday}`)), at: formatDateTime(now) })}</p></div>
${await waitingElsewhere(ctx)}${
  filter.words &&
  html`<p><a href="${url(`${REGISTER}?${new URLSearchParams({ q: queryText(ctx.req.query, 'q') })}`)}">${t('one-stop.register.all')}</a></p>`
}
${matters.length > 1 && matterFilter(ctx, matters, view)}
${
  shown.length
    ? scrollTable({
        caption: t('one-stop.list'),
        captionHidden: true,
        list: true,
        rowHeader: 1,
        columns: [
          { label: t('one-stop.col.due') },
          { label: t('one-stop.col.owner') },
          { label: t('one-stop.col.procedure') },
          { label: t('one-stop.col.step') },
          { label: t('one-stop.col.channel') },
        ],
        rows: await rows(shown, calendar, ctx, now),
      })
    : elsewhere
      ? foundElsewhere(ctx, elsewhere)
      : emptyState({
          why: t(filter.words || filter.procedure ? 'one-stop.empty-filter' : `one-stop.empty.${view}`),
        })
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + shown.length,
  previous: n > 1 ? link(n - 1) : undefined,
  next: tasks.length > PAGE_SIZE ? link(n + 1) : undefined,
})}`,
    ),
  );
}

/** What waits for the visitor at other workplaces: an approver of procedures finds it without looking there. */
async function waitingElsewhere(ctx: Ctx): Promise<Html | null> {
  const found = await Promise.all(ctx.extensions(staffWaiting).map(read => read(ctx)));
  const lines = found.flatMap(w =>
    w
      ? [
          html`<p class="note"><a href="${url(w.href)}">${w.text}</a></p>
`,
        ]
      : [],
  );
  return lines.length ? html`${lines}` : null;
}

/** The way to the counter, for those who receive: by its key too. */
const counterLink = (ctx: Ctx): Html | null =>
  ctx.visitor?.grants.some(g => g.permission === 'dossier.receive')
    ? button({ label: ctx.t('one-stop.counter.title'), href: COUNTER, alt: true, key: NEXT_KEY })
    : null;

const matterFilter = (ctx: Ctx, matters: Awaited<ReturnType<typeof inboxMatters>>, view: View): Html =>
  askForm(
    '/can-bo',
    selectField(ctx.t, {
      name: 'thu-tuc',
      label: ctx.t('one-stop.filter.procedure'),
      any: ctx.t('one-stop.filter.any'),
      value: queryText(ctx.req.query, 'thu-tuc'),
      options: matters.map(m => ({ value: m.procedure, label: `${m.matter} (${m.count})` })),
    }),
    ctx.t('one-stop.filter.apply'),
    { xem: view === 'all' ? '' : view, q: queryText(ctx.req.query, 'q') },
  );

export const inboxRoute: Route = { method: 'GET', path: '/can-bo', rule: 'official', handler: show };
