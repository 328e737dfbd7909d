import { formatTime } from '#platform/clock';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { button, emptyState, figureTiles, type Html, html, scrollTable, staffPage, tabs, url } from '#ui';
import { type AgencyReach, agencyPick, agencySought } from '../agency-pick.ts';
import { agencyNamesOn } from '../figures.ts';
import { FOLLOW } from '../live/browser/assets.ts';
import { peopleNow } from '../people-now.ts';
import { periodWords } from '../period.ts';
import { periodChoice } from '../view.ts';
import {
  addressOf,
  reads,
  SITUATION,
  type SituationAsked,
  situationAsked,
  streamOf,
  VIEWS,
} from './asked.ts';
import { COLUMNS, type Column, keyOf, valuesOf } from './columns.ts';
import { liveCell } from './live-cell.ts';
import { othersAsked, othersSection } from './others-section.ts';
import { peopleTable } from './people-table.ts';
import { type Line, type Situation, situationOf } from './situation.ts';
import { fileAddress } from './table-file.ts';

export const BEHIND = `${SITUATION}/ho-so`;

const isRed = (column: Column): boolean => column === 'late' || column === 'late-now';

type Shown = { asked: SituationAsked; situation: Situation; values: Record<string, string> };

function numberOf(ctx: Ctx, { asked, values }: Shown, column: Column, line: Pick<Line, 'id'> | null): Html {
  const key = keyOf(column, line?.id);
  const of =
    asked.view === 'linh-vuc' ? { field: line?.id ?? null } : { agencyId: line?.id ?? asked.agencyId };
  const href =
    column !== 'share' && reads(ctx)
      ? addressOf(BEHIND, { ...asked, field: null, ...of }, { so: column })
      : null;
  return liveCell(values[key] ?? '0', { key, red: isRed(column), href });
}

function table(ctx: Ctx, shown: Shown): Html {
  const { t } = ctx;
  const { asked } = shown;
  const byField = asked.view === 'linh-vuc';
  return scrollTable({
    caption: t(byField ? 'performance.leader.by-field' : 'performance.leader.table'),
    captionHidden: true,
    rowHeader: 0,
    columns: [
      { label: t(byField ? 'performance.col.field' : 'performance.col.agency') },
      ...COLUMNS.map(c => ({ label: t(`performance.col.${c}`), figures: true })),
    ],
    rows: shown.situation.lines.map(line => [
      byField
        ? line.name
        : html`<a href="${url(addressOf(SITUATION, { ...asked, agencyId: line.id, field: null }, { xem: 'linh-vuc' }))}">${line.name}</a>`,
      ...COLUMNS.map(column => numberOf(ctx, shown, column, line)),
    ]),
  });
}

function tiles(ctx: Ctx, shown: Shown): Html {
  const { t } = ctx;
  const period = periodWords(ctx, shown.asked.period);
  const about: Readonly<Record<Column, string>> = {
    received: period,
    'in-time': period,
    late: period,
    share: t('performance.leader.of-finished'),
    'asked-again': period,
    running: t('performance.leader.now'),
    soon: t('performance.leader.soon'),
    'late-now': t('performance.leader.now'),
  };
  return figureTiles(
    COLUMNS.map(column => ({
      label: t(`performance.col.${column}`),
      value: numberOf(ctx, shown, column, null),
      about: about[column],
    })),
  );
}

/** The agencies that the visitor may ask about. */
const reachOf = ({ reach, period }: SituationAsked): AgencyReach => ({
  permission: 'report.read',
  date: period.to,
  has: id => reach === null || reach.includes(id),
});

/** What the table shows, as a workbook. */
const fileLink = (ctx: Ctx, asked: SituationAsked): Html =>
  html`<p class="row no-print">${button({ label: ctx.t('performance.file.excel'), href: url(fileAddress(asked)), alt: true })}</p>`;

async function personPart(ctx: Ctx, asked: SituationAsked): Promise<Html> {
  const only = asked.agencyId;
  if (!only) return emptyState({ why: ctx.t('performance.people.choose') });
  return html`${peopleTable(ctx, asked, only, await peopleNow(ctx, only, asked.period))}
${fileLink(ctx, asked)}`;
}

