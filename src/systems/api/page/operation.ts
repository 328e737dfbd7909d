import type { ApiOperation, ApiParameter } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { details, foldTable, type Html, html, join, type Printable, wholeSteps } from '#ui';
import { type SchemaRow, schemaRows, typeName } from './schema-rows.ts';

export type Place = { method: string; path: string; operation: ApiOperation };

const about = (words: string | null, values: readonly string[], demand?: string): Printable => {
  const listed = html`<span class="q">${join(
    values.map(v => html`<code>${v}</code>`),
    ', ',
  )}</span>`;
  const parts = [
    words,
    values.length > 0 && listed,
    demand && html`<span class="q">(${demand})</span>`,
  ].filter(Boolean);
  return parts.length ? join(parts, ' ') : '–';
};

const demanded = (t: Translate, required: boolean) => t(required ? 'api.page.required' : 'api.page.optional');

/** `sent`: values that the caller gives, so that it matters which it must. */
const valueTable = (t: Translate, caption: string, rows: readonly SchemaRow[], sent = false): Html =>
  foldTable({
    caption,
    captionHidden: true,
    columns: [t('api.page.name'), t('api.page.type'), t('api.page.meaning')].map(label => ({ label })),
    rows: rows.map(r => [
      html`<code>${r.path}</code>`,
      html`<code>${r.type}</code>`,
      about(r.words, r.values, sent ? demanded(t, r.required) : undefined),
    ]),
  });

const parameterTable = (t: Translate, caption: string, parameters: readonly ApiParameter[]): Html =>
  foldTable({
    caption,
    captionHidden: true,
    columns: [t('api.page.name'), t('api.page.type'), t('api.page.meaning')].map(label => ({ label })),
    rows: parameters.map(p => [
      html`<code>${p.name}</code>`,
      html`<code>${typeName(p.schema)}</code>`,
      about(
        p.description ?? null,
        (p.schema.enum as string[] | undefined) ?? [],
        `${t(`api.page.in-${p.in}`)}, ${demanded(t, p.required ?? false)}`,
      ),
    ]),
  });

/** What comes back when all went well: its status, its media type and its values. */
function answerOf(t: Translate, { responses }: ApiOperation): Html {
  const [status = '200', response] = Object.entries(responses).find(([s]) => s !== 'default') ?? [];
  const [type = '', content] = Object.entries(response?.content ?? {})[0] ?? [];
  const rows = content ? schemaRows(content.schema) : [];
  const summary = t('api.page.answer', { status, type });
  return rows.length ? details({ summary }, valueTable(t, summary, rows)) : html`<p>${summary}</p>`;
}

/** One operation: what it does, who may, what to send and what comes back. */
export function operationView(t: Translate, { method, path, operation }: Place): Html {
  const scope = operation.security?.[0]?.token?.[0];
  const parameters = (operation.parameters ?? []).filter(p => p.name !== 'lang');
  const [bodyType, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const send = bodyType && t('api.page.body', { type: bodyType });
  return html`<h3 id="${operation.operationId}">${operation.summary}</h3>
<p><code><b>${method.toUpperCase()}</b> ${wholeSteps(path)}</code></p>
<p>${operation.description}${operation.description && ' '}${scope ? t('api.page.scope', { scope }) : t('api.page.no-token')}</p>
${parameters.length > 0 && details({ summary: t('api.page.parameters') }, parameterTable(t, t('api.page.parameters'), parameters))}
${body && send && details({ summary: send }, valueTable(t, send, schemaRows(body.schema), true))}
${answerOf(t, operation)}`;
}
