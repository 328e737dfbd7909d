import type { ProcedureVersion } from '#engines/procedures';
import { formatDateTime, localDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import {
  button,
  capital,
  csrfField,
  details,
  formatPercent,
  type Html,
  html,
  keyValues,
  scrollTable,
  status,
} from '#ui';
import { adminPage } from '../../view.ts';
import { periodText } from '../../words.ts';
import { type LoadedProcedure, loadProcedure, PROCEDURES, procedurePath } from './load.ts';
import { channelText, feeText, limitsText, unverifiedText } from './words.ts';

const lines = (items: readonly string[]): Html | string =>
  items.length > 1 ? html`<ul>${items.map(i => html`<li>${i}</li>`)}</ul>` : (items[0] ?? '');

function facts(ctx: Ctx, v: ProcedureVersion): Html {
  const { t } = ctx;
  const none = capital(t('administration.procedure.none'));
  const limits = limitsText(t, v.limits);
  return keyValues(t, [
    { label: t('administration.procedure.code'), value: html`<span class="num">${v.code}</span>` },
    { label: t('administration.procedure.field'), value: v.field },
    {
      label: t('administration.procedure.levels'),
      value: v.levels.map(l => t(`administration.level.${l}`)).join(', ') || none,
    },
    { label: t('administration.procedure.limits'), value: limits.length ? lines(limits) : none },
    {
      label: t('administration.procedure.service-level'),
      value: t(`administration.service.${v.serviceLevel}`),
    },
    { label: t('administration.procedure.decided-by'), value: v.decidedBy ?? none },
    { label: t('administration.procedure.subjects'), value: v.subjects.join(', ') || none },
    { label: t('administration.procedure.results'), value: v.results.length ? lines(v.results) : none },
    {
      label: t('administration.procedure.legal-basis'),
      value: v.legalBasis.length ? v.legalBasis.join(', ') : none,
    },
    { label: t('administration.procedure.keywords'), value: capital(v.keywords.join(', ')) || none },
  ]);
}

function papers(ctx: Ctx, { papers }: ProcedureVersion): Html {
  const { t } = ctx;
  if (!papers.length) return html`<p class="q">${t('administration.procedure.no-papers')}</p>`;
  return scrollTable({
    caption: t('administration.procedure.papers'),
    captionHidden: true,
    columns: [
      { label: t('administration.paper.name') },
      { label: t('administration.paper.original'), figures: true },
      { label: t('administration.paper.copy'), figures: true },
      { label: t('administration.paper.kind') },
    ],
    rows: papers.map(p => [
      p.name,
      p.original ?? t('administration.unknown'),
      p.copy ?? t('administration.unknown'),
      [p.optional && t('administration.paper.optional'), p.alreadyHeld && t('administration.paper.held')]
        .filter(Boolean)
        .join(', ') || t('administration.paper.needed'),
    ]),
  });
}

function fees(ctx: Ctx, { fees }: ProcedureVersion): Html {
  const { t } = ctx;
  if (!fees.length) return html`<p class="q">${t('administration.procedure.no-fees')}</p>`;
  return scrollTable({
    caption: t('administration.procedure.fees'),
    captionHidden: true,
    columns: [
      { label: t('administration.fee.name') },
      { label: t('administration.fee.channels') },
      { label: t('administration.fee.amount') },
      { label: t('administration.fee.exemptions') },
    ],
    rows: fees.map(f => [
      f.name,
      f.channels.length ? f.channels.map(c => channelText(t, c)).join(', ') : t('administration.channel.all'),
      html`<span class="num">${feeText(t, f)}</span>`,
      f.exemptions
        .map(e => t('administration.fee.exemption', { who: e.who, share: formatPercent(e.share, t.lang, 0) }))
        .join('; '),
    ]),
  });
}

function state(ctx: Ctx, v: ProcedureVersion): string {
  const { t } = ctx;
  if (v.status === 'draft') return t('administration.version.draft');
  if (v.status === 'withdrawn' || !v.from) return t('administration.version.withdrawn');
  return periodText(ctx, { from: v.from, to: v.to });
}

const versions = (ctx: Ctx, { code, versions, version }: LoadedProcedure): Html =>
  scrollTable({
    caption: ctx.t('administration.procedure.versions'),
    captionHidden: true,
    columns: [
      { label: ctx.t('administration.version.number') },
      { label: ctx.t('administration.version.state') },
      { label: ctx.t('administration.version.made') },
    ],
    rows: versions.map(v => [
      v.id === version.id
        ? html`<b>${v.number}</b>`
        : html`<a href="${procedurePath(code)}?ban=${v.number}">${v.number}</a>`,
      state(ctx, v),
      html`<span class="num">${formatDateTime(v.createdAt)}</span>`,
    ]),
  });

const act = (ctx: Ctx, action: string, key: string, hidden = ''): Html =>
  details(
    { summary: ctx.t(`administration.procedure.${key}`) },
    html`<form method="post" action="${action}">${csrfField(ctx)}${hidden && html`<input type="hidden" name="ban" value="${hidden}">`}<p>${ctx.t(`administration.procedure.${key}.about`)}</p><p>${button({ label: ctx.t(`administration.procedure.${key}.button`), alt: true })}</p></form>`,
  );

/** What can be done with the version that is looked at. */
function acts(ctx: Ctx, { code, version, draft }: LoadedProcedure): Html {
  const { t } = ctx;
  const home = procedurePath(code);
  const coming =
    version.status === 'published' && version.from !== null && version.from > localDate(ctx.clock.now());
  return html`<p class="row">${
    draft
      ? html`${version.status === 'draft' && !draft.missing.length && button({ label: t('administration.procedure.publish'), href: `${home}/cong-bo` })}${button({ label: t('administration.procedure.edit'), href: `${home}/sua`, alt: true })}`
      : html`<form method="post" action="${home}/ban-thao">${csrfField(ctx)}<input type="hidden" name="ban" value="${version.id}">${button({ label: t('administration.procedure.new-draft') })}</form>`
  }</p>
${version.status === 'draft' && act(ctx, `${home}/bo-ban-thao`, 'discard')}${coming && act(ctx, `${home}/rut`, 'withdraw', version.id)}`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadProcedure(ctx);
  const { version: v } = loaded;
  return adminPage(
    ctx,
    {
      title: v.name,
      active: 'procedures',
      crumbs: [{ href: PROCEDURES, label: t('administration.procedures.title') }],
    },
    html`<p class="row">${status(v.status === 'published' ? 'done' : 'hold', t('administration.version.is', { number: v.number, state: state(ctx, v) }))}</p>
${
  v.missing.length > 0 &&
  html`<div class="box"><h2>${t('administration.procedure.missing')}</h2><ul>${v.missing.map(m => html`<li>${t(`procedures.missing.${m}`)}</li>`)}</ul></div>`
}
${acts(ctx, loaded)}
<section><h2>${t('administration.procedure.legal')}</h2>${facts(ctx, v)}</section>
<section><h2>${t('administration.procedure.papers')}</h2>${papers(ctx, v)}</section>
<section><h2>${t('administration.procedure.fees')}</h2>${fees(ctx, v)}</section>
${
  v.unverified.length > 0 &&
  html`<section><h2>${t('administration.procedure.unverified')}</h2><ul>${v.unverified.map(p => html`<li>${unverifiedText(t, p)}</li>`)}</ul></section>`
}
<section><h2>${t('administration.procedure.versions')}</h2>${versions(ctx, loaded)}</section>`,
  );
}

export const procedureRoute: Route = {
  method: 'GET',
  path: `${PROCEDURES}/:code`,
  rule: { permission: 'procedure.manage' },
  handler: show,
};
