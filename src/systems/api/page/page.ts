import { type ApiDocument, type Ctx, page, type Route } from '#platform/http';
import { citizenPage, foldTable, type Html, html, join, keyValues } from '#ui';
import { SCOPES } from '../scopes.ts';
import { operationView, type Place } from './operation.ts';
import { schemaRows } from './schema-rows.ts';

const placesOf = ({ paths }: ApiDocument): Place[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

/** Operations by their group, in the order of the document. */
function groupsOf(document: ApiDocument): Array<[string, Place[]]> {
  const groups = new Map<string, Place[]>();
  for (const place of placesOf(document)) {
    const tag = place.operation.tags?.[0] ?? '';
    groups.set(tag, [...(groups.get(tag) ?? []), place]);
  }
  return [...groups];
}

const firstRequest = (base: string): string => `curl -H "Authorization: Bearer fsp_…" \\
"${base}/api/v1/procedures?q=khai+sinh"`;

const submission = (base: string): string => `curl -X POST "${base}/api/v1/dossiers" \\
  -H "Authorization: Bearer fsp_…" \\
  -H "Idempotency-Key: 2026-000157" \\
  -H "Content-Type: application/json" \\
  -d @dossier.json`;

function beginning({ t, site }: Ctx): Html {
  return html`<h2>${t('api.page.begin')}</h2>
<p>${t('api.page.token')}</p>
<pre>${firstRequest(site.baseUrl)}</pre>
${keyValues(
  t,
  SCOPES.map(scope => ({ label: scope, value: t(`api.scope.${scope}`) })),
)}
<p>${t('api.page.reach')}</p>
<p>${t('api.page.rate')}</p>
<h2>${t('api.page.once')}</h2>
<p>${t('api.page.once-about')}</p>
<pre>${submission(site.baseUrl)}</pre>`;
}

function errors({ t }: Ctx, document: ApiDocument): Html {
  const error = document.components.schemas.Error;
  return html`<h2>${t('api.page.errors')}</h2>
<p>${t('api.page.errors-about')}</p>
${
  error &&
  foldTable({
    caption: t('api.page.errors'),
    captionHidden: true,
    columns: [t('api.page.name'), t('api.page.meaning')].map(label => ({ label })),
    rows: schemaRows(error).map(r => [html`<code>${r.path}</code>`, r.words]),
  })
}`;
}

/** The page for those who integrate: made from the document that programs read, so that both say the same. */
async function show(ctx: Ctx) {
  const { t } = ctx;
  const document = ctx.apiDocument();
  const groups = groupsOf(document);
  return page(
    citizenPage(
      ctx,
      { title: t('api.page.title'), backTo: '/' },
      html`<h1>${t('api.page.title')}</h1>
<p class="lead">${document.info.description}</p>
<p><a href="/api/openapi.json?lang=${ctx.lang}">${t('api.page.document', { version: document.openapi })}</a></p>
${beginning(ctx)}${errors(ctx, document)}
<h2>${t('api.page.operations')}</h2>
<ul>${groups.map(
        ([tag, places]) =>
          html`<li>${tag}: ${join(
            places.map(p => html`<a href="#${p.operation.operationId}">${p.operation.summary}</a>`),
            ', ',
          )}</li>`,
      )}</ul>
${groups.map(([tag, places]) => html`<h2>${tag}</h2>${places.map(place => operationView(t, place))}`)}`,
    ),
  );
}

export const apiPage: Route = { method: 'GET', path: '/api', rule: 'public', handler: show };
