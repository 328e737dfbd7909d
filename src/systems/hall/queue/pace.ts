/**
 * Minutes that somebody with so many before him will wait, from when the last were called; null while fewer than three were, or the
 * calls are of one moment: then nobody knows. Rounded up to five minutes, as it is an estimate.
 */
export function estimateMinutes(before: number, calledAt: readonly Date[]): number | null {
  if (calledAt.length < 3) return null;
  const times = calledAt.map(d => d.getTime());
  const span = Math.max(...times) - Math.min(...times);
  if (span === 0) return null;
  const each = span / (times.length - 1) / 60_000;
  return Math.max(5, Math.ceil((each * (before + 1)) / 5) * 5);
}
