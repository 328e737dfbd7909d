import type { Ctx } from '#platform/http';
import { citizenSheet } from '../assets/css.ts';
import { breadcrumbs, type Crumb } from '../components/breadcrumbs/component.ts';
import { unbrokenText } from '../format/unbroken.ts';
import { type Html, html, raw } from '../html.ts';
import { document, otherLanguage, signOutButton } from './document.ts';
import { drawnOnce, type ForEverybody } from './drawn-once.ts';
import { mark } from './icons.ts';
import { footerLinks, headerLinks, type MenuLink } from './menus.ts';

export type CitizenPageOptions = {
  title: string;
  /** Where the reader is, from the outside in, without this page itself. */
  crumbs?: readonly Crumb[];
  /** "Quay lại", instead of crumbs: a path of ours. */
  backTo?: string;
  /** The page was refused: its title starts with "Lỗi:". */
  error?: boolean;
  /** For officials who are not signed in yet: without the links of citizens. */
  officials?: boolean;
  /** Without the 42rem column: a table or a map is the page. */
  wide?: boolean;
  /** Without the page's margins: the page brings its own `.w` blocks, e.g. below a `.band`. */
  bleed?: boolean;
  /** Addresses from `defineAsset` of style sheets that only this page needs. */
  styles?: readonly string[];
};

/**
 * A page for citizens: one style sheet, no script, no icon request. `main` stands in `<main>` and holds the only `h1`.
 */
export function citizenPage(ctx: Ctx, options: CitizenPageOptions, main: Html): Html {
  const classes = options.bleed ? undefined : options.wide ? 'w all' : 'w';
  const way = options.backTo ? [{ href: options.backTo, label: ctx.t('ui.back') }] : (options.crumbs ?? []);
  const top = header(ctx, options.officials ?? ctx.visitor?.kind === 'official');
  const inside = html`<main${classes && html` class="${classes}"`} id="main">
${breadcrumbs(ctx.t, way)}${main}
</main>`;
  const body = html`${raw(unbrokenText(inside.toString()))}
${footer(ctx)}`;
  return document(ctx, {
    title: options.title,
    error: options.error,
    // What decides stands in the body mostly, which is looked through first.
    css: citizenSheet(body.toString(), top.toString()),
    styles: options.styles,
    header: top,
    body,
  });
}

/** The beginning of the header, up to the visitor's own links. */
const headerFor = (linksOf: (ctx: ForEverybody) => readonly MenuLink[]) =>
  drawnOnce(ctx => {
    const { t, site } = ctx;
    return html`<header class="top"><div class="w">
<a class="brand" href="/">${mark}<span>${site.name}<small>${unbrokenText(site.authority)}</small></span></a>
<nav aria-label="${t('ui.nav.label')}"><a href="/tra-cuu">${t('ui.nav.tracking')}</a>${linksOf(ctx).map(
      l => html`<a href="${l.href}">${t(l.label)}</a>`,
    )}`;
  });
const headerOfCitizens = headerFor(ctx => ctx.extensions(headerLinks));
const headerOfOfficials = headerFor(() => [{ href: '/can-bo', label: 'ui.nav.staff' }]);

function header(ctx: Ctx, officials: boolean): Html {
  const { t, visitor } = ctx;
  const own = visitor
    ? html`<a href="/tai-khoan">${visitor.name || t('ui.nav.account')}</a>${signOutButton(ctx)}`
    : !officials && html`<a href="/dang-nhap">${t('ui.nav.sign-in')}</a>`;
  return html`${officials ? headerOfOfficials(ctx) : headerOfCitizens(ctx)}${own}</nav>
</div></header>`;
}

const beginOfFooter = drawnOnce(
  ({ t, site, extensions }) => html`<footer class="foot"><div class="w">
<p><b>${t('ui.foot.help')}</b> ${t('ui.foot.call')} <a href="tel:${site.hotline.replace(/[^\d+]/g, '')}">${site.hotline}</a></p>
<nav class="row" aria-label="${t('ui.foot.label')}"><a href="#main">${t('ui.foot.top')}</a><a href="/kiem-tra">${t('ui.nav.verify')}</a>${extensions(
    footerLinks,
  ).map(l => html`<a href="${l.href}">${t(l.label)}</a>`)}`,
);
const endOfFooter = drawnOnce(
  ({ t, site }) => html`</nav>
<p>${unbrokenText(t('ui.foot.owner', { authority: site.authority }))}</p>
</div></footer>`,
);

function footer(ctx: Ctx): Html {
  const other = otherLanguage(ctx);
  return html`${beginOfFooter(ctx)}<a href="${other.href}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a>${endOfFooter(ctx)}`;
}
