import { checkRegex } from '../regex/check-regex.ts';
import type { FormDefinition, JsonSchema } from '../types.ts';
import { SEGMENT } from '../values/paths.ts';
import { checkKeywords } from './check-shape.ts';
import { FORMATS, KEYWORDS, subschemas } from './keywords.ts';
import { leavesOf } from './parts.ts';
import type { FormProblem } from './problem.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const MAX_FIELDS = 500;
const MAX_DEPTH = 8;

/** What is wrong with a schema as it is written (before its references are put in). */
export function checkSchema(schema: JsonSchema, problems: FormProblem[]): void {
  if (schema.$schema !== undefined && schema.$schema !== DIALECT)
    problems.push({ place: 'schema/$schema', code: 'dialect', params: { dialect: DIALECT } });
  if (schema.type !== 'object' || !schema.properties)
    problems.push({ place: 'schema', code: 'not-an-object' });
  visit(schema as Record<string, unknown>, 'schema', 0, problems);
}

function visit(schema: Record<string, unknown>, place: string, depth: number, problems: FormProblem[]): void {
  if (depth > MAX_DEPTH * 3) {
    problems.push({ place, code: 'too-deep' });
    return;
  }
  for (const keyword of Object.keys(schema))
    if (!KEYWORDS.has(keyword))
      problems.push({ place: `${place}/${keyword}`, code: 'unknown-keyword', params: { keyword } });
  problems.push(...checkKeywords(schema, place));
  if (typeof schema.format === 'string' && !FORMATS.has(schema.format))
    problems.push({ place: `${place}/format`, code: 'unknown-format', params: { format: schema.format } });
  if (typeof schema.pattern === 'string') {
    const fault = checkRegex(schema.pattern);
    if (fault) problems.push({ place: `${place}/pattern`, code: `regex-${fault}` });
  }
  if (typeof schema.properties === 'object' && schema.properties)
    for (const name of Object.keys(schema.properties))
      if (!SEGMENT.test(name))
        problems.push({ place: `${place}/properties/${name}`, code: 'bad-name', params: { name } });
  for (const [way, sub] of subschemas(schema)) visit(sub, `${place}/${way}`, depth + 1, problems);
}

/** What is wrong with a schema once its references are put in: too many fields, too deep, kinds that no page can draw. */
export function checkLeaves(
  schema: JsonSchema,
  groups: FormDefinition['groups'],
  problems: FormProblem[],
): void {
  const leaves = leavesOf(schema, groups);
  if (leaves.length > MAX_FIELDS)
    problems.push({
      place: 'schema',
      code: 'too-many-fields',
      params: { count: leaves.length, limit: MAX_FIELDS },
    });
  for (const { path, schema: leaf } of leaves.slice(0, MAX_FIELDS)) {
    if (path.split('.').length > MAX_DEPTH) problems.push({ place: `schema/${path}`, code: 'too-deep' });
    if (!leaf.type) problems.push({ place: `schema/${path}`, code: 'no-type' });
    else if (leaf.type === 'array' && !leaf.items)
      problems.push({ place: `schema/${path}`, code: 'no-items' });
    else if (!['string', 'integer', 'number', 'boolean', 'array'].includes(leaf.type))
      problems.push({ place: `schema/${path}`, code: 'no-widget', params: { type: leaf.type } });
  }
}
