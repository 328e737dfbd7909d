import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { EntryKind } from './types.ts';

type Schema = Record<string, unknown>;

// TypeBox leaves objects open unless told. A proof over fields that nobody declared would be worth little, so every
// object is closed; members of an `allOf` are closed together, by the object around them.
function closed(schema: unknown, inside = false): unknown {
  if (Array.isArray(schema)) return schema.map(s => closed(s, inside));
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Schema = {};
  for (const [name, value] of Object.entries(schema)) {
    if (name === 'allOf') copy[name] = closed(value, true);
    else if (name === 'properties' || name === '$defs') {
      copy[name] = Object.fromEntries(Object.entries(value as Schema).map(([k, s]) => [k, closed(s)]));
    } else if (['anyOf', 'oneOf'].includes(name)) copy[name] = closed(value, inside);
    else if (['items', 'prefixItems', 'additionalProperties'].includes(name)) copy[name] = closed(value);
    else copy[name] = value;
  }
  const isObject = copy.type === 'object' || 'allOf' in copy;
  if (isObject && !inside && !('additionalProperties' in copy)) copy.unevaluatedProperties = false;
  return copy;
}

// Made once, and each kind's schema compiled once, whoever else makes a ledger: reading the dialect's own schema takes longer than all kinds.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, coerceTypes: false });
formats.default(ajv);
const compiled = new WeakMap<object, ValidateFunction>();

function validatorOf({ body }: EntryKind): ValidateFunction {
  const validate = compiled.get(body) ?? ajv.compile(closed(body) as Schema);
  compiled.set(body, validate);
  return validate;
}

export type Kinds = {
  /** Throws when the kind is unknown, the body does not fit its schema, or a personal field is not declared. */
  check(kind: string, body: Record<string, unknown>, personal: Record<string, unknown>): void;
  has(kind: string): boolean;
  names(): string[];
};

/** What can be written of each kind; its schema is compiled when the first entry of it comes. Throws when a kind is declared twice. */
export function createKinds(kinds: readonly EntryKind[]): Kinds {
  const known = new Map<string, EntryKind>();
  for (const kind of kinds) {
    if (!/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(kind.kind))
      throw new Error(`ledger: kind "${kind.kind}" is not of the form module.what-happened`);
    if (known.has(kind.kind)) throw new Error(`ledger: kind ${kind.kind} is declared twice`);
    known.set(kind.kind, kind);
  }
  return {
    has: kind => known.has(kind),
    names: () => [...known.keys()],
    check: (name, body, personal) => {
      const kind = known.get(name);
      if (!kind) throw new Error(`ledger: unknown kind of entry "${name}": declare it in a module's entries`);
      const validate = validatorOf(kind);
      if (!validate(body))
        throw new Error(`ledger: body of ${name}: ${ajv.errorsText(validate.errors, { dataVar: 'body' })}`);
      for (const field of Object.keys(personal)) {
        if (!kind.personal?.includes(field))
          throw new Error(`ledger: ${name} declares no personal field "${field}"`);
      }
    },
  };
}
