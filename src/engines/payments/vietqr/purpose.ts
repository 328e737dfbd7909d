/** Letters and digits of a reference, in capitals: what is left of a purpose whatever a bank does to it. */
export const plainReference = (reference: string): string =>
  reference
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');

/** Longest purpose that every bank takes (NAPAS: 25 ASCII characters). */
const LONGEST = 25;

/** The purpose that a payer sends: the reference as people know it where that fits, else its letters and digits. */
export function purposeOf(reference: string): string {
  const ascii = /^[\x20-\x7e]+$/.test(reference);
  return ascii && reference.length <= LONGEST ? reference : plainReference(reference).slice(-LONGEST);
}

const SHORTEST = 6;
const LONGEST_PLAIN = 40;

/** Every stretch of a purpose that may be a plain reference, without doubles: what to look up. */
export function candidatesIn(purpose: string): string[] {
  const plain = plainReference(purpose).slice(0, 500);
  const found = new Set<string>();
  for (let from = 0; from < plain.length; from++)
    for (let length = SHORTEST; length <= LONGEST_PLAIN && from + length <= plain.length; length++)
      found.add(plain.slice(from, from + length));
  return [...found];
}
