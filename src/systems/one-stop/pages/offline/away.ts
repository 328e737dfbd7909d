import {
  getPack,
  lastPack,
  loadProcedure,
  type OfflinePack,
  personForm,
  whoHasToBeThere,
  withPlaces,
} from '#engines/cases';
import {
  type Form,
  forStaff,
  JUDGE,
  offlineRules,
  renderFormPage,
  SHRINK,
  said,
  WEDGE,
  WORK_OUT,
} from '#engines/forms';
import { type Agency, getAgency, getArea } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, page, type Route, redirect } from '#platform/http';
import { button, type Html, html, keptPage, TYPE_AHEAD, textField } from '#ui';
import type { EntryView } from '../counter/entry-types.ts';
import { deskPart, formParts } from '../counter/entry-view.ts';
import { CARD_KEY, DONE_KEY, NEXT_KEY } from '../counter/frame.ts';
import { papersPart } from '../counter/papers-view.ts';
import { AWAY_SCRIPT, fetched } from './assets.ts';
import { AWAY, PERSON, PREPARE, packPath } from './paths.ts';

/** From which field of who applies a field of the form takes its answer, by the field's path. */
const takenFrom = (form: Form): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form.fields).flatMap(([path, { prefill }]) => {
      const source = [prefill ?? []].flat().find(s => s.startsWith('profile.'));
      return source && !path.includes('*') ? [[path, source.slice('profile.'.length)]] : [];
    }),
  );

/** Where a form asks for a telephone number, and where for how the result is handed over. */
const reachedBy = (form: Form): { phones: string[]; ways: string[] } => {
  const of = (use: 'phone' | 'delivery') =>
    Object.keys(form.fields).filter(path => !path.includes('*') && form.fields[path]?.use === use);
  return { phones: of('phone'), ways: of('delivery') };
};

/** The form of a procedure with its papers, as at the counter, empty: a template that the script fills a dossier's page from. */
async function procedurePart(ctx: Ctx, pack: OfflinePack, versionId: string): Promise<Html> {
  const { form, version } = await loadProcedure(ctx.db, { procedureVersionId: versionId });
  const date = localDate(ctx.clock.now());
  const { data } = await withPlaces(ctx.db, form, {}, pack.agencyId, date);
  const view: EntryView = {
    intake: { draft: { data, sources: {} }, desk: {}, person: {} },
    form,
    version,
    data,
    errors: [],
    reusable: [],
    offline: true,
  };
  return html`<template data-procedure="${version.code}" data-version="${versionId}" data-name="${version.name}" data-both="${said(whoHasToBeThere(form), 'vi')}" data-takes="${JSON.stringify(takenFrom(form))}" data-reached="${JSON.stringify(reachedBy(form))}" data-rules="${JSON.stringify(offlineRules(ctx.t, forStaff(form), date))}">
${await formParts(ctx, view)}
${await papersPart(ctx, view)}
${await deskPart(ctx, view)}
</template>
`;
}

/** The province that an office lies in, as it is called; empty where it lies in none. */
async function provinceOf(ctx: Ctx, office: Agency, date: string): Promise<string> {
  let area = office.areaId ? await getArea(ctx.db, office.areaId, date) : undefined;
  while (area?.parentId) area = await getArea(ctx.db, area.parentId, date);
  return area?.fullName ?? '';
}

/** Who applies: the desk's own form, its fields under names of their own. */
async function personTemplate(ctx: Ctx, office: Agency): Promise<Html> {
  const { t } = ctx;
  const date = localDate(ctx.clock.now());
  const fields = await renderFormPage(ctx, personForm, 'person', {}, [], { all: true });
  return html`<template data-person="${PERSON}" data-province="${await provinceOf(ctx, office, date)}" data-rules="${JSON.stringify(offlineRules(t, personForm, date))}">${textField(
    t,
    {
      name: 'the',
      label: t('one-stop.offline.card'),
      hint: t('one-stop.offline.card-hint'),
      optional: true,
      autocomplete: 'off',
      most: 1_000,
      key: CARD_KEY,
    },
  )}<div class="fs half">${fields}</div></template>
`;
}

