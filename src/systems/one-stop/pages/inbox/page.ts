import { askerOf, type Dossier, factsOf, findDossierByCode, mayAct, tidyCode } from '#engines/cases';
import { inbox, inboxCounts, type LiveTask } from '#engines/work';
import { formatDateTime, localParts } from '#platform/clock';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import {
  button,
  capital,
  type Errors,
  emptyState,
  errorSummary,
  type Html,
  html,
  pages,
  staffPage,
  staffWaiting,
  url,
} from '#ui';
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
import { INBOX_KEYS, keysHelp } from './keys.ts';
import { noteRead } from './note-read.ts';
import { savedNav, savedViewRoutes, savedViewsOf, savingOf, viewLike } from './saved-views.ts';
import { inboxTable } from './table.ts';
import { commonViews } from './views.ts';

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

type Listed = { tasks: readonly LiveTask[]; all: number; before: number; earlier: boolean; later: boolean };

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

const only = (typed: Typed, name: keyof Typed): boolean => Object.keys(typed).every(n => n === name);

/** The inbox as it is asked for; `errors`: of a name under which it was to be kept. What does not need another's answer is asked beside it. */
async function draw(ctx: Ctx, typed: Typed, errors: Errors = [], views = savedViewsOf(ctx)): Promise<Answer> {
  const { t } = ctx;
  const [desk, saved] = await Promise.all([deskOf(ctx), views]);
  const view = viewOf(typed);
  const kept = viewLike(saved, typed);
  const [list, common, own, form, saving, waiting] = await Promise.all([
    askedOf(ctx, desk, typed).then(asked => listed(ctx, desk, asked)),
    commonViews(ctx, desk),
    savedNav(ctx, desk, saved),
    filterForm(ctx, desk, typed),
    savingOf(ctx, desk, typed, kept, errors),
    waitingElsewhere(ctx),
  ]);
  const { tasks } = list;
  const elsewhere = tasks.length ? null : await dossierCalled(ctx, typed.q ?? '');
  await noteRead(ctx, desk, 'inbox', typed, tasks.length);
  // What waits for somebody else is not said to be at the reader's turn.
  const waits = view === 'all' && stateOf(typed) === 'suspended';
  const name = kept?.name ?? t(waits ? `cases.status.${typed['trang-thai']}` : `one-stop.view.${view}`);
  const title = t('one-stop.list-of', { view: name, count: list.all });
  const [first, last] = [tasks[0], tasks.at(-1)];
  const everywhere = typed.q && {
    href: `${REGISTER}?${new URLSearchParams({ q: typed.q })}`,
    label: t('one-stop.register.all'),
  };
  const nowhere = !tasks.length && !elsewhere;
  const active = kept?.id ?? (only(typed, 'xem') ? view : undefined);
  return page(
    staffPage(
      ctx,
      {
        title: name,
        nav: [common, ...own],
        ...(active && { active }),
        error: errors.length > 0,
        // Who may open no dossier has none to look for.
        ...((typed.q || holds(ctx, 'dossier.read')) && {
          search: { action: INBOX, label: t('one-stop.search'), value: typed.q ?? '' },
        }),
        scripts: [KEYS, INBOX_KEYS],
      },
      html`${errorSummary(t, errors)}<div class="row"><h1>${title}</h1><p class="q num push">${t('one-stop.now', { weekday: capital(t(`worktime.weekday-long.${localParts(desk.now).weekday}`)), at: formatDateTime(desk.now) })}</p>${counterLink(ctx)}</div>
${waiting}${form}${saving}${
  everywhere && !nowhere && html`<p><a href="${url(everywhere.href)}">${everywhere.label}</a></p>`
}
${
  tasks.length
    ? await inboxTable(ctx, desk, typed, list)
    : elsewhere
      ? foundElsewhere(ctx, elsewhere)
      : emptyState({
          why: t(only(typed, 'xem') ? `one-stop.empty.${view}` : 'one-stop.empty-filter'),
          ...(everywhere && { next: everywhere }),
        })
}
${pages(t, {
  from: list.before + 1,
  to: list.before + tasks.length,
  total: list.all,
  previous: list.earlier && first ? addressOf(typed, { truoc: keyText(first) }) : undefined,
  next: list.later && last ? addressOf(typed, { sau: keyText(last) }) : undefined,
})}${keysHelp(ctx)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** Opened without a question it answers the one that the official begins with. */
async function show(ctx: Ctx): Promise<Answer> {
  const saved = await savedViewsOf(ctx);
  const first = saved.find(view => view.first);
  if (first && !Object.keys(ctx.req.query).some(name => name !== 'lang'))
    return redirect(addressOf(first.query));
  return draw(ctx, typedIn(ctx.req.query), [], Promise.resolve(saved));
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

const holds = ({ visitor }: Ctx, permission: string): boolean =>
  visitor?.grants.some(g => g.permission === permission) === true;

/** The way to the counter, for those who receive: by its key too. */
const counterLink = (ctx: Ctx): Html | null =>
  holds(ctx, 'dossier.receive')
    ? button({ label: ctx.t('one-stop.counter.title'), href: COUNTER, key: NEXT_KEY })
    : null;

export const inboxRoutes: readonly Route[] = [
  { method: 'GET', path: INBOX, rule: 'official', handler: show },
  ...savedViewRoutes((ctx, typed, errors) => draw(ctx, typed, errors)),
];
