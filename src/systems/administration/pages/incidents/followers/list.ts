import { accountNames } from '#engines/cases';
import { mustHoldAll } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, type Route } from '#platform/http';
import { ledgerService, type Skipped, type Standing } from '#platform/ledger';
import {
  button,
  csrfField,
  emptyState,
  formatNumber,
  type Html,
  html,
  keyValues,
  type Printable,
  pages,
  scrollTable,
  status,
  withQuery,
} from '#ui';
import { adminPage } from '../../../view.ts';
import { fault } from '../fault.ts';
import { incidentTabs } from '../words.ts';
import { entryText, FOLLOWERS, followerSays, followerText, PERMISSION, subjectTexts } from './words.ts';

const PAGE_SIZE = 50;

/** One that stands still: what happened, what it means to people, what the buttons do. */
async function standing(ctx: Ctx, s: Standing): Promise<Html> {
  const { t } = ctx;
  const figure = (n: number) => formatNumber(n, { lang: ctx.lang });
  const name = followerText(ctx, s.id);
  const subjectOf = await subjectTexts(ctx, [s.entry]);
  const said = [
    ['happened', t('administration.follower.happened', { n: figure(s.attempts) })],
    ['means', followerSays(ctx, s.id, 'means')],
    ['todo', t('administration.follower.todo')],
  ] as const;
  const facts: Array<[string, Printable]> = [
    ['follower.entry', entryText(ctx, s.entry)],
    ['follower.subject', s.entry && subjectOf(s.entry)],
    ['follower.recorded', s.entry && formatDateTime(s.entry.recordedAt)],
    ['follower.position', figure(s.position)],
    ['follower.behind', figure(s.behind)],
    ['incident.since', formatDateTime(s.since)],
    ['incident.failed', formatDateTime(s.failedAt)],
    ['incident.error', fault(ctx, s.error)],
  ];
  return html`<section><h2>${name}</h2>
<p class="row">${status('late', t('administration.follower.stands'))}</p>
<div class="box plain">${keyValues(
    t,
    said.map(([label, value]) => ({ label: t(`administration.incident.label.${label}`), value })),
  )}</div>
${keyValues(
  t,
  facts.flatMap(([key, value]) => (value ? [{ label: t(`administration.${key}`), value }] : [])),
)}
<div class="row"><form method="post" action="${FOLLOWERS}/${s.id}/chay-lai">${csrfField(ctx)}${button({ label: t('administration.follower.retry') })}</form>${
    s.entry &&
    button({
      label: t('administration.follower.skip'),
      href: `${FOLLOWERS}/${s.id}/${s.position}/bo-qua`,
      alt: true,
    })
  }</div></section>
`;
}

async function skippedTable(ctx: Ctx, rows: readonly Skipped[]): Promise<Html> {
  const { t } = ctx;
  const names = await accountNames(
    ctx.db,
    rows.flatMap(r => [r.skippedBy, r.madeUpBy ?? '']),
  );
  const subjectOf = await subjectTexts(
    ctx,
    rows.map(r => r.entry),
  );
  const taken = (r: Skipped): Html =>
    r.madeUpAt
      ? html`${status('done', t('administration.follower.made-up'))}<small class="num">${names.get(r.madeUpBy ?? '')} ${formatDateTime(r.madeUpAt)}</small>`
      : html`<form method="post" action="${FOLLOWERS}/${r.id}/${r.position}/lam-bu">${csrfField(ctx)}<button class="btn alt">${t('administration.follower.make-up')}<span class="vh"> ${entryText(ctx, r.entry)} ${r.position}</span></button></form>`;
  return scrollTable({
    caption: t('administration.follower.skipped'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.follower.what') },
      { label: t('administration.follower.entry') },
      { label: t('administration.job.reason') },
      { label: t('administration.follower.skipped-by') },
      { label: t('administration.incident.state') },
    ],
    rows: rows.map(r => [
      followerText(ctx, r.id),
      html`${entryText(ctx, r.entry)}${r.entry && html`<small>${subjectOf(r.entry)}</small>`}`,
      html`${r.reason}<small>${fault(ctx, r.error)}</small>`,
      html`${names.get(r.skippedBy)}<small class="num">${formatDateTime(r.skippedAt)}</small>`,
      taken(r),
    ]),
  });
}

/** What follows the ledger and stands still, and what was passed over. It is of the whole province. */
async function show(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { t } = ctx;
  const { followers } = ctx.get(ledgerService);
  const n = pageNumber(ctx.req.query);
  const page = { limit: PAGE_SIZE + 1, offset: (n - 1) * PAGE_SIZE };
  const still = await followers.standing(ctx.db);
  const skipped = await followers.skipped(ctx.db, page);
  return adminPage(
    ctx,
    { title: t('administration.incidents.title.followers'), active: 'incidents' },
    html`${await incidentTabs(ctx, 'followers')}
<p>${t('administration.followers.about')}</p>
${still.length ? await Promise.all(still.map(s => standing(ctx, s))) : emptyState({ why: t('administration.followers.none') })}
<section><h2>${t('administration.follower.skipped')}</h2>
<p>${t('administration.follower.skipped.about')}</p>
${
  skipped.length
    ? await skippedTable(ctx, skipped.slice(0, PAGE_SIZE))
    : emptyState({ why: t('administration.follower.none-skipped') })
}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + Math.min(skipped.length, PAGE_SIZE),
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: skipped.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}</section>`,
  );
}

export const followersRoute: Route = {
  method: 'GET',
  path: FOLLOWERS,
  rule: { permission: PERMISSION },
  handler: show,
};
