import type { JsonSchema } from '../types.ts';
import type { FormProblem } from './problem.ts';

// References that multiply (each definition naming the next one twice) would fill the memory.
const MAX_NODES = 20_000;

const REF = /^#\/\$defs\/([A-Za-z0-9-]+)$/;

/**
 * The schema with every `$ref` replaced by what it names. A reference to anything but an own definition, to none, or to
 * itself (directly or around) is reported and replaced by `{}`.
 */
export function resolveRefs(schema: JsonSchema, problems: FormProblem[] = []): JsonSchema {
  const definitions = schema.$defs ?? {};
  let nodes = 0;
  const visit = (node: unknown, place: string, inside: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((item, i) => visit(item, `${place}/${i}`, inside));
    if (typeof node !== 'object' || node === null) return node;
    if (++nodes > MAX_NODES) {
      if (nodes === MAX_NODES + 1) problems.push({ place: 'schema', code: 'too-large' });
      return {};
    }
    const ref = (node as JsonSchema).$ref;
    if (ref === undefined) {
      const entries = Object.entries(node).filter(([name]) => !(name === '$defs' && place === 'schema'));
      return Object.fromEntries(entries.map(([name, sub]) => [name, visit(sub, `${place}/${name}`, inside)]));
    }
    const name = typeof ref === 'string' ? REF.exec(ref)?.[1] : undefined;
    const target =
      name !== undefined && Object.hasOwn(definitions, name) ? (definitions[name] as JsonSchema) : undefined;
    if (!name || !target) {
      problems.push({
        place,
        code: 'unknown-ref',
        params: { ref: typeof ref === 'string' ? ref : JSON.stringify(ref) },
      });
      return {};
    }
    if (inside.includes(name)) {
      problems.push({ place, code: 'recursive-ref', params: { ref: String(ref) } });
      return {};
    }
    const { $ref: _, ...beside } = node as JsonSchema;
    return visit({ ...target, ...beside }, place, [...inside, name]);
  };
  return visit(schema, 'schema', []) as JsonSchema;
}
