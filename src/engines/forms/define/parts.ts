import { ETHNIC_GROUPS } from '../ethnic-groups.ts';
import type {
  FieldLayout,
  FieldPath,
  FormData,
  FormDefinition,
  FormPage,
  JsonSchema,
  Widget,
} from '../types.ts';
import { withFields } from '../values/conditions.ts';
import { groupOf, itemPath, itemsOf } from '../values/items.ts';
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
  /** Whether any field names an area, which only the database knows. */
  hasAreas: boolean;
  /** The page and its fields. Throws when the form has no such page: the caller's fault, not the person's. */
  page(id: string): { page: FormPage; fields: readonly Field[] };
};

/**
 * Every value of a schema that a person can be asked for: leaves, by path, and whether their object requires them. Of a list
 * that is one of `groups`: the leaves of an item.
 */
export function leavesOf(
  schema: JsonSchema,
  groups: FormDefinition['groups'],
  prefix = '',
): Array<{ path: FieldPath; schema: JsonSchema; required: boolean }> {
  return Object.entries(schema.properties ?? {}).flatMap(([name, sub]) => {
    const path = prefix + name;
    const inside = groups && Object.hasOwn(groups, path) ? sub.items : sub;
    if (inside?.properties) return leavesOf(inside, groups, `${path}.`);
    return [{ path, schema: sub, required: schema.required?.includes(name) ?? false }];
  });
}

const BY_FORMAT: Record<string, Widget> = {
  date: 'date',
  'partial-date': 'partial-date',
  'personal-number': 'personal-number',
  'vn-phone': 'phone',
  email: 'email',
  'area-code': 'area',
  'ethnic-group': 'select',
};

const GROUPS = ETHNIC_GROUPS.map(name => ({ value: name, label: { vi: name, en: name } }));

/** A layout with the choices that its format brings. */
const withChoices = (schema: JsonSchema, layout: FieldLayout): FieldLayout =>
  schema.format === 'ethnic-group' ? { ...layout, options: GROUPS } : layout;

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
  for (const leaf of leavesOf(schema, form.groups)) {
    const layout = form.fields[leaf.path];
    if (layout)
      fields.set(leaf.path, {
        ...leaf,
        layout: withChoices(leaf.schema, layout),
        widget: widgetOf(leaf.schema, layout),
      });
  }
  const pages = new Map(
    form.pages.map(page => [
      page.id,
      {
        page,
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
    hasAreas: [...fields.values()].some(f => f.widget === 'area'),
    page: id => {
      const page = pages.get(id);
      if (!page) throw new Error(`form ${form.id} has no page ${id}`);
      return page;
    },
  };
  known.set(form, parts);
  return parts;
}

/** A field of a repeating group as it stands in item `index`. */
const inItem = (field: Field, group: FieldPath, index: number): Field => {
  const at = (path: FieldPath) => itemPath(path, group, index);
  const { showIf, on, within } = field.layout;
  return {
    ...field,
    path: at(field.path),
    layout: {
      ...field.layout,
      ...(showIf && { showIf: withFields(showIf, at) }),
      ...(on && { on: { field: at(on.field) } }),
      ...(typeof within === 'object' && 'field' in within && { within: { field: at(within.field) } }),
    },
  };
};

/** The fields of a page; of a page of a repeating group those of item `item`, and none without one. */
export function fieldsOf(form: FormDefinition, pageId: string, item?: number): readonly Field[] {
  const { page, fields } = partsOf(form).page(pageId);
  const { group } = page;
  if (!group) return fields;
  return item === undefined ? [] : fields.map(field => inItem(field, group, item));
}

/** All fields of a form, those of repeating groups once for each item that the data have. */
export const fieldsIn = (form: FormDefinition, data: FormData): Field[] =>
  [...partsOf(form).fields.values()].flatMap(field => {
    const group = groupOf(form, field.path);
    return group ? itemsOf(data, group).map((_, i) => inItem(field, group, i)) : [field];
  });
