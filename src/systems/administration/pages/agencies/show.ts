import {
  type Agency,
  childAgencies,
  findAgency,
  findArea,
  listAgencySuccessions,
  listPosts,
} from '#engines/organisation';
import { formatDate } from '#platform/clock';
import type { Answer, Ctx, Route } from '#platform/http';
import {
  button,
  csrfField,
  dayAsked,
  details,
  emptyState,
  type Html,
  html,
  keyValues,
  note,
  periodText,
  scrollTable,
  status,
} from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { endedByWhom, endsAgency } from '../../ending-power.ts';
import { holds } from '../../nav.ts';
import { adminPage, ROOT } from '../../view.ts';
import { agencyPath, type LoadedAgency, loadAgency } from './load.ts';
import { isToCome } from './withdraw.ts';
import { endToCome } from './withdraw-end.ts';

/** Whether it ended with the townships, on 30/06/2025: special zones there were none before. */
const isBefore = ({ level, to }: Agency): boolean => level === 'commune' && to !== null && to <= '2025-07-01';

async function facts(ctx: Ctx, agency: Agency): Promise<Html> {
  const { t, db } = ctx;
  const parent = agency.parentId ? await findAgency(db, agency.parentId, agency.from) : undefined;
  const area = agency.areaId ? await findArea(db, agency.areaId, agency.from) : undefined;
  const rows: Array<[string, string | Html | null | undefined]> = [
    ['identifier', html`<span class="num">${agency.identifier}</span>`],
    ['legacy', agency.legacyIdentifier],
    ['short-name', agency.shortName],
    ['kind', t(`organisation.agency-kind.${agency.kind}`)],
    ['level', t(`organisation.level.${agency.level}${isBefore(agency) ? '-before' : ''}`)],
    ['parent', parent?.name],
    ['area', area && `${area.fullName} (${area.code})`],
    ['address', agency.address],
    ['phone', agency.phone],
    ['note', agency.note],
  ];
  return keyValues(
    t,
    rows.flatMap(([key, value]) => (value ? [{ label: t(`administration.agency.${key}`), value }] : [])),
  );
}

const versions = (ctx: Ctx, { id, versions }: LoadedAgency): Html =>
  scrollTable({
    caption: ctx.t('administration.agency.versions'),
    captionHidden: true,
    columns: [
      { label: ctx.t('administration.period') },
      { label: ctx.t('administration.agency.name') },
      { label: ctx.t('administration.agency.identifier') },
      { label: ctx.t('administration.actions'), hidden: true },
    ],
    rows: versions.map(v => [
      html`<span class="num">${periodText(ctx.t, v)}</span>`,
      html`${v.name}${v.unverified && html`<small>${ctx.t('organisation.unverified')}</small>`}`,
      html`<span class="num nb">${v.identifier}</span>`,
      html`<span class="row"><a href="${agencyPath(id)}/dinh-chinh/${v.versionId}">${ctx.t('administration.agency.correct')}<span class="vh"> ${periodText(ctx.t, v)}</span></a>${
        isToCome(ctx, v) &&
        html`<a href="${agencyPath(id)}/huy/${v.versionId}">${ctx.t('administration.agency.withdraw')}<span class="vh"> ${periodText(ctx.t, v)}</span></a>`
      }</span>`,
    ]),
  });

// From Unicode's private use area: where the link stands in the sentence.
const NAME = '\uE000';

