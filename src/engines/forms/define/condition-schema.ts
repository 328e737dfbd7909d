import type { Condition, FieldPath, JsonSchema, Test } from '../types.ts';
import { rangesOf, testsOf } from '../values/conditions.ts';

/** The answer that a test reads: where it stands, what it may be, and what holds when it is asked for itself. */
type Read = { path: FieldPath; schema: JsonSchema | undefined; before: readonly JsonSchema[] };

const RANGE_KEYWORDS = {
  under: 'exclusiveMaximum',
  atMost: 'maximum',
  atLeast: 'minimum',
  over: 'exclusiveMinimum',
} as const;

/**
 * A schema of the data that holds when a condition does, as `answers` and `shownFields` judge: an answer that is not asked for counts as none, a list
 * answers by any of its values. Undefined where no schema can say it: where `read` finds no way to the answer, and where days are compared.
 */
export function conditionSchema(
  condition: Condition,
  read: (test: Test) => Read | undefined,
): JsonSchema | undefined {
  const parts: JsonSchema[] = [];
  for (const test of testsOf(condition)) {
    const at = read(test);
    const part = at && testSchema(test, at);
    if (!part) return undefined;
    parts.push(part);
  }
  if (parts.length === 1) return parts[0];
  return 'any' in condition ? { anyOf: parts } : { allOf: parts };
}

function testSchema(test: Test, { path, schema, before }: Read): JsonSchema | undefined {
  if (test.answered === false) {
    const answer = testSchema({ field: test.field, answered: true }, { path, schema, before });
    return answer && { not: answer };
  }
  const one = valueSchema(test);
  if (!one) return undefined;
  const here = atPath(path, schema?.type === 'array' ? { type: 'array', contains: one } : one);
  return before.length ? { allOf: [...before, here] } : here;
}

const IS_ANSWER = { not: { enum: [null, ''] } };

/** What one value that answers the test is. */
function valueSchema(test: Test): JsonSchema | undefined {
  if (test.answered) return IS_ANSWER;
  if (test.equals !== undefined) return { const: test.equals };
  const ranges = rangesOf(test);
  if (ranges.some(way => typeof test[way] !== 'number')) return undefined;
  if (ranges.length)
    return { type: 'number', ...Object.fromEntries(ranges.map(w => [RANGE_KEYWORDS[w], test[w]])) };
  if (test.in) return { enum: test.in.filter(value => value !== null && value !== '') };
  return { not: { enum: [null, '', test.notEquals] } };
}

const atPath = (path: FieldPath, schema: JsonSchema): JsonSchema =>
  path
    .split('.')
    .reduceRight<JsonSchema>((inner, name) => ({ required: [name], properties: { [name]: inner } }), schema);
