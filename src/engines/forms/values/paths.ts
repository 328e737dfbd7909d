import type { FieldPath, FormData } from '../types.ts';

/** One step of a path. Nothing that JavaScript gives a meaning to may be one. */
export const SEGMENT = /^(?!(?:constructor|prototype)$)[a-z][A-Za-z0-9]{0,59}$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `path`, of the data's own properties only; undefined when there is none. */
export function valueAt(data: FormData, path: FieldPath): unknown {
  let value: unknown = data;
  for (const segment of path.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, segment)) return undefined;
    value = value[segment];
  }
  return value;
}

/** A copy of `data` in which `path` holds `value`; without it when `value` is undefined. The rest is shared. */
export function withValue(data: FormData, path: FieldPath, value: unknown): FormData {
  const [head = '', ...rest] = path.split('.');
  if (!SEGMENT.test(head)) throw new Error(`not a field path: ${path}`);
  const { [head]: before, ...others } = data;
  if (!rest.length) return value === undefined ? others : { ...others, [head]: value };
  const below = withValue(isRecord(before) ? before : {}, rest.join('.'), value);
  return Object.keys(below).length ? { ...others, [head]: below } : others;
}
