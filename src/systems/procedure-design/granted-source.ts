import { REGISTER, REGISTERED } from '#engines/cases';

const STORED = new RegExp(`^${REGISTER}\\.([^.]+)\\.(${REGISTERED.join('|')})$`);

/** Whether a source of a field is the number or the day of a granted result. */
export const isGranted = (from: string): boolean => STORED.test(from);

/** A stored source as people read it: `register.1-001612.number` is the number of what 1.001612 grants. */
export function grantedOf(from: readonly string[]): { code: string; what: string } {
  const [, key = '', what = REGISTERED[0]] = STORED.exec(from.find(isGranted) ?? '') ?? [];
  return { code: key.replaceAll('-', '.'), what };
}
