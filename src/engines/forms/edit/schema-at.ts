import type { FieldPath, FormDefinition, JsonSchema } from '../types.ts';
import { groupOf } from '../values/items.ts';

type Holder = { properties: Record<string, JsonSchema>; required: string[] };

const asHolder = (schema: JsonSchema): JsonSchema & Holder => ({
  ...schema,
  properties: { ...schema.properties },
  required: [...(schema.required ?? [])],
});

/**
 * A copy of the form's schema in which the object that holds `path` went through `change`; objects on the way are made, and
 * required where something in them is. In a repeating group that is the object of an item.
 */
export function changeHolder(
  form: FormDefinition,
  path: FieldPath,
  change: (holder: Holder, name: string) => void,
): JsonSchema {
  const group = groupOf(form, path);
  const visit = (schema: JsonSchema, segments: readonly string[], at: string): JsonSchema => {
    const [head = '', ...rest] = segments;
    const next = asHolder(schema);
    if (!rest.length) {
      change(next, head);
      return next;
    }
    const here = at ? `${at}.${head}` : head;
    const below = next.properties[head] ?? { type: 'object' };
    if (here === group) {
      next.properties[head] = { ...below, items: visit(below.items ?? { type: 'object' }, rest, here) };
      return next;
    }
    const inner = visit(below, rest, here);
    const others = next.required.filter(name => name !== head);
    const empty = !Object.keys(inner.properties ?? {}).length;
    if (empty) delete next.properties[head];
    else next.properties[head] = inner;
    next.required = !empty && inner.required?.length ? [...others, head] : others;
    return next;
  };
  return visit(form.schema, path.split('.'), '');
}

const DEFS = '#/$defs/';
const MOST_STEPS = 8;

/** What a schema stands for that is only a reference to one of the form's `$defs`. */
function referred(form: FormDefinition, schema: JsonSchema | undefined): JsonSchema | undefined {
  let at = schema;
  for (let step = 0; at?.$ref?.startsWith(DEFS) && step < MOST_STEPS; step++)
    at = form.schema.$defs?.[at.$ref.slice(DEFS.length)];
  return at;
}

/**
 * The schema of a field, and whether it has to be filled; undefined when the form has none. `shared`: it is written in one of the
 * form's `$defs`, for this field and maybe others.
 */
export function schemaAt(
  form: FormDefinition,
  path: FieldPath,
): { schema: JsonSchema; required: boolean; shared?: true } | undefined {
  const group = groupOf(form, path);
  let at: JsonSchema | undefined = form.schema;
  let required = false;
  let shared = false;
  let way = '';
  const step = (next: JsonSchema | undefined) => {
    shared ||= next?.$ref !== undefined;
    return referred(form, next);
  };
  for (const segment of path.split('.')) {
    required = at?.required?.includes(segment) ?? false;
    at = step(at?.properties?.[segment]);
    way = way ? `${way}.${segment}` : segment;
    if (way === group) at = step(at?.items);
  }
  return at && { schema: at, required, ...(shared ? { shared } : {}) };
}
