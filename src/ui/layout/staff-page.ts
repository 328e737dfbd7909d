import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { STAFF_CSS } from '../assets/css.ts';
import { button } from '../components/button/component.ts';
import { TYPE_AHEAD } from '../components/field/type-ahead-asset.ts';
import { type Html, html, type Printable, url } from '../html.ts';
import { csrfField, document, otherLanguage, signOutButton } from './document.ts';
import { mark } from './icons.ts';
import { type StaffMenuLink, workplacesOf } from './menus.ts';

/** Where the search field of every staff page is posted to: a card may be scanned into it, and must stand in no address. */
export const STAFF_SEARCH = '/can-bo/tim';

export type NavItem = { id?: string; href: string; label: string; count?: number };
export type NavGroup = { heading: string; items: readonly NavItem[] };

export type StaffPageOptions = {
  title: string;
  /** Views of this place (saved filters, lists), above the workplaces that modules add to `staffMenu`. */
  nav?: readonly NavGroup[];
  /** `id` of the item in `nav` or in the menu of workplaces where the reader is. */
  active?: string;
  /** Leaves the side menu away: a dossier, a map, an editor. */
  wide?: boolean;
  /** The search field of the bar: the list whose address takes `q`, what it finds, what stands in it; unless said that of a workplace (`finds`). */
  search?: { action: string; label: string; value?: string };
  /** The page was refused: its title starts with "Lỗi:". */
  error?: boolean;
  /** Addresses from `defineAsset`; the page must work without them. */
  scripts?: readonly string[];
  /** Addresses from `defineAsset` of style sheets that only this page needs. */
  styles?: readonly string[];
};

/** A page for officials: bar, side menu, work. `main` stands in `<main>` and holds the only `h1`. */
export function staffPage(ctx: Ctx, options: StaffPageOptions, main: Html): Html {
  const places = workplacesOf(ctx);
  const side = options.wide ? null : sideNav(ctx, options, places);
  return document(ctx, {
    title: options.title,
    error: options.error,
    css: STAFF_CSS,
    scripts: [TYPE_AHEAD, ...(options.scripts ?? [])],
    styles: options.styles,
    header: bar(ctx, options, places),
    body: html`<div class="shell${side && ' two'}">
${side}
<main id="main">
${printed(ctx)}${main}
</main>
</div>`,
  });
}

/** Seen on paper only: of what moment the page is, and whose. */
const printed = ({ t, clock, visitor }: Ctx): Html =>
  html`<p class="printed">${t('ui.printed', { at: formatDateTime(clock.now()), name: visitor?.name ?? '' })}</p>
`;

function bar(ctx: Ctx, options: StaffPageOptions, places: readonly StaffMenuLink[]): Html {
  const { t, site, visitor } = ctx;
  const search = options.search ?? searchOf(ctx, places);
  const post = visitor?.post?.[ctx.lang];
  const other = otherLanguage(ctx);
  return html`<header class="top">
<a class="brand" href="/can-bo">${mark}<span>${site.name}</span></a>
${
  search &&
  html`<form role="search" method="post" action="${STAFF_SEARCH}">${csrfField(ctx)}<input type="hidden" name="o" value="${search.action}"><input type="search" name="q" aria-label="${search.label}" placeholder="${search.label}" value="${search.value ?? ''}"></form>`
}
<div class="who push">${
    visitor
      ? html`<a href="/tai-khoan">${visitor.name}</a>${post && html`<small>${post}</small>`}`
      : html`<a href="/dang-nhap">${t('ui.nav.sign-in')}</a>`
  }</div>
<a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a>${visitor && signOutButton(ctx)}
</header>`;
}

function searchOf(ctx: Ctx, places: readonly StaffMenuLink[]): StaffPageOptions['search'] {
  const place = places.find(link => link.finds);
  return place && { action: place.href, label: ctx.t(place.finds ?? '') };
}

/** What a list of officials is asked for where people are looked for too: posted first, for a card may be scanned into it. */
export const findForm = (ctx: Ctx, place: string, fields: Printable, label: string): Html =>
  html`<form class="ask" method="post" action="${STAFF_SEARCH}">${csrfField(ctx)}<input type="hidden" name="o" value="${place}">${fields}
${button({ label, alt: true })}</form>
`;

function sideNav(
  ctx: Ctx,
  { nav = [], active }: StaffPageOptions,
  places: readonly StaffMenuLink[],
): Html | null {
  const { t } = ctx;
  const groups = nav.filter(g => g.items.length);
  if (!groups.length && !places.length) return null;
  return html`<nav class="side" aria-label="${t('ui.side.label')}">
${groups.map(g =>
  sideGroup(
    g.heading,
    g.items.map(item => sideItem(item, active)),
  ),
)}${
  places.length > 0 &&
  sideGroup(
    t('ui.side.work'),
    places.map(place => placeItem(ctx, place, active)),
  )
}</nav>`;
}

const sideGroup = (heading: string, items: readonly Html[]) => html`<h2>${heading}</h2>
<ul>${items}</ul>
`;

// The same on every page but that of the place itself: drawn once in each language.
const placesDrawn = { vi: new WeakMap<StaffMenuLink, Html>(), en: new WeakMap<StaffMenuLink, Html>() };

function placeItem({ t, lang }: Ctx, place: StaffMenuLink, active: string | undefined): Html {
  const draw = () => sideItem({ id: place.id, href: place.href, label: t(place.label) }, active);
  if (place.id === active) return draw();
  const drawn = placesDrawn[lang].get(place) ?? draw();
  placesDrawn[lang].set(place, drawn);
  return drawn;
}

const sideItem = (item: NavItem, active: string | undefined) =>
  html`<li><a href="${url(item.href)}"${item.id && item.id === active && html` aria-current="page"`}>${item.label}${
    item.count !== undefined && html` <span>${item.count}</span>`
  }</a></li>`;