async function figuresPart(ctx: Ctx, asked: SituationAsked): Promise<Html> {
  const { t } = ctx;
  const by = asked.view === 'linh-vuc' ? ('field' as const) : ('agency' as const);
  const situation = await situationOf(ctx.db, { ...asked, by }, ctx.clock.now());
  const others = othersSection(ctx, asked, await othersAsked(ctx, asked));
  const period = periodWords(ctx, asked.period);
  // Who decides on nothing has no figures of his own: what he does for others stands in their place.
  if (others && !situation.lines.length)
    return html`<p>${t('performance.others.only', { period })}</p>
${others}`;
  const shown = { asked, situation, values: valuesOf(ctx, situation) };
  return html`${tiles(ctx, shown)}
${situation.lines.length ? html`${table(ctx, shown)}<p class="q">${t('performance.leader.moved')}</p>${fileLink(ctx, asked)}` : emptyState({ why: t('performance.none', { period }) })}
${others}`;
}

/** People are followed once it is said of which agency. */
const followed = ({ view, agencyId }: SituationAsked): boolean => view !== 'can-bo' || agencyId !== null;

const SAID = ['following', 'more', 'broken', 'stopped', 'elsewhere', 'ended'] as const;

/** Of what moment the numbers are; where a script runs it keeps them as they are now, with the words that it finds here. */
function foot(ctx: Ctx, asked: SituationAsked): Html {
  const { t } = ctx;
  const words = SAID.map(said => html` data-${said}="${t(`performance.live.${said}`, { time: '{time}' })}"`);
  return html`<p class="q" role="status"${followed(asked) && html` data-live-from="${streamOf(asked)}"${words}`}><span>${t('performance.leader.at', { time: formatTime(ctx.clock.now()) })}</span> <a href="${ctx.req.url}">${t('performance.leader.reload')}</a></p>`;
}

/** Which days and agencies are looked at, and their choice: folded on a telephone only, where its five fields would stand before the first number. */
async function choice(ctx: Ctx, asked: SituationAsked, agency: string | undefined): Promise<Html> {
  const period = asked.wrong.length ? ctx.t('performance.leader.no-period') : periodWords(ctx, asked.period);
  const chosen = [period, agency].filter(Boolean).join(' · ');
  return html`<details class="fold"${asked.wrong.length > 0 && html` open`}><summary class="no-print">${ctx.t('performance.leader.chosen', { chosen })}</summary>
${periodChoice(ctx, SITUATION, asked, { days: true, more: await agencyPick(ctx, reachOf(asked), asked.agencyId, ctx.t('performance.leader.all-agencies')), hidden: { xem: asked.view } })}</details>`;
}

/** How the agencies of a leader do, by agency, field or person: a period's figures, and what is open, due soon and late now. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const asked = await situationAsked(ctx);
  const sought = await agencySought(ctx, reachOf(asked), agencyId =>
    addressOf(
      SITUATION,
      { ...asked, agencyId, field: null },
      { xem: asked.view === 'co-quan' ? '' : asked.view },
    ),
  );
  if (sought.only) return redirect(sought.only);
  const names = asked.agencyId ? await agencyNamesOn(ctx.db, [asked.agencyId], asked.period.to) : null;
  const title = t('performance.leader.title');
  // Under a period that is none there would be figures of another one.
  const isWrong = asked.wrong.length > 0;
  const part = isWrong
    ? emptyState({
        why: t('performance.period-none'),
        next: { href: SITUATION, label: t('performance.this-month') },
      })
    : await (asked.view === 'can-bo' ? personPart(ctx, asked) : figuresPart(ctx, asked));
  return page(
    staffPage(
      ctx,
      {
        title,
        active: 'performance',
        error: isWrong,
        ...(!isWrong && followed(asked) && { scripts: [FOLLOW] }),
      },
      html`<h1>${title}</h1>
${names && html`<p class="lead">${names.get(asked.agencyId ?? '')}</p>`}
${tabs({
  label: t('performance.leader.views'),
  items: VIEWS.map(view => ({
    href: addressOf(SITUATION, { ...asked, field: null }, { xem: view === 'co-quan' ? '' : view }),
    label: t(`performance.view.${view}`),
    current: view === asked.view,
  })),
})}
${await choice(ctx, asked, names?.get(asked.agencyId ?? ''))}
${sought.said}${part}
${!isWrong && foot(ctx, asked)}`,
    ),
    { status: isWrong ? 422 : 200 },
  );
}

export const situationRoute: Route = {
  method: 'GET',
  path: SITUATION,
  rule: { permission: 'report.read' },
  handler: show,
};
