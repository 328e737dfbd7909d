import {
  askerOf,
  type Dossier,
  factsOf,
  findDossierByCode,
  MOST_AT_ONCE,
  mayAct,
  tidyCode,
} from '#engines/cases';
import { inbox, inboxCounts, type Task } from '#engines/work';
import { formatDateTime, localParts } from '#platform/clock';
import { type Ctx, page, type Route } from '#platform/http';
import {
  bulkBar,
  button,
  capital,
  csrfField,
  emptyState,
  type Html,
  html,
  type NavGroup,
  pages,
  scrollTable,
  staffPage,
  staffWaiting,
  url,
} from '#ui';
import { BULK, BUTTONS, kindsOf } from '../bulk/kinds.ts';
import { COUNTER, NEXT_KEY } from '../counter/frame.ts';
import { KEYS } from '../counter/keys.ts';
import { REGISTER } from '../register/ask.ts';
import {
  type Asked,
  addressOf,
  askedOf,
  type Desk,
  deskOf,
  INBOX,
  keyText,
  pageAsked,
  stateOf,
  type Typed,
  typedIn,
  viewOf,
} from './ask.ts';
import { filterForm } from './filters.ts';
import { noteRead } from './note-read.ts';
import { columnsOf, rowsOf } from './rows.ts';

const PAGE_SIZE = 50;

/** The dossier with just this code, which is at nobody's whose list is read, if he may read it. */
async function dossierCalled(ctx: Ctx, code: string): Promise<Dossier | null> {
  const dossier = code ? await findDossierByCode(ctx.db, tidyCode(code)) : undefined;
  if (!dossier) return null;
  const facts = await factsOf(ctx.db, dossier, ctx.clock.now());
  return mayAct(askerOf(ctx.visitor), 'read', facts) ? dossier : null;
}

const foundElsewhere = ({ t }: Ctx, { id, code }: Dossier): Html =>
  html`<p>${t('one-stop.found-elsewhere', { code })} <a href="/can-bo/ho-so/${id}">${t('one-stop.found-open')}</a></p>`;

type Listed = { tasks: readonly Task[]; all: number; before: number; earlier: boolean; later: boolean };

/** A page of the list, and where in the whole it lies. */
async function listed(ctx: Ctx, desk: Desk, { reach, filter }: Asked): Promise<Listed> {
  const asked = pageAsked(ctx, PAGE_SIZE + 1);
  const found = await inbox(ctx.db, reach, filter, asked);
  const more = found.length > PAGE_SIZE;
  // What was asked beyond the page lies on the side that one goes to.
  const tasks = asked.before && more ? found.slice(1) : found.slice(0, PAGE_SIZE);
  const { all, before } = await inboxCounts(ctx.db, reach, filter, desk.now, desk.soon, tasks[0]);
  return { tasks, all, before, earlier: before > 0, later: before + tasks.length < all };
}

/** The views that everybody has, each with what it holds. */
async function views(ctx: Ctx, { reach, now, soon }: Desk): Promise<NavGroup> {
  const { t, db } = ctx;
  const [open, waiting] = await Promise.all([
    inboxCounts(db, reach, { state: 'open' }, now, soon),
    inboxCounts(db, reach, { state: 'suspended' }, now, soon),
  ]);
  const counts = { all: open.all, late: open.late, soon: open.soon, waiting: waiting.all };
  return {
    heading: t('one-stop.views'),
    items: (['all', 'late', 'soon', 'waiting'] as const).map(id => ({
      id,
      href: addressOf(id === 'all' ? {} : { xem: id }),
      label: t(`one-stop.view.${id}`),
      count: counts[id],
    })),
  };
}

const only = (typed: Typed, name: keyof Typed): boolean => Object.keys(typed).every(n => n === name);

/** The rows, with what can be done with those that are ticked, or with all that the view holds. */
async function table(ctx: Ctx, desk: Desk, typed: Typed, { tasks, all }: Listed): Promise<Html> {
  const { t } = ctx;
  const most = Math.min(all, MOST_AT_ONCE);
  const whole = html`<label class="pick"><input type="checkbox" name="tat-ca" value="1"><span>${all > MOST_AT_ONCE ? t('one-stop.bulk.all-most', { most, count: all }) : t('one-stop.bulk.all', { count: all })}</span></label>`;
  const acts = stateOf(typed) === 'open' ? kindsOf(ctx) : [];
  return html`<form method="post" action="${BULK}">${csrfField(ctx)}${Object.entries(typed).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}${
    acts.length > 0 &&
    bulkBar(t, {
      actions: acts.map(kind => ({ name: 'viec', ...BUTTONS[kind], label: t(`one-stop.bulk.${kind}`) })),
      ...(all > tasks.length && { note: whole }),
    })
  }${scrollTable({
    caption: t('one-stop.list'),
    captionHidden: true,
    list: true,
    rowHeader: acts.length ? 2 : 1,
    columns: columnsOf(ctx, acts.length > 0),
    rows: await rowsOf(ctx, desk, tasks, acts.length > 0),
  })}</form>
<p class="row no-print">${button({ label: t('one-stop.file.excel'), href: addressOf(typed, {}, `${INBOX}/tai.xlsx`), alt: true })}<a href="${BULK}">${t('one-stop.bulk.lately')}</a></p>`;
}

async function show(ctx: Ctx) {
  const { t } = ctx;
  const desk = await deskOf(ctx);
  const typed = typedIn(ctx.req.query);
  const view = viewOf(typed);
  const [list, nav, form] = [
    await listed(ctx, desk, await askedOf(ctx, desk, typed)),
    await views(ctx, desk),
    await filterForm(ctx, desk, typed),
  ];
  const { tasks } = list;
  const elsewhere = tasks.length ? null : await dossierCalled(ctx, typed.q ?? '');
  await noteRead(ctx, desk, 'inbox', typed, tasks.length);
  const title = t('one-stop.list-of', { view: t(`one-stop.view.${view}`), count: list.all });
  const [first, last] = [tasks[0], tasks.at(-1)];
  return page(
    staffPage(
      ctx,
      {
        title: t(`one-stop.view.${view}`),
        nav: [nav],
        ...(only(typed, 'xem') && { active: view }),
        search: { action: INBOX, label: t('one-stop.search'), value: typed.q ?? '' },
        scripts: [KEYS],
      },
      html`<div class="row"><h1>${title}</h1>${counterLink(ctx)}<p class="q num push">${t('one-stop.now', { weekday: capital(t(`worktime.weekday-long.${localParts(desk.now).weekday}`)), at: formatDateTime(desk.now) })}</p></div>
${await waitingElsewhere(ctx)}${form}${
  typed.q &&
  html`<p><a href="${url(`${REGISTER}?${new URLSearchParams({ q: typed.q })}`)}">${t('one-stop.register.all')}</a></p>`
}
${
  tasks.length
    ? await table(ctx, desk, typed, list)
    : elsewhere
      ? foundElsewhere(ctx, elsewhere)
      : emptyState({ why: t(only(typed, 'xem') ? `one-stop.empty.${view}` : 'one-stop.empty-filter') })
}
${pages(t, {
  from: list.before + 1,
  to: list.before + tasks.length,
  total: list.all,
  previous: list.earlier && first ? addressOf(typed, { truoc: keyText(first) }) : undefined,
  next: list.later && last ? addressOf(typed, { sau: keyText(last) }) : undefined,
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

export const inboxRoute: Route = { method: 'GET', path: INBOX, rule: 'official', handler: show };
