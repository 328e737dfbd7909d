import type { FieldPath, FormDefinition, JsonSchema } from '../types.ts';
import { testsOf } from '../values/conditions.ts';
import { groupOf } from '../values/items.ts';
import { conditionSchema } from './condition-schema.ts';
import { partsOf } from './parts.ts';

/** An answer is asked for always, when these schemas hold of the data, or when something holds that no schema can say. */
type Asked = readonly JsonSchema[] | 'unsayable';

/**
 * The schema of a form's data for programs that judge before they send: JSON Schema 2020-12 without references. As the form's own, in which everything
 * is required that is asked for at all, but: what is asked for only sometimes is required under `if`, what is worked out is not, and what
 * depends on something that no schema can say (a day that is compared, from within an item an answer outside of it) is left to the server.
 * Data that the form takes fit it.
 */
export function publishedSchema(form: FormDefinition): JsonSchema {
  const { schema } = partsOf(form);
  const { found, loose } = loosen(form, schema, '', '');
  return withConditions(loose, found);
}

type Conditional = { path: FieldPath; when: readonly JsonSchema[] };

/** The schema of what lies at `path` (in an item of a group: of `item`) without what is required only sometimes, and that with its condition. */
function loosen(
  form: FormDefinition,
  schema: JsonSchema,
  path: FieldPath,
  item: FieldPath,
): { loose: JsonSchema; found: Conditional[] } {
  const found: Conditional[] = [];
  const required = new Set(schema.required ?? []);
  const properties: Record<string, JsonSchema> = {};
  for (const [name, sub] of Object.entries(schema.properties ?? {})) {
    const at = path ? `${path}.${name}` : name;
    const own = item ? at.slice(item.length + 1) : at;
    const isGroup = Boolean(form.groups?.[at]);
    if (sub.properties && !isGroup) {
      const inner = loosen(form, sub, at, item);
      properties[name] = inner.loose;
      if (!inner.loose.required?.length) required.delete(name);
      found.push(...inner.found);
      continue;
    }
    properties[name] = isGroup && sub.items ? { ...sub, items: itemSchema(form, sub.items, at) } : sub;
    if (!required.has(name)) continue;
    const asked = form.fields[at]?.computed ? 'unsayable' : askedFor(form, at, item);
    if (asked !== 'unsayable' && !asked.length) continue;
    required.delete(name);
    if (asked !== 'unsayable') found.push({ path: own, when: asked });
  }
  return { loose: schema.properties ? { ...schema, properties, required: [...required] } : schema, found };
}

function itemSchema(form: FormDefinition, items: JsonSchema, group: FieldPath): JsonSchema {
  const { found, loose } = loosen(form, items, group, group);
  return withConditions(loose, found);
}

/** When a field, or a group as a whole, is asked for: its page's condition, its own, and those of what they read. */
function askedFor(form: FormDefinition, path: FieldPath, item: FieldPath): Asked {
  const page = form.pages.find(p =>
    item ? p.fields.includes(path) : p.group === path || p.fields.includes(path),
  );
  // Whether a page of a group is shown is asked of the group.
  const conditions = [item ? undefined : page?.showIf, form.fields[path]?.showIf].filter(
    c => c !== undefined,
  );
  const schemas: JsonSchema[] = [];
  for (const condition of conditions) {
    const said = conditionSchema(condition, ({ field }) => {
      if (item && groupOf(form, field) !== item) return undefined;
      const before = askedFor(form, field, item);
      if (before === 'unsayable') return undefined;
      return {
        path: item ? field.slice(item.length + 1) : field,
        schema: partsOf(form).fields.get(field)?.schema,
        before,
      };
    });
    if (!said) return 'unsayable';
    if (testsOf(condition).length) schemas.push(said);
  }
  return schemas;
}

/** The schema with each condition said once, with all that it makes required. */
function withConditions(schema: JsonSchema, found: readonly Conditional[]): JsonSchema {
  if (!found.length) return schema;
  const byCondition = Map.groupBy(found, ({ when }) => JSON.stringify(when));
  const rules = [...byCondition.values()].map(([first, ...more]) => ({
    if: first!.when.length === 1 ? first!.when[0] : { allOf: first!.when },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: more.reduce((all, { path }) => requiring(all, path), requiring({}, first!.path)),
  }));
  const before = Array.isArray(schema.allOf) ? schema.allOf : [];
  return { ...schema, allOf: [...before, ...rules] };
}

/** The schema, in which the way to `path` is there too. */
function requiring(schema: JsonSchema, path: FieldPath): JsonSchema {
  const [name = '', ...rest] = path.split('.');
  const required = [...new Set([...(schema.required ?? []), name])];
  if (!rest.length) return { ...schema, required };
  const inner = requiring(schema.properties?.[name] ?? {}, rest.join('.'));
  return { ...schema, required, properties: { ...schema.properties, [name]: inner } };
}
