import type { Env } from '#platform/env';
import type { Failure, Resend } from '#platform/http';
import type { Lang, Translate } from '#platform/i18n';
import { citizenSheet, type Html, html, mark, raw, STAFF_CSS } from '#ui';

type View = { lang: Lang; path: string; env: Env };
type Way = { href: string; label: string };

const STAFF = '/can-bo';
const DOSSIER = /^\/can-bo\/ho-so\/[0-9a-f-]{36}(?=\/)/;
const ADMINISTRATION = '/can-bo/quan-tri';

/** Where an official goes on: the dossier that the page belongs to, the place that keeps the province, and always the inbox. */
export function waysBack(path: string): { href: string; label: string }[] {
  const dossier = DOSSIER.exec(path)?.[0];
  return [
    ...(dossier ? [{ href: dossier, label: 'app.error.dossier' }] : []),
    ...(path.startsWith(`${ADMINISTRATION}/`)
      ? [{ href: ADMINISTRATION, label: 'app.error.administration' }]
      : []),
    { href: STAFF, label: 'app.error.inbox' },
  ];
}

const isStaff = (path: string): boolean => path === STAFF || path.startsWith(`${STAFF}/`);

/** The bar of the page and what it leads to: of officials their work, of citizens the home page and what they look for. */
function frame(failure: Failure, { lang, path, env }: View): { header: Html; ways: readonly Way[] } {
  const { site, texts } = env;
  const t = texts.of(lang);
  const named = (ways: readonly Way[]) => ways.map(w => ({ href: w.href, label: t(w.label) }));
  if (isStaff(path))
    return {
      header: html`<header class="top"><a class="brand" href="${STAFF}">${mark}<span>${site.name}</span></a></header>`,
      ways: named(waysBack(path)),
    };
  const more = [
    { href: '/thu-tuc', label: 'app.error.procedures' },
    { href: '/tra-cuu', label: 'ui.nav.tracking' },
  ];
  return {
    header: html`<header class="top"><div class="w"><a class="brand" href="/">${mark}<span>${site.name}<small>${site.authority}</small></span></a></div></header>`,
    ways: named([{ href: '/', label: 'app.error.home' }, ...(failure.status < 500 ? more : [])]),
  };
}

/** What was typed, unseen, and the button that sends it again. Works without script, as often as it takes. */
const againForm = (t: Translate, { action, fields, files }: Resend): Html =>
  html`<form method="post" action="${action}">${fields.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}
${files.length > 0 && html`<p>${t('app.error.files', { names: files.join(', ') })}</p>`}<p><button class="btn">${t('app.error.again')}</button></p></form>`;

const READ_OUT = 8;

/** The end of a trace id, as it is read out over the telephone: `766D-80F6`. The log is searched for it without the stroke. */
const readOut = (traceId: string): string =>
  traceId
    .replaceAll('-', '')
    .slice(-READ_OUT)
    .toUpperCase()
    .replace(/(?<=^.{4})(?=.)/, '-');

function codeToRead(t: Translate, { code, status, traceId }: Failure): Html | null {
  if (status === 404) return null;
  const said = t('app.error.trace', { code, trace: readOut(traceId) });
  return html`<p class="q">${said}${status >= 500 && html`<br>${t('app.error.trace-whole', { trace: traceId })}`}</p>`;
}

/**
 * The page of a failed request. It asks nothing of the database, which may be what failed: the header is the plain mark of the
 * part of the site, and the way out is where one came from, the telephone, and the code to read out; of a fault also the whole trace id,
 * to be copied. Who asked for a page that is not there has nothing to call about.
 */
export function errorPage(failure: Failure, view: View): Html {
  const { site, texts } = view.env;
  const t = texts.of(view.lang);
  const staff = isStaff(view.path);
  const { header, ways } = frame(failure, view);
  const [first, ...others] = ways;
  const { resend } = failure;
  const kept = failure.status < 500 ? 'app.error.kept' : 'app.error.kept-wait';
  const main = html`<h1>${failure.what}</h1>
<p class="lead">${resend ? t(kept) : failure.todo}</p>
${resend && againForm(t, resend)}<p><a class="${resend ? 'btn alt' : 'btn'}" href="${first?.href ?? '/'}">${first?.label}</a></p>
${others.length > 0 && html`<p>${others.map((w, i) => html`${i > 0 && ' · '}<a href="${w.href}">${w.label}</a>`)}</p>`}
<p>${t('ui.foot.help')} <a href="tel:${site.hotline}">${site.hotline}</a></p>
${codeToRead(t, failure)}`;
  const body = html`${site.demo && html`<aside class="sim" aria-label="${t('ui.demo.label')}">${t('ui.demo.text')}</aside>`}
${header}
${staff ? html`<div class="shell"><main id="main">${main}</main></div>` : html`<main class="w" id="main">${main}</main>`}`;
  return html`${raw('<!doctype html>')}
<html lang="${view.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${t('ui.title.page', { title: failure.what, site: site.name })}</title>
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${staff ? STAFF_CSS : citizenSheet(body.toString())}">
</head>
<body>
${body}
</body>
</html>
`;
}
