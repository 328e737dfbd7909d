import type { Env } from '#platform/env';
import type { Failure } from '#platform/http';
import type { Lang } from '#platform/i18n';
import { citizenSheet, type Html, html, mark, raw } from '#ui';

/**
 * The page of a failed request. It asks nothing of the database, which may be what failed: the header is the plain mark, and
 * the way out is the home page, the telephone, and the trace code to read out.
 */
export function errorPage(failure: Failure, view: { lang: Lang; path: string; env: Env }): Html {
  const { site, texts } = view.env;
  const t = texts.of(view.lang);
  const body = html`${site.demo && html`<aside class="sim" aria-label="${t('ui.demo.label')}">${t('ui.demo.text')}</aside>`}
<header class="top"><div class="w"><a class="brand" href="/">${mark}<span>${site.name}<small>${site.authority}</small></span></a></div></header>
<main class="w" id="main">
<h1>${failure.what}</h1>
<p class="lead">${failure.todo}</p>
<p><a class="btn" href="/">${t('app.error.home')}</a></p>
${failure.status < 500 && html`<p><a href="/thu-tuc">${t('app.error.procedures')}</a> · <a href="/tra-cuu">${t('ui.nav.tracking')}</a></p>`}
<p>${t('ui.foot.help')} <a href="tel:${site.hotline}">${site.hotline}</a></p>
<p class="q">${t('app.error.trace', { code: failure.code, trace: failure.traceId })}</p>
</main>`;
  return html`${raw('<!doctype html>')}
<html lang="${view.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${t('ui.title.page', { title: failure.what, site: site.name })}</title>
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${citizenSheet(body.toString())}">
</head>
<body>
${body}
</body>
</html>
`;
}