async function successions(ctx: Ctx, id: string, above: boolean): Promise<Html | null> {
  const { t } = ctx;
  const list = await listAgencySuccessions(ctx.db, id);
  if (!list.length) return null;
  const names = new Map<string, string>();
  for (const s of list) {
    const other = s.fromId === id ? s.intoId : s.fromId;
    for (const [key, name] of await agencyNames(ctx, [other], s.on)) names.set(key, name);
  }
  return html`<section><h2>${t('administration.agency.successions')}</h2>
<ul>${list.map(s => {
    const given = s.fromId === id;
    const other = given ? s.intoId : s.fromId;
    const [before, after] = t(`administration.agency.${given ? 'went-into' : 'came-from'}`, {
      day: formatDate(s.on),
      agency: NAME,
      share: t(`administration.share.${s.share}`),
    }).split(NAME);
    return html`<li>${before}<a href="${agencyPath(other)}">${names.get(other)}</a>${after}${
      given &&
      above &&
      details(
        { summary: t('administration.agency.unlink') },
        html`<form method="post" action="${agencyPath(id)}/ke-thua/bo">${csrfField(ctx)}<input type="hidden" name="vao" value="${s.intoId}"><input type="hidden" name="ngay" value="${formatDate(s.on)}"><p>${t(
          'administration.agency.unlink.about',
        )}</p><p>${button({ label: t('administration.agency.unlink.button'), alt: true })}</p></form>`,
      )
    }</li>`;
  })}</ul></section>`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const { day, errors } = dayAsked(ctx);
  const loaded = await loadAgency(ctx, day);
  const { id, agency } = loaded;
  const here = agency.from <= day && (agency.to === null || day < agency.to);
  const above = await endsAgency(ctx, id);
  const last = endToCome(ctx, loaded);
  const [children, posts] = await Promise.all([childAgencies(db, id, day), listPosts(db, id, day)]);
  const link = (to: string, key: string, alt = true) =>
    button({ label: t(key), href: `${agencyPath(id)}/${to}`, alt });
  return adminPage(
    ctx,
    {
      title: agency.name,
      active: 'agencies',
      crumbs: [{ href: `${ROOT}/co-quan`, label: t('administration.agencies.title') }],
      errors,
    },
    html`<p class="row">${
      here
        ? html`<span class="q">${t('administration.agency.on', { day: formatDate(day) })}</span>`
        : status(
            'hold',
            t('administration.agency.not-there', { day: formatDate(day), period: periodText(ctx.t, agency) }),
          )
    }${agency.unverified && html`<span class="q">${t('organisation.unverified')}</span>`}</p>
${last && note(t('administration.agency.ends', { day: formatDate(last) }))}<section aria-labelledby="facts"><h2 id="facts">${t('administration.agency.facts')}</h2>${await facts(ctx, agency)}
<p class="row">${link('thay-doi', 'administration.agency.change', false)}${above && html`${link('ke-thua', 'administration.agency.link')}${last ? link('rut-ket-thuc', 'administration.agency.resume') : link('ket-thuc', 'administration.agency.end')}`}</p>${!above && html`<p class="q">${await endedByWhom(ctx, id)}</p>`}</section>
<section><h2>${t('administration.agency.versions')}</h2>${versions(ctx, loaded)}</section>
${await successions(ctx, id, above)}
<section><h2>${t('administration.agency.children')}</h2>${
      children.length
        ? html`<ul>${children.map(c => html`<li><a href="${agencyPath(c.id)}">${c.name}</a> <span class="q num">${c.identifier}</span></li>`)}</ul>`
        : emptyState({ why: t('administration.agency.no-children', { day: formatDate(day) }) })
    }<p>${button({ label: t('administration.agency.add-child'), href: `${ROOT}/co-quan/moi?cap-tren=${id}`, alt: true })}</p></section>
<section><h2>${t('administration.posts.title')}</h2><p>${t('administration.agency.posts', { count: posts.length, day: formatDate(day) })}</p>
${holds(ctx, 'identity.manage') && html`<p>${button({ label: t('administration.agency.posts.open'), href: `${agencyPath(id)}/vi-tri`, alt: true })}</p>`}</section>`,
  );
}

export const agencyRoute: Route = {
  method: 'GET',
  path: `${ROOT}/co-quan/:id`,
  rule: { permission: 'organisation.manage' },
  handler: show,
};
