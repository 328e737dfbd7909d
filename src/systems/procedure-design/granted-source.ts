import { REGISTER, REGISTERED } from '#engines/cases';

/** `register.1-001612.number` in its three steps; undefined for any other source. */
function partsOf(from: string): { key: string; what: (typeof REGISTERED)[number] } | undefined {
  const [source, key = '', said, more] = from.split('.');
  const what = REGISTERED.find(w => w === said);
  return source === REGISTER && key && what && more === undefined ? { key, what } : undefined;
}

/** Whether a source of a field is the number or the day of a granted result. */
export const isGranted = (from: string): boolean => partsOf(from) !== undefined;

/** A stored source as people read it: `register.1-001612.number` is the number of what 1.001612 grants. */
export function grantedOf(from: readonly string[]): { code: string; what: string } {
  const found = from.map(partsOf).find(Boolean);
  return { code: found?.key.replaceAll('-', '.') ?? '', what: found?.what ?? REGISTERED[0] };
}
