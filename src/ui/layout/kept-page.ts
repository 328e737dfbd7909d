import type { Ctx } from '#platform/http';
import { STAFF_CSS } from '../assets/css.ts';
import { type Html, html, url } from '../html.ts';
import { document } from './document.ts';
import { mark } from './icons.ts';

/**
 * A page for officials that a browser keeps to work without a network. It is the same for everybody who may see it: no name of who asked, no
 * token of a form, no search, nothing that was entered.
 */
export const keptPage = (
  ctx: Ctx,
  options: { title: string; home: { href: string; label: string }; scripts: readonly string[] },
  main: Html,
): Html =>
  document(ctx, {
    title: options.title,
    css: STAFF_CSS,
    scripts: options.scripts,
    header: html`<header class="top">
<span class="brand">${mark}<span>${ctx.site.name}</span></span>
<a class="push" href="${url(options.home.href)}">${options.home.label}</a>
</header>`,
    body: html`<div class="shell">
<main id="main">
${main}
</main>
</div>`,
  });
