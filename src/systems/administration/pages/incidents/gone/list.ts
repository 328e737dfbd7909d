import { type LeftBehind, listHeirless, listLeftBehind } from '#engines/cases';
import { listApiTokens, mustHoldAll } from '#engines/identity';
import { communesWithoutCommittee, findAgency, listAgencyVersions } from '#engines/organisation';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import { emptyState, type Html, html, scrollTable } from '#ui';
import { holds } from '../../../nav.ts';
import { adminPage, ROOT } from '../../../view.ts';
import { revokePath } from '../../revoke-token.ts';
import { incidentTabs } from '../words.ts';
import { movedLink } from './undo.ts';
import { areaName, GONE, PERMISSION } from './words.ts';

const MANAGE_TOKENS = 'identity.manage';

/** What an agency that is gone was called, and its last day. */
async function lastOf(ctx: Ctx, id: string): Promise<{ name: string; last: Date | null }> {
  const version = (await listAgencyVersions(ctx.db, id)).at(-1);
  const last = version?.to ? new Date(Date.parse(`${version.to}T00:00:00+07:00`) - 1) : null;
  return { name: version?.name ?? '', last };
}

async function dossiers(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const groups = await listHeirless(ctx.db, ctx.clock.now());
  if (!groups.length) return emptyState({ why: t('administration.gone.no-dossiers') });
  const rows = await Promise.all(
    groups.map(async g => {
      const { name, last } = await lastOf(ctx, g.agencyId);
      return [
        html`<a href="${GONE}/${g.agencyId}/${g.areaId}">${name}</a>${last && html`<small>${t('administration.gone.until', { day: formatDate(last) })}</small>`}`,
        await areaName(ctx, g.areaId),
        g.dossiers,
        html`<span class="num nb">${formatDateTime(g.dueAt)}</span>`,
      ];
    }),
  );
  return scrollTable({
    caption: t('administration.gone.dossiers'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.gone.agency') },
      { label: t('administration.gone.place') },
      { label: t('administration.gone.count'), figures: true },
      { label: t('administration.gone.first-due') },
    ],
    rows,
  });
}

/** What else opens to nobody, until the successor of the agency is recorded. */
async function others(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const row = async (g: LeftBehind) => {
    const { name, last } = await lastOf(ctx, g.agencyId);
    return [
      html`<b>${name}</b>${last && html`<small>${t('administration.gone.until', { day: formatDate(last) })}</small>`}`,
      await areaName(ctx, g.areaId),
      g.count,
      html`<span class="num nb">${formatDateTime(g.dueAt)}</span>`,
      holds(ctx, 'organisation.manage') &&
        html`<a href="${ROOT}/co-quan/${g.agencyId}">${t('administration.gone.left-behind.link')}<span class="vh"> ${name}</span></a>`,
    ];
  };
  const parts: Html[] = [];
  for (const { source, groups } of await listLeftBehind(ctx, ctx.clock.now()))
    parts.push(html`<section><h2>${t(source.title)}</h2><p>${t(source.about)}</p>${scrollTable({
      caption: t(source.title),
      captionHidden: true,
      list: true,
      columns: [
        { label: t('administration.gone.agency') },
        { label: t('administration.gone.place') },
        { label: t('administration.gone.left-behind.count'), figures: true },
        { label: t('administration.gone.left-behind.due') },
        { label: t('administration.actions'), hidden: true },
      ],
      rows: await Promise.all(groups.map(row)),
    })}</section>
`);
  return html`${parts}`;
}

/** Communes in which nobody can apply: their committee is gone, and none has come in its place. */
async function places(ctx: Ctx): Promise<Html | false> {
  const { t } = ctx;
  const areas = await communesWithoutCommittee(ctx.db, localDate(ctx.clock.now()));
  return (
    areas.length > 0 &&
    html`<section><h2>${t('administration.gone.places')}</h2><p>${t('administration.gone.places.about')}</p>
<ul>${areas.map(area => html`<li>${area.fullName}</li>`)}</ul></section>
`
  );
}

/** Keys of programs that go on in the name of an agency that is gone. */
async function tokens(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const rows: Html[][] = [];
  for (const token of await listApiTokens(ctx.db)) {
    if (token.revokedAt || token.expiresAt <= now) continue;
    if (await findAgency(ctx.db, token.agencyId, localDate(now))) continue;
    const { name } = await lastOf(ctx, token.agencyId);
    rows.push([
      html`<b>${token.name}</b>`,
      html`${name}`,
      html`<span class="num">${token.usedAt ? formatDateTime(token.usedAt) : t('administration.token.never')}</span>`,
      holds(ctx, MANAGE_TOKENS)
        ? html`<a href="${revokePath(token)}">${t('administration.token.revoke')}<span class="vh"> ${token.name}</span></a>`
        : html`${t('administration.gone.token-others')}`,
    ]);
  }
  if (!rows.length) return emptyState({ why: t('administration.gone.no-tokens') });
  return scrollTable({
    caption: t('administration.gone.tokens'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.token.name') },
      { label: t('administration.gone.agency') },
      { label: t('administration.token.used') },
      { label: t('administration.actions'), hidden: true },
    ],
    rows,
  });
}

/** What agencies that have gone have left behind, and nobody has taken over. */
async function show(ctx: Ctx): Promise<Answer> {
  await mustHoldAll(ctx, PERMISSION);
  const { t } = ctx;
  return adminPage(
    ctx,
    { title: t('administration.incidents.title.gone'), active: 'incidents' },
    html`${await incidentTabs(ctx, 'gone')}
<section><h2>${t('administration.gone.dossiers')}</h2><p>${t('administration.gone.dossiers.about')}</p>
${await dossiers(ctx)}${await movedLink(ctx)}</section>
${await others(ctx)}${await places(ctx)}<section><h2>${t('administration.gone.tokens')}</h2><p>${t('administration.gone.tokens.about')}</p>
${await tokens(ctx)}</section>`,
  );
}

export const goneRoute: Route = {
  method: 'GET',
  path: GONE,
  rule: { permission: PERMISSION },
  handler: show,
};
