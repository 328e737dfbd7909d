import { countRunning } from '#engines/cases';
import { inSentence } from '#engines/forms';
import type { ProcedureVersion } from '#engines/procedures';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
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
import { nameOf } from '../conflict.ts';
import { type LoadedProcedure, loadProcedure, mayApprove, procedurePath, ROOT } from '../load.ts';
import { stateText } from '../states.ts';
import { designPage, tabPath } from '../view.ts';
import { channelText, feeText, limitsText, unverifiedText } from '../words.ts';
import { dryRunPath } from './moves/load.ts';
import { movesSection } from './moves/section.ts';
import { versionParts } from './version-parts.ts';

const lines = (items: readonly string[]): Html | string =>
  items.length > 1 ? html`<ul>${items.map(i => html`<li>${i}</li>`)}</ul>` : (items[0] ?? '');

function facts(ctx: Ctx, v: ProcedureVersion): Html {
  const { t } = ctx;
  const none = capital(t('procedure-design.procedure.none'));
  const limits = limitsText(t, v.limits);
  return keyValues(t, [
    { label: t('procedure-design.procedure.code'), value: html`<span class="num">${v.code}</span>` },
    { label: t('procedure-design.procedure.field'), value: v.field },
    {
      label: t('procedure-design.procedure.levels'),
      value: capital(v.levels.map(l => inSentence(t(`procedure-design.level.${l}`))).join(', ')) || none,
    },
    { label: t('procedure-design.procedure.limits'), value: limits.length ? lines(limits) : none },
    {
      label: t('procedure-design.procedure.service-level'),
      value: t(`procedure-design.service.${v.serviceLevel}`),
    },
    { label: t('procedure-design.procedure.decided-by'), value: v.decidedBy ?? none },
    { label: t('procedure-design.procedure.subjects'), value: v.subjects.join(', ') || none },
    { label: t('procedure-design.procedure.results'), value: v.results.length ? lines(v.results) : none },
    {
      label: t('procedure-design.procedure.legal-basis'),
      value: v.legalBasis.length ? v.legalBasis.join(', ') : none,
    },
    { label: t('procedure-design.procedure.keywords'), value: capital(v.keywords.join(', ')) || none },
  ]);
}

function papers(ctx: Ctx, { papers }: ProcedureVersion): Html {
  const { t } = ctx;
  if (!papers.length) return html`<p class="q">${t('procedure-design.procedure.no-papers')}</p>`;
  return scrollTable({
    caption: t('procedure-design.procedure.papers'),
    captionHidden: true,
    columns: [
      { label: t('procedure-design.paper.name') },
      { label: t('procedure-design.paper.original'), figures: true },
      { label: t('procedure-design.paper.copy'), figures: true },
      { label: t('procedure-design.paper.kind') },
    ],
    rows: papers.map(p => [
      p.name,
      p.original ?? t('procedure-design.unknown'),
      p.copy ?? t('procedure-design.unknown'),
      [
        p.optional && t('procedure-design.paper.optional'),
        p.alreadyHeld && t('procedure-design.paper.held'),
        p.byForm && t('procedure-design.paper.by-form'),
      ]
        .filter(Boolean)
        .join(', ') || t('procedure-design.paper.needed'),
    ]),
  });
}

function fees(ctx: Ctx, { fees }: ProcedureVersion): Html {
  const { t } = ctx;
  if (!fees.length) return html`<p class="q">${t('procedure-design.procedure.no-fees')}</p>`;
  return scrollTable({
    caption: t('procedure-design.procedure.fees'),
    captionHidden: true,
    columns: [
      { label: t('procedure-design.fee.name') },
      { label: t('procedure-design.fee.channels') },
      { label: t('procedure-design.fee.amount'), figures: true },
      { label: t('procedure-design.fee.exemptions') },
    ],
    rows: fees.map(f => [
      f.name,
      f.channels.length
        ? f.channels.map(c => channelText(t, c)).join(', ')
        : t('procedure-design.channel.all'),
      html`<span class="num">${feeText(t, f)}</span>`,
      lines(
        f.exemptions.map(e => {
          const pays = t(e.share === 0 ? 'procedure-design.fee.exempt' : 'procedure-design.fee.exemption', {
            who: e.who,
            share: formatPercent(e.share, t.lang, 0),
          });
          return e.basis ? t('procedure-design.fee.exemption.by', { pays, basis: e.basis }) : pays;
        }),
      ),
    ]),
  });
}

