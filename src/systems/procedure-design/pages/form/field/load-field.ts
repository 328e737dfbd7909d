import { type FieldLayout, type FieldPath, type JsonSchema, schemaAt } from '#engines/forms';
import { NotFound } from '#platform/errors';
import { type Ctx, textField as posted, queryText } from '#platform/http';
import type { Conditioned } from '../condition-fields.ts';
import { type BuiltForm, isBuildable, loadForm } from '../load-form.ts';

/** A form and the field of it that is added or changed. */
export type LoadedField = BuiltForm & {
  pageId: string;
  /** The field that is changed; undefined: a new one. */
  path: FieldPath | undefined;
  layout: FieldLayout | undefined;
  schema: JsonSchema;
  required: boolean;
  /** Its schema is written in the source, for this field and maybe others: how it is filled in is not changed here. */
  shared: boolean;
};

export async function loadField(ctx: Ctx): Promise<LoadedField> {
  const loaded = await loadForm(ctx);
  const { definition, problems } = loaded.form;
  if (!definition || !isBuildable(definition, problems)) throw NotFound();
  const path = ctx.req.params.path;
  const asked = queryText(ctx.req.query, 'trang') || posted(ctx.req.body, 'trang');
  const page = definition.pages.find(p => (path ? p.fields.includes(path) : p.id === asked));
  if (!page) throw NotFound();
  const found = path ? schemaAt(definition, path) : undefined;
  if (path && !found) throw NotFound();
  return {
    ...loaded,
    definition,
    pageId: page.id,
    path,
    layout: path ? definition.fields[path] : undefined,
    schema: found?.schema ?? {},
    required: found?.required ?? true,
    shared: found?.shared ?? false,
  };
}

/** Fields that are asked for before this one: what a condition may read. */
function before({ definition, pageId, path }: LoadedField): FieldPath[] {
  const at = definition.pages.findIndex(p => p.id === pageId);
  const own = definition.pages[at]?.fields ?? [];
  const earlier = definition.pages.slice(0, at).flatMap(p => p.fields);
  return [...earlier, ...(path ? own.slice(0, own.indexOf(path)) : own)];
}

/** What the condition of the field may read. */
export const conditionedField = (loaded: LoadedField): Conditioned => ({
  form: loaded.definition,
  before: before(loaded),
  group: loaded.definition.pages.find(p => p.id === loaded.pageId)?.group,
  now: loaded.layout?.showIf,
});
