import { runningByAgency } from '#engines/cases';
import { agenciesInReach } from '#engines/identity';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { emptyState, figureTiles, type Html, html, scrollTable, staffPage, status } from '#ui';
import { type Figures, figuresOf, together } from '../figures.ts';
import { periodAsked, periodWords } from '../months.ts';
import { number, periodChoice, share } from '../view.ts';

export const SITUATION = '/can-bo/tinh-hinh';
/** The register of dossiers, which other pages keep. */
const REGISTER = '/can-bo/so-theo-doi';
/** What is due within so many hours is due soon. */
const SOON_HOURS = 24;

type Running = Awaited<ReturnType<typeof runningByAgency>>[number];

/** Whoever may read dossiers comes from a number to them; others read the number. */
const reads = (ctx: Ctx): boolean => ctx.visitor?.grants.some(g => g.permission === 'dossier.read') ?? false;

const late = (ctx: Ctx, n: number, agencyId?: string): Html | string =>
  n && !reads(ctx)
    ? status('late', number(ctx, n))
    : n
      ? html`<a href="${REGISTER}?xem=late${agencyId && `&co-quan=${agencyId}`}">${status('late', number(ctx, n))}</a>`
      : number(ctx, 0);

function table(ctx: Ctx, figures: readonly Figures[], running: ReadonlyMap<string, Running>): Html {
  const { t } = ctx;
  return scrollTable({
    caption: t('performance.leader.table'),
    captionHidden: true,
    rowHeader: 0,
    columns: [
      { label: t('performance.col.agency') },
      { label: t('performance.col.received'), figures: true },
      { label: t('performance.col.finished'), figures: true },
      { label: t('performance.col.share'), figures: true },
      { label: t('performance.col.running'), figures: true },
      { label: t('performance.col.soon'), figures: true },
      { label: t('performance.col.late-now'), figures: true },
    ],
    rows: figures.map(f => {
      const now = running.get(f.agencyId);
      return [
        reads(ctx) ? html`<a href="${REGISTER}?co-quan=${f.agencyId}">${f.agency}</a>` : f.agency,
        number(ctx, f.received),
        number(ctx, f.inTime + f.late),
        share(ctx, f),
        number(ctx, now?.running ?? 0),
        number(ctx, now?.soon ?? 0),
        late(ctx, now?.late ?? 0, f.agencyId),
      ];
    }),
  });
}

/** How the agencies of a leader do: this month's figures, and what is running and late at this moment. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const period = periodAsked(ctx);
  const reach = await agenciesInReach(ctx, 'report.read');
  const now = ctx.clock.now();
  const [figures, running] = await Promise.all([
    figuresOf(ctx.db, period, reach),
    runningByAgency(ctx.db, reach, now, new Date(now.getTime() + SOON_HOURS * 3_600_000)),
  ]);
  const all = together(figures);
  const sum = (of: (r: Running) => number) => running.reduce((n, r) => n + of(r), 0);
  const title = t('performance.leader.title');
  return page(
    staffPage(
      ctx,
      {
        title,
        active: 'performance',
        ...(reads(ctx) && { search: { action: REGISTER, label: t('performance.leader.search') } }),
      },
      html`<h1>${title}</h1>
${periodChoice(ctx, SITUATION, period)}
${figureTiles([
  {
    label: t('performance.col.received'),
    value: number(ctx, all.received),
    about: periodWords(ctx, period.key),
  },
  {
    label: t('performance.col.share'),
    value: share(ctx, all),
    about: t('performance.leader.of', { count: number(ctx, all.inTime + all.late) }),
  },
  {
    label: t('performance.col.running'),
    value: number(
      ctx,
      sum(r => r.running),
    ),
    about: t('performance.leader.now'),
  },
  {
    label: t('performance.col.soon'),
    value: number(
      ctx,
      sum(r => r.soon),
    ),
    about: t('performance.leader.soon'),
  },
  {
    label: t('performance.col.late-now'),
    value: late(
      ctx,
      sum(r => r.late),
    ),
    about: t('performance.leader.now'),
  },
])}
${
  figures.length
    ? table(ctx, figures, new Map(running.map(r => [r.agencyId, r])))
    : emptyState({ why: t('performance.none', { period: periodWords(ctx, period.key) }) })
}`,
    ),
  );
}

export const leaderRoute: Route = {
  method: 'GET',
  path: SITUATION,
  rule: { permission: 'report.read' },
  handler: show,
};
