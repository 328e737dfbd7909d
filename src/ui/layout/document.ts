import { type Ctx, LOADER, needsOf } from '#platform/http';
import { withWholeTimes } from '../format/unbroken.ts';
import { type Html, html, type Printable, raw } from '../html.ts';
import { withIcons } from './icons.ts';

type Parts = {
  title: string;
  error?: boolean | undefined;
  css: string;
  /** Addresses of style sheets that this page needs besides. */
  styles?: readonly string[] | undefined;
  /** Addresses of module scripts; none on citizen pages that matter. */
  scripts?: readonly string[] | undefined;
  /** Where no script keeps the page as things are now: it is asked for anew after so many seconds. */
  refreshSeconds?: number | undefined;
  /** … and then this path instead. */
  refreshTo?: string | undefined;
  header: Html;
  body: Html;
};

const END = '\n</body>\n</html>\n';

/** The whole document around what a layout puts into it. A title with errors begins with the word for them. */
export function document(ctx: Ctx, parts: Parts): Html {
  const { t, site, lang } = ctx;
  const title = t(parts.error ? 'ui.title.error' : 'ui.title.page', { title: parts.title, site: site.name });
  const head = html`${raw('<!doctype html>')}
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<meta name="theme-color" content="#1d1a55">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${parts.css}">${parts.styles?.map(href => html`<link rel="stylesheet" href="${href}">`)}
${parts.scripts?.map(src => html`<script type="module" src="${src}"></script>`)}${
  parts.refreshSeconds &&
  html`<noscript><meta http-equiv="refresh" content="${parts.refreshSeconds}${parts.refreshTo && `;url=${parts.refreshTo}`}"></noscript>`
}
</head>
<body>
`.toString();
  const whole = html`${raw(head)}<a class="skip" href="#main">${t('ui.skip')}</a>
${site.demo && html`<aside class="sim" aria-label="${t('ui.demo.label')}">${t('ui.demo.text')}</aside>`}
${parts.header}
${parts.body}
${raw(END)}`;
  // Looked through as one text: it is put together once, by the first who reads it, and sent as it is.
  const text = withIcons(withWholeTimes(whole.toString()), head.length);
  return raw(needsOf(text).loader ? `${text.slice(0, -END.length)}<script>${LOADER}</script>${END}` : text);
}

/** The address of this page in the other language, all else kept. */
export function otherLanguage(ctx: Ctx): { lang: 'vi' | 'en'; href: string; name: string } {
  const lang = ctx.lang === 'vi' ? 'en' : 'vi';
  const name = lang === 'en' ? 'English' : 'Tiếng Việt';
  const asked = Object.entries(ctx.req.query);
  if (!asked.length) return { lang, href: `${ctx.req.path}?lang=${lang}`, name };
  const query = new URLSearchParams();
  for (const [name, value] of asked) {
    if (name === 'lang') continue;
    for (const v of Array.isArray(value) ? value : [value]) query.append(name, v);
  }
  query.set('lang', lang);
  return { lang, href: `${ctx.req.path}?${query}`, name };
}

/** The button that ends the session: a post, so that no link on another page can do it. */
export const signOutButton = (ctx: Ctx): Html =>
  html`<form class="out" method="post" action="/dang-xuat">${csrfField(ctx)}<button class="link">${ctx.t('ui.sign-out')}</button></form>`;

/** The hidden field that every form which posts must hold. */
export const csrfField = (ctx: Pick<Ctx, 'csrf'>): Printable =>
  html`<input type="hidden" name="_csrf" value="${ctx.csrf}">`;
