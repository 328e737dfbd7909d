import { said, staffLabel, type Words } from '#engines/forms';
import { type DraftForm, RESULT_FACTS, type StepFacts } from '#engines/procedures';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';

/** What may be written between braces: facts of the dossier, then the fields of the form with their labels. */
export function usableFields(ctx: Ctx, { definition }: DraftForm, steps: StepFacts | null): Html {
  const { t } = ctx;
  const code = (name: string) => html`<code>{{${name}}}</code>`;
  const table = (caption: string, rows: Array<[string, string]>) =>
    scrollTable({
      caption,
      columns: [
        { label: t('procedure-design.result.field-label') },
        { label: t('procedure-design.result.field-code') },
      ],
      rows: rows.map(([label, name]) => [label, code(name)]),
    });
  const groups = groupsIn(definition);
  // In the order in which they are asked for.
  const fields = askedPaths(definition).flatMap(path => {
    const layout = definition?.fields[path];
    if (!layout || layout.widget === 'file' || layout.maxFiles !== undefined) return [];
    const group = groups.find(([at]) => path.startsWith(`${at}.`))?.[0] ?? null;
    return [{ group, row: [staffLabel(layout, t.lang) || path, path] as [string, string] }];
  });
  const rowsOf = (group: string | null) => fields.filter(f => f.group === group).map(f => f.row);
  return html`<h2>${t('procedure-design.result.usable')}</h2>
${table(
  t('procedure-design.result.facts'),
  RESULT_FACTS.map(fact => [t(`procedures.result.fact.${fact}`), fact]),
)}
${
  steps !== null &&
  steps.size > 0 &&
  table(
    t('procedure-design.result.step-facts'),
    [...steps].map(([name, fact]) => [`${fact.step}: ${fact.label}`, name]),
  )
}${rowsOf(null).length > 0 && table(t('procedure-design.result.fields'), rowsOf(null))}${groups.map(
  ([path, label]) =>
    rowsOf(path).length > 0 &&
    table(t('procedure-design.result.group-fields', { group: said(label, t.lang) || path }), rowsOf(path)),
)}`;
}

/** The repeating groups with what an item is called, of a definition that may be unfinished. */
function groupsIn(definition: DraftForm['definition']): Array<[string, Words | undefined]> {
  const { groups } = definition ?? {};
  if (!groups || typeof groups !== 'object') return [];
  return Object.entries(groups).map(([path, group]) => [path, group?.label]);
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
