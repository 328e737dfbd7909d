import { type DraftForm, RESULT_FACTS } from '#engines/procedures';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';

/** What may be written between braces: facts of the dossier, then the fields of the form with their labels. */
export function usableFields(ctx: Ctx, { definition }: DraftForm): Html {
  const { t } = ctx;
  const code = (name: string) => html`<code>{{${name}}}</code>`;
  const table = (key: string, rows: Array<[string, string]>) =>
    scrollTable({
      caption: t(`procedure-design.result.${key}`),
      columns: [
        { label: t('procedure-design.result.field-label') },
        { label: t('procedure-design.result.field-code') },
      ],
      rows: rows.map(([label, name]) => [label, code(name)]),
    });
  // In the order in which they are asked for.
  const fields = askedPaths(definition).flatMap(path => {
    const layout = definition?.fields[path];
    return layout && layout.widget !== 'file' && layout.maxFiles === undefined
      ? [[path, layout] as const]
      : [];
  });
  return html`<h2>${t('procedure-design.result.usable')}</h2>
${table(
  'facts',
  RESULT_FACTS.map(fact => [t(`procedures.result.fact.${fact}`), fact]),
)}
${
  fields.length > 0 &&
  table(
    'fields',
    fields.map(([path, layout]) => [layout.label?.[t.lang] ?? path, path] as [string, string]),
  )
}`;
}

/** The fields of the pages, of a definition that may be unfinished: nothing about its shape is certain. */
function askedPaths(definition: DraftForm['definition']): string[] {
  const { pages, fields } = (definition ?? {}) as Record<string, unknown>;
  if (!Array.isArray(pages) || typeof fields !== 'object' || fields === null) return [];
  const paths = pages.flatMap((page: { fields?: unknown } | null) =>
    Array.isArray(page?.fields) ? (page.fields as unknown[]) : [],
  );
  return paths.filter((p): p is string => typeof p === 'string' && Object.hasOwn(fields, p));
}
