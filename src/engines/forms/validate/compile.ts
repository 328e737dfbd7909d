import type { ValidateFunction } from 'ajv/dist/2020.js';
import { partsOf } from '../define/parts.ts';
import type { Form, JsonSchema } from '../types.ts';
import { withAgreements } from './agreements.ts';
import { compileSchema } from './keywords.ts';

const MAX_COMPILED = 200;
const compiled = new Map<string, ValidateFunction>();

/** The compiled validator of a form; the two hundred used last are kept. */
export function validatorOf(form: Form): ValidateFunction {
  const before = compiled.get(form.sha256);
  if (before) {
    compiled.delete(form.sha256);
    compiled.set(form.sha256, before);
    return before;
  }
  const made = compileSchema(tighten(withAgreements(form, partsOf(form).schema)));
  compiled.set(form.sha256, made);
  if (compiled.size > MAX_COMPILED) compiled.delete(compiled.keys().next().value ?? '');
  return made;
}

/** Characters of a text whose schema says nothing about it. */
export const DEFAULT_MAX_LENGTH = 500;

/**
 * The schema with what every form means without saying it: objects hold nothing unknown (where they are not put together from
 * several), text is NFC and at most 500 characters long unless said, a personal number can be one.
 */
export function tighten(schema: JsonSchema): JsonSchema {
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside);
    return typeof value === 'object' && value !== null ? tighten(value as JsonSchema) : value;
  };
  const next: Record<string, unknown> = { ...schema };
  for (const keyword of ['items', 'contains', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'])
    if (next[keyword] !== undefined) next[keyword] = inside(next[keyword]);
  if (schema.properties) {
    next.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, sub]) => [name, tighten(sub)]),
    );
    if (schema.type === 'object') next.additionalProperties ??= false;
  }
  if (schema.type === 'string') {
    next.nfc = true;
    if (schema.format === 'personal-number') next.personalNumberHolds = true;
    if (!schema.enum && !schema.format) next.maxLength ??= DEFAULT_MAX_LENGTH;
  }
  return next;
}
