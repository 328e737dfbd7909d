import {
  type Area,
  type AreaLevel,
  lookUpAreas,
  lookUpAreasOfOtherDays,
  provincesWithin,
} from '#engines/organisation';
import { dayBefore, formatDate } from '#platform/clock';
import { type Answer, type Ctx, page, pageNumber, queryText, type Route } from '#platform/http';
import {
  citizenPage,
  DAY,
  dayAsked,
  emptyState,
  errorSummary,
  type Html,
  html,
  pages,
  periodText,
  withQuery,
} from '#ui';
import { generalLine, parentsOf, UNITS, unitForm, unitLink } from './parts.ts';

const PAGE_SIZE = 30;
const MOST_OF_OTHER_DAYS = 20;

async function hits(ctx: Ctx, areas: readonly Area[], day: string): Promise<Html> {
  const { t } = ctx;
  const above = await parentsOf(ctx, areas, () => day);
  return html`<ul class="grid wide">${areas.map(
    a => html`<li>${unitLink(ctx, a, day)}<span class="q"> · ${
      above(a)?.fullName ?? t(`organisation.area-kind.${a.kind}`)
    }</span></li>
`,
  )}</ul>`;
}

/** What was typed has meant something else, or will: said with its days, so that nobody takes one for the other. */
function ofOtherDays(ctx: Ctx, areas: readonly Area[], day: string): Html | null {
  if (!areas.length) return null;
  const { t } = ctx;
  // The day of its version that is nearest to the one asked for.
  const nearest = (a: Area) => (a.from > day || !a.to ? a.from : dayBefore(a.to));
  return html`<section aria-labelledby="khac"><h2 id="khac">${t('portal.units.other-days')}</h2>
<ul class="tasks">${areas.map(
    a => html`<li><span>${unitLink(ctx, a, nearest(a))}</span><span class="q">${periodText(t, a)}</span></li>
`,
  )}</ul></section>`;
}

/** How many of each level; of the whole country there are provinces alone, so of what lies below them it is said where. */
async function counted(
  { t, db }: Ctx,
  levels: ReadonlyArray<{ level: AreaLevel; count: number }>,
  day: string,
): Promise<string> {
  const words = (some: typeof levels) =>
    some.map(({ level, count }) => t(`portal.units.of.${level}`, { count })).join(', ');
  const [top, below] = [
    levels.filter(l => l.level === 'province'),
    levels.filter(l => l.level !== 'province'),
  ];
  const within = top.length && below.length ? await provincesWithin(db, day) : [];
  if (!within.length || within.length === top[0]?.count) return words(levels);
  const where = within
    .map(p => p.fullName.charAt(0).toLocaleLowerCase('vi') + p.fullName.slice(1))
    .join(', ');
  return t('portal.units.of-where', { top: words(top), below: words(below), where });
}

async function found(ctx: Ctx, q: string, day: string, typedDay: string): Promise<Html> {
  const { t, db } = ctx;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const [{ rows, total, levels }, others] = await Promise.all([
    lookUpAreas(db, q, day, { limit: PAGE_SIZE, offset }),
    n === 1 ? lookUpAreasOfOtherDays(db, q, day, MOST_OF_OTHER_DAYS) : [],
  ]);
  const of = q ? '' : await counted(ctx, levels, day);
  const about = { day: typedDay, count: total, q, of };
  return html`<h2>${t(q ? 'portal.units.found' : total ? 'portal.units.all' : 'portal.units.no-units', about)}</h2>
${
  rows.length
    ? await hits(ctx, rows, day)
    : emptyState({
        why: t(q ? 'portal.units.none-like' : 'portal.units.none', about),
        next: { href: UNITS, label: t('portal.units.all-today') },
      })
}
${pages(t, {
  from: offset + 1,
  to: offset + rows.length,
  total,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: total > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}
${ofOtherDays(ctx, others, day)}`;
}

/** Administrative units of a day, looked up by name or code. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const { day, typed, errors } = dayAsked(ctx);
  const q = queryText(ctx.req.query, 'q').trim().slice(0, 100);
  const body = errors.length ? null : await found(ctx, q, day, formatDate(day));
  return page(
    citizenPage(
      ctx,
      {
        title: t('portal.units.title'),
        crumbs: [{ href: '/', label: t('portal.home.title') }],
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}<h1>${t('portal.units.title')}</h1>
<p>${t('portal.units.about')}</p>${generalLine(ctx)}
${unitForm(ctx, q, queryText(ctx.req.query, DAY) ? typed : formatDate(day), errors)}
${body}`,
    ),
  );
}

export const unitListRoute: Route = { method: 'GET', path: UNITS, rule: 'public', handler: list };
