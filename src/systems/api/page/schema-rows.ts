import type { ApiSchema } from '#platform/http';

/** One value of a body or an answer. */
export type SchemaRow = {
  /** `procedures[].fees[].amount` */
  path: string;
  type: string;
  required: boolean;
  words: string | null;
  values: readonly string[];
};

const DEEPEST = 5;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `string (uuid)`, `integer | null`, `string[]` */
export function typeName(schema: ApiSchema): string {
  const anyOf = schema.anyOf as readonly ApiSchema[] | undefined;
  if (anyOf) return [...new Set(anyOf.map(typeName))].join(' | ');
  if (schema.type === 'array' && schema.items) return `${typeName(schema.items)}[]`;
  const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? ['any']).join(' | ');
  const format = text(schema.format);
  return format ? `${type} (${format})` : type;
}

const enumOf = (schema: ApiSchema): readonly string[] => {
  const values = (schema.enum ?? schema.items?.enum ?? []) as readonly unknown[];
  return values.filter(v => v !== null).map(String);
};

/** The part of a schema that has properties: itself, the items of a list, or the one that is not null. */
const insideOf = (schema: ApiSchema): ApiSchema | undefined =>
  [schema, schema.items, ...((schema.anyOf as readonly ApiSchema[] | undefined) ?? [])].find(
    s => s?.properties,
  );

/** The values of a schema from the outside in, each with the way to it. */
export function schemaRows(schema: ApiSchema, path = '', depth = 0): SchemaRow[] {
  const inside = insideOf(schema);
  if (!inside || depth > DEEPEST) return [];
  const at = schema.type === 'array' ? `${path}[].` : path && `${path}.`;
  return Object.entries(inside.properties ?? {}).flatMap(([name, value]) => {
    const below = schemaRows(value, `${at}${name}`, depth + 1);
    const row: SchemaRow = {
      path: `${at}${name}`,
      type: typeName(value),
      required: inside.required?.includes(name) ?? false,
      words: value.description ?? null,
      values: enumOf(value),
    };
    return [row, ...below];
  });
}
