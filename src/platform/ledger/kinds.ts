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

type Compiled = EntryKind & { validate: ValidateFunction };

export type Kinds = {
  /** Throws when the kind is unknown, the body does not fit its schema, or a personal field is not declared. */
  check(kind: string, body: Record<string, unknown>, personal: Record<string, unknown>): void;
  has(kind: string): boolean;
  names(): string[];
};

/** Compiles the schemas of all kinds once. Throws when a kind is declared twice or a schema is wrong. */
export function createKinds(kinds: readonly EntryKind[]): Kinds {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, coerceTypes: false });
  formats.default(ajv);
  const compiled = new Map<string, Compiled>();
  for (const kind of kinds) {
    if (!/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/.test(kind.kind))
      throw new Error(`ledger: kind "${kind.kind}" is not of the form module.what-happened`);
    if (compiled.has(kind.kind)) throw new Error(`ledger: kind ${kind.kind} is declared twice`);
    compiled.set(kind.kind, { ...kind, validate: ajv.compile(closed(kind.body) as Schema) });
  }
  return {
    has: kind => compiled.has(kind),
    names: () => [...compiled.keys()],
    check: (kind, body, personal) => {
      const known = compiled.get(kind);
      if (!known)
        throw new Error(`ledger: unknown kind of entry "${kind}": declare it in a module's entries`);
      if (!known.validate(body))
        throw new Error(
          `ledger: body of ${kind}: ${ajv.errorsText(known.validate.errors, { dataVar: 'body' })}`,
        );
      for (const field of Object.keys(personal)) {
        if (!known.personal?.includes(field))
          throw new Error(`ledger: ${kind} declares no personal field "${field}"`);
      }
    },
  };
}