async function draw(ctx: Ctx, pack: OfflinePack): Promise<Answer> {
  const { t } = ctx;
  const { idb, words } = fetched(t.lang);
  const office = await getAgency(ctx.db, pack.agencyId, localDate(ctx.clock.now()));
  const procedures: Html[] = [];
  for (const id of pack.versionIds) procedures.push(await procedurePart(ctx, pack, id));
  const title = t('one-stop.offline.desk');
  return page(
    keptPage(
      ctx,
      {
        title,
        home: { href: PREPARE, label: t('one-stop.offline.back-online') },
        scripts: [AWAY_SCRIPT, WEDGE, TYPE_AHEAD],
      },
      html`<p class="crumb" id="ve" hidden><button class="link" type="button">‹ ${title}</button></p><h1 tabindex="-1" id="tieu-de">${title}</h1>
<noscript><p class="note">${t('one-stop.offline.no-script')}</p></noscript>
<div id="quay" data-pack="${pack.id}" data-office="${office.name}" data-idb="${idb}" data-words="${words}" data-shrink="${SHRINK}" data-judge="${JUDGE}" data-work-out="${WORK_OUT}" data-api="${PREPARE}" data-sign-in="/can-bo/dang-nhap?next=${encodeURIComponent(AWAY)}">
<section data-view="quay" data-title="${title}" hidden>
<p class="box">${t('one-stop.counter.at', { office: office.name })}</p>
<div data-said role="status"></div>
<section><h2>${t('one-stop.offline.new')}</h2><ul class="choose" data-procedures></ul></section>
<section><h2>${t('one-stop.offline.outbox')}</h2><p class="row"><button class="btn alt" type="button" data-send>${t('one-stop.offline.send')}</button></p><ul class="outbox" data-outbox></ul></section></section>
<section data-view="khoa" data-title="${t('one-stop.offline.locked')}" hidden><div data-whose-device></div><p>${t('one-stop.offline.locked-about')}</p>
<form data-unlock novalidate>${textField(t, { name: 'mat-khau', label: t('one-stop.offline.password'), type: 'password', autocomplete: 'current-password', most: 200 })}<p>${button({ label: t('one-stop.offline.unlock') })}</p></form></section>
<section data-view="nguoi" data-title="${t('one-stop.counter.person-title')}" hidden><p class="q" data-about></p>
<div data-errors></div><form data-form="nguoi" class="parts" novalidate autocomplete="off"><div data-fields></div><p>${button({ label: t('one-stop.counter.go-on'), key: DONE_KEY })}</p></form></section>
<section data-view="ho-so" hidden><p class="q" data-whose></p>
<div data-errors></div><form data-form="ho-so" class="parts" novalidate autocomplete="off"><div data-fields></div><p class="row">${button({ label: t('one-stop.offline.keep'), key: DONE_KEY })}<button class="btn alt" type="button" data-person>${t('one-stop.counter.change-person')}</button></p><p class="q" role="status" data-kept></p></form></section>
<section data-view="bien-nhan" hidden><article class="slip" data-slip></article><p class="row"><button class="btn" type="button" data-print data-key="${DONE_KEY}">${t('one-stop.offline.print')} <kbd>${DONE_KEY}</kbd></button><button class="btn alt" type="button" data-home data-key="${NEXT_KEY}">${t('one-stop.offline.done')} <kbd>${NEXT_KEY}</kbd></button></p></section>
</div>
${await personTemplate(ctx, office)}${procedures}`,
    ),
  );
}

/** The page of a pack, for the browser to keep. */
async function drawPack(ctx: Ctx): Promise<Answer> {
  return draw(ctx, await getPack(ctx.db, ctx.visitor!.accountId, ctx.req.params.pack ?? ''));
}

/** Where the browser has no page of its own (yet): that of the pack made last, else where one is made. */
async function drawLast(ctx: Ctx): Promise<Answer> {
  const pack = await lastPack(ctx.db, ctx.visitor!.accountId);
  return pack ? redirect(packPath(pack.id)) : redirect(PREPARE);
}

const rule = { permission: 'dossier.receive' };
export const awayRoutes: readonly Route[] = [
  { method: 'GET', path: AWAY, rule, handler: drawLast },
  { method: 'GET', path: `${packPath(':pack')}/trang`, rule, handler: drawPack },
];
