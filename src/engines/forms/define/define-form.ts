import { createHash } from 'node:crypto';
import { FormRefused } from '../errors.ts';
import type { Form, FormDefinition, JsonSchema } from '../types.ts';
import { tighten } from '../validate/compile.ts';
import { compileSchema } from '../validate/keywords.ts';
import { checkLayout } from './check-layout.ts';
import { checkLeaves, checkSchema } from './check-schema.ts';
import { checkShape, isObject } from './check-shape.ts';
import type { FormProblem } from './problem.ts';
import { resolveRefs } from './resolve.ts';

const ID = /^[a-z0-9][a-z0-9.-]{0,79}$/;
const MAX_BYTES = 500_000;

/**
 * All that is wrong with a definition, each with its place; `[]` when it can be used. Takes whatever an editor or a file
 * holds: nothing in it can make it run long or fail otherwise.
 */
export function checkForm(definition: unknown): FormProblem[] {
  const problems = checkDefinition(definition);
  if (!problems.length) checkCompiles(resolveRefs((definition as FormDefinition).schema), problems);
  return problems;
}

/** As `checkForm`, but takes the values of the schema's keywords as they are: for schemas that the program makes itself. */
export function checkDefinition(definition: unknown): FormProblem[] {
  const shape = shapeProblem(definition);
  if (shape) return [shape];
  const form = definition as FormDefinition;
  const problems = checkShape(form);
  if (!ID.test(form.id)) problems.push({ place: 'id', code: 'bad-id' });
  if (!Number.isInteger(form.version) || form.version < 1)
    problems.push({ place: 'version', code: 'bad-version' });
  checkSchema(form.schema, problems);
  const schema = resolveRefs(form.schema, problems);
  if (problems.length) return problems;
  checkLeaves(schema, form.groups, problems);
  checkLayout(form, schema, problems);
  return problems;
}

/**
 * The form of a definition that has been checked. Frozen.
 * Throws FORM_REFUSED, naming the first problem's place and holding all in its details.
 */
export const defineForm = (definition: FormDefinition): Form => accepted(definition, checkForm(definition));

/** The form of a definition whose problems are known: none. Throws FORM_REFUSED as `defineForm` does. */
export function accepted(definition: FormDefinition, problems: readonly FormProblem[]): Form {
  const first = problems[0];
  if (first) {
    const id: unknown = definition?.id;
    throw FormRefused({ form: typeof id === 'string' ? id.slice(0, 80) : '?', place: first.place }, problems);
  }
  return trusted(definition);
}

/** A form out of a definition that was checked before it was stored. */
export const trusted = (definition: FormDefinition, sha256 = digestOf(definition)): Form =>
  Object.freeze({ ...definition, sha256 });

/** SHA-256 of the definition's canonical JSON (RFC 8785 for what forms hold: keys sorted, no spaces). */
export const digestOf = ({ id, version, schema, pages, fields, groups }: FormDefinition): string =>
  createHash('sha256').update(canonical({ id, version, schema, pages, fields, groups })).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}

function shapeProblem(definition: unknown): FormProblem | null {
  if (!isObject(definition)) return { place: 'form', code: 'not-an-object' };
  const { id, version, schema, pages, fields, groups } = definition;
  if (typeof id !== 'string') return { place: 'id', code: 'bad-id' };
  if (typeof version !== 'number') return { place: 'version', code: 'bad-version' };
  if (!isObject(schema)) return { place: 'schema', code: 'not-an-object' };
  if (depthOf(definition) > 60) return { place: 'form', code: 'too-deep' };
  const text = JSON.stringify(definition);
  if (text.length > MAX_BYTES) return { place: 'form', code: 'too-large' };
  // PostgreSQL keeps no U+0000 in jsonb.
  if (/(?<!\\)(\\\\)*\\u0000/.test(text)) return { place: 'form', code: 'nul-character' };
  const isPage = (p: unknown) =>
    isObject(p) &&
    typeof p.id === 'string' &&
    Array.isArray(p.fields) &&
    (p.group === undefined || typeof p.group === 'string') &&
    p.fields.every(f => typeof f === 'string');
  if (!Array.isArray(pages) || !pages.every(isPage)) return { place: 'pages', code: 'bad-pages' };
  if (!isObject(fields) || !Object.values(fields).every(isObject))
    return { place: 'fields', code: 'bad-fields' };
  if (groups !== undefined && (!isObject(groups) || !Object.values(groups).every(isObject)))
    return { place: 'groups', code: 'bad-groups' };
  return null;
}

// Counts without recursion: a definition nested a hundred thousand deep must not overflow the stack. Stops at 61.
function depthOf(root: unknown): number {
  let level = [root];
  for (let depth = 0; depth <= 60; depth++) {
    level = level.flatMap(v => (typeof v === 'object' && v !== null ? Object.values(v) : []));
    if (!level.length) return depth;
    if (level.length > 200_000) return 61;
  }
  return 61;
}

// What is left to the validator: wrong values of keywords (`minLength: "two"`), contradictions it can see.
function checkCompiles(schema: JsonSchema, problems: FormProblem[]): void {
  try {
    compileSchema(tighten(schema));
  } catch (error) {
    problems.push({
      place: 'schema',
      code: 'not-a-schema',
      params: { reason: (error as Error).message.slice(0, 200) },
    });
  }
}
