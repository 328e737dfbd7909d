import type { FieldLayout, FieldPath, FormDefinition, JsonSchema, Widget } from '../types.ts';
import { resolveRefs } from './resolve.ts';

/** A field with all that is known of it. */
export type Field = {
  path: FieldPath;
  schema: JsonSchema;
  layout: FieldLayout;
  widget: Widget;
  /** Has to be filled wherever it is asked for. */
  required: boolean;
};

export type Parts = {
  schema: JsonSchema;
  fields: ReadonlyMap<FieldPath, Field>;
  /** The page and its fields. Throws when the form has no such page: the caller's fault, not the person's. */
  page(id: string): { id: string; fields: readonly Field[] };
};

/** Every value of a schema that a person can be asked for: leaves, by path, and whether their object requires them. */
export function leavesOf(
  schema: JsonSchema,
  prefix = '',
): Array<{ path: FieldPath; schema: JsonSchema; required: boolean }> {
  return Object.entries(schema.properties ?? {}).flatMap(([name, sub]) => {
    const path = prefix + name;
    if (sub.properties) return leavesOf(sub, `${path}.`);
    return [{ path, schema: sub, required: schema.required?.includes(name) ?? false }];
  });
}

const BY_FORMAT: Record<string, Widget> = {
  date: 'date',
  'personal-number': 'personal-number',
  'vn-phone': 'phone',
  email: 'email',
  'area-code': 'area',
};

/** How a field is drawn when its layout does not say. */
export function widgetOf(schema: JsonSchema, layout: FieldLayout | undefined): Widget {
  if (layout?.widget) return layout.widget;
  if (schema.enum) return schema.enum.length > 7 ? 'select' : 'radios';
  if (schema.type === 'boolean') return 'checkbox';
  if (schema.type === 'array') return schema.items?.enum ? 'checkboxes' : 'file';
  if (schema.type === 'integer') return 'integer';
  if (schema.type === 'number') return 'number';
  return (schema.format && BY_FORMAT[schema.format]) || 'text';
}

const known = new WeakMap<FormDefinition, Parts>();

/** The parts of a form, worked out once for each form. */
export function partsOf(form: FormDefinition): Parts {
  const before = known.get(form);
  if (before) return before;
  const schema = resolveRefs(form.schema);
  const fields = new Map<FieldPath, Field>();
  for (const leaf of leavesOf(schema)) {
    const layout = form.fields[leaf.path];
    if (layout) fields.set(leaf.path, { ...leaf, layout, widget: widgetOf(leaf.schema, layout) });
  }
  const pages = new Map(
    form.pages.map(page => [
      page.id,
      {
        id: page.id,
        fields: page.fields.flatMap(path => {
          const field = fields.get(path);
          return field ? [field] : [];
        }),
      },
    ]),
  );
  const parts: Parts = {
    schema,
    fields,
    page: id => {
      const page = pages.get(id);
      if (!page) throw new Error(`form ${form.id} has no page ${id}`);
      return page;
    },
  };
  known.set(form, parts);
  return parts;
}
