import type { FieldPath, FormData } from '../types.ts';

/** One step of a path. Nothing that JavaScript gives a meaning to may be one. */
export const SEGMENT = /^(?!(?:constructor|prototype)$)[a-z][A-Za-z0-9]{0,59}$/;

/** Which item of a list, counted from 0. */
const INDEX = /^\d{1,3}$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at `path` (`child.name`, `members.2.name`), of the data's own properties only; undefined when there is none. */
export function valueAt(data: FormData, path: FieldPath): unknown {
  let value: unknown = data;
  for (const segment of path.split('.')) {
    if (Array.isArray(value) && INDEX.test(segment)) value = value[Number(segment)];
    else if (isRecord(value) && Object.hasOwn(value, segment)) value = value[segment];
    else return undefined;
  }
  return value;
}

/**
 * A copy of `data` in which `path` holds `value`; without it when `value` is undefined. The rest is shared. An item of a list may
 * be one that is there or the next one.
 */
export function withValue(data: FormData, path: FieldPath, value: unknown): FormData {
  const [head = '', ...rest] = path.split('.');
  if (!SEGMENT.test(head)) throw new Error(`not a field path: ${path}`);
  const { [head]: before, ...others } = data;
  if (!rest.length) return value === undefined ? others : { ...others, [head]: value };
  if (INDEX.test(rest[0] ?? ''))
    return { ...others, [head]: withItem(before, Number(rest[0]), rest.slice(1).join('.'), value) };
  const below = withValue(isRecord(before) ? before : {}, rest.join('.'), value);
  return Object.keys(below).length ? { ...others, [head]: below } : others;
}

function withItem(before: unknown, index: number, path: FieldPath, value: unknown): unknown[] {
  const items = Array.isArray(before) ? [...before] : [];
  if (index > items.length) throw new Error(`a list of ${items.length} has no item ${index}`);
  items[index] = withValue(isRecord(items[index]) ? items[index] : {}, path, value);
  return items;
}