/** Every version with its time, who wrote it and who approved it. */
async function versionTable(ctx: Ctx, { code, versions, version, inForce }: LoadedProcedure): Promise<Html> {
  const running = await countRunning(
    ctx.db,
    versions.map(v => v.id),
  );
  // What runs on another version than the one in force can be moved there.
  const moving = (v: ProcedureVersion) => {
    const count = running.get(v.id) ?? 0;
    if (!count || !inForce || v.id === inForce.id) return count;
    return html`<a href="${dryRunPath(v)}">${count}<span class="vh"> ${ctx.t('procedure-design.moves.running.link', { number: v.number })}</span></a>`;
  };
  const names = new Map<string, string>();
  for (const id of new Set(versions.flatMap(v => [...v.authors, v.publishedBy ?? ''])))
    names.set(id, await nameOf(ctx, id));
  const name = (id: string) => names.get(id) ?? '';
  return scrollTable({
    caption: ctx.t('procedure-design.procedure.versions'),
    captionHidden: true,
    columns: [
      { label: ctx.t('procedure-design.version.number') },
      { label: ctx.t('procedure-design.version.state') },
      { label: ctx.t('procedure-design.version.made') },
      { label: ctx.t('procedure-design.release.authors') },
      { label: ctx.t('procedure-design.version.approved') },
      { label: ctx.t('procedure-design.moves.running'), figures: true },
    ],
    rows: versions.map(v => [
      v.id === version.id
        ? html`<b>${v.number}</b>`
        : html`<a href="${procedurePath(code)}?ban=${v.number}">${v.number}</a>`,
      stateText(ctx.t, v),
      html`<span class="num">${formatDateTime(v.createdAt)}</span>`,
      v.authors.map(name).join(', '),
      v.publishedBy &&
        v.publishedAt &&
        html`${name(v.publishedBy)}, <span class="num">${formatDateTime(v.publishedAt)}</span>`,
      moving(v),
    ]),
  });
}

const act = (
  ctx: Ctx,
  action: string,
  key: string,
  hidden = '',
  about = `${key}.about`,
  named: Record<string, string | number> = {},
): Html =>
  details(
    { summary: ctx.t(`procedure-design.procedure.${key}`, named) },
    html`<form method="post" action="${action}">${csrfField(ctx)}${hidden && html`<input type="hidden" name="ban" value="${hidden}">`}<p>${ctx.t(`procedure-design.procedure.${about}`)}</p><p>${button({ label: ctx.t(`procedure-design.procedure.${key}.button`), alt: true })}</p></form>`,
  );

/** What can be done with the version that is looked at. */
async function acts(ctx: Ctx, { code, versions, version, draft, inForce }: LoadedProcedure): Promise<Html> {
  const { t } = ctx;
  const home = procedurePath(code);
  const running = (await countRunning(ctx.db, [version.id])).get(version.id) ?? 0;
  const today = localDate(ctx.clock.now());
  // On the page of the one in force too: there one looks for what is to come.
  const coming = [version, ...versions].find(
    v => v.status === 'published' && v.from !== null && v.from > today,
  );
  const others = versions.some(v => v.id !== coming?.id && v.status === 'published');
  return html`<div class="row">${
    draft
      ? button({
          label: t('procedure-design.procedure.edit', { number: draft.number }),
          href: tabPath(code, 'legal'),
        })
      : html`<form method="post" action="${home}/ban-thao">${csrfField(ctx)}<input type="hidden" name="ban" value="${version.id}">${button({ label: t('procedure-design.procedure.new-draft') })}</form>`
  }${button({ label: t('procedure-design.transfer.export'), href: `${home}/xuat.json?ban=${version.number}`, alt: true })}${
    versions.length > 1 &&
    button({
      label: t('procedure-design.compare.link'),
      href: `${home}/so-sanh?moi=${version.number}`,
      alt: true,
    })
  }${
    running > 0 &&
    inForce &&
    inForce.id !== version.id &&
    button({
      label: t('procedure-design.moves.from-here', { count: running }),
      href: dryRunPath(version),
      alt: true,
    })
  }</div>
${version.status === 'draft' && act(ctx, `${home}/bo-ban-thao`, 'discard')}${
  coming &&
  mayApprove(ctx) &&
  act(ctx, `${home}/rut`, 'withdraw', coming.id, others ? undefined : 'withdraw.about-first', {
    number: coming.number,
    from: formatDate(coming.from ?? ''),
  })
}`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await loadProcedure(ctx);
  const { version: v } = loaded;
  return designPage(
    ctx,
    { title: v.name },
    html`<p class="row">${status(v.status === 'published' ? 'done' : 'hold', t('procedure-design.version.is', { number: v.number, state: inSentence(stateText(t, v)) }))}</p>
${
  v.missing.length > 0 &&
  html`<div class="box"><h2>${t('procedure-design.procedure.missing')}</h2><ul>${v.missing.map(m => html`<li>${t(`procedures.missing.${m}`)}</li>`)}</ul></div>`
}
${await acts(ctx, loaded)}
<section><h2>${t('procedure-design.procedure.legal')}</h2>${facts(ctx, v)}</section>
<section><h2>${t('procedure-design.procedure.papers')}</h2>${papers(ctx, v)}</section>
<section><h2>${t('procedure-design.procedure.fees')}</h2>${fees(ctx, v)}</section>
${await versionParts(ctx, v)}
${
  v.unverified.length > 0 &&
  html`<section><h2>${t('procedure-design.procedure.unverified')}</h2><ul>${v.unverified.map(p => html`<li>${unverifiedText(t, p)}</li>`)}</ul></section>`
}
<section><h2>${t('procedure-design.procedure.versions')}</h2>${await versionTable(ctx, loaded)}</section>
${await movesSection(ctx, loaded)}`,
  );
}

export const showRoutes: readonly Route[] = [
  { method: 'GET', path: `${ROOT}/:code`, rule: { permission: 'procedure.edit' }, handler: show },
];
