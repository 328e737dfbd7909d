import { Name, PdfString, Ref, Stream, type Value } from '#platform/pdf';

/** Whether two objects are the same, references taken as they are. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a instanceof Name) return b instanceof Name && a.name === b.name;
  if (a instanceof Ref) return b instanceof Ref && a.num === b.num && a.gen === b.gen;
  if (a instanceof PdfString) return b instanceof PdfString && Buffer.from(a.bytes).equals(b.bytes);
  if (a instanceof Stream)
    return b instanceof Stream && sameValue(a.dict, b.dict) && Buffer.from(a.raw).equals(b.raw);
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((v, i) => sameValue(v, b[i]));
  if (a instanceof Map)
    return (
      b instanceof Map && a.size === b.size && [...a].every(([k, v]) => b.has(k) && sameValue(v, b.get(k)))
    );
  return false;
}

/** Whether the dictionaries are the same save for the keys named. */
export const sameExcept = (
  a: Map<string, Value>,
  b: Map<string, Value>,
  keys: readonly string[],
): boolean => {
  const rest = (d: Map<string, Value>) => new Map([...d].filter(([k]) => !keys.includes(k)));
  return sameValue(rest(a), rest(b));
};
