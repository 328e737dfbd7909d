const END = '.;';

/** A text as one sentence of a paper: trimmed, with one full stop at its end, whatever was typed there. */
export function sentence(text: string): string {
  let end = text.length;
  // From the end by hand: a pattern would try each run of stops in the text anew.
  while (end > 0 && (END.includes(text.charAt(end - 1)) || text.charAt(end - 1).trim() === '')) end--;
  return `${text.slice(0, end).trim()}.`;
}
