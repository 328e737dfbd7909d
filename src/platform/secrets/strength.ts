// At least this many bits by the frequencies of its own characters: 32 random hexadecimal digits have about 118.
const ENOUGH_BITS = 100;
const WORDS = /change.?me|password|mat.?khau|secret|example|default|fansipan/i;

/** Why a secret that a person chose is too weak to sign with: it holds a word that anybody would try, or its characters repeat. */
export function weakness(secret: string): 'common' | 'repeats' | undefined {
  if (WORDS.test(secret)) return 'common';
  const counts = new Map<string, number>();
  for (const c of secret) counts.set(c, (counts.get(c) ?? 0) + 1);
  let bits = 0;
  for (const n of counts.values()) bits -= n * Math.log2(n / secret.length);
  return bits < ENOUGH_BITS ? 'repeats' : undefined;
}
