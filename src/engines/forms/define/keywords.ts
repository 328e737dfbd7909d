/** The keywords a form's schema may use. What is not here is refused by name, not passed over. */
export const KEYWORDS: ReadonlySet<string> = new Set([
  '$schema',
  '$id',
  '$defs',
  '$ref',
  '$comment',
  'title',
  'description',
  'examples',
  'type',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'dependentRequired',
  'minProperties',
  'items',
  'minItems',
  'maxItems',
  'contains',
  'minContains',
  'maxContains',
  'uniqueItems',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  // Of this engine (validate/keywords.ts).
  'dateNotAfter',
  'dateNotBefore',
  'nfc',
  'personalNumberAgrees',
  'answersDiffer',
  'answersInOrder',
  'daysCovered',
]);

/** The formats a form's schema may use (validate/formats.ts). */
export const FORMATS: ReadonlySet<string> = new Set([
  'date',
  'email',
  'uuid',
  'partial-date',
  'personal-number',
  'person-name',
  'vn-phone',
  'area-code',
  'ethnic-group',
]);

/** Sub-schemas of a schema, with the way to each. */
export function* subschemas(schema: Record<string, unknown>): Generator<[string, Record<string, unknown>]> {
  const isSchema = (v: unknown): v is Record<string, unknown> =>
    typeof v === 'object' && v !== null && !Array.isArray(v);
  for (const keyword of ['properties', '$defs']) {
    const map = schema[keyword];
    if (isSchema(map))
      for (const [name, sub] of Object.entries(map)) if (isSchema(sub)) yield [`${keyword}/${name}`, sub];
  }
  for (const keyword of ['items', 'contains', 'not', 'if', 'then', 'else', 'additionalProperties']) {
    const sub = schema[keyword];
    if (isSchema(sub)) yield [keyword, sub];
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (Array.isArray(list))
      for (const [i, sub] of list.entries()) if (isSchema(sub)) yield [`${keyword}/${i}`, sub];
  }
}
