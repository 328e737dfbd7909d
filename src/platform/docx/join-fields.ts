import { isRun, type WordParagraph } from '#platform/pdf';

const FIELD = /\{\{[^{}]*\}\}/g;

/**
 * Word parts what was typed into runs wherever a spelling mark, a correction or a save came between: `{{child.` and `name}}`. Each field
 * goes whole into the run in which it begins, and has that one's style.
 */
export function joinFields(runs: WordParagraph['runs']): WordParagraph['runs'] {
  const starts: number[] = [];
  let text = '';
  for (const run of runs) {
    starts.push(text.length);
    // A picture parts a field as nothing else does.
    text += isRun(run) ? run.text : '\u0000';
  }
  const fields = [...text.matchAll(FIELD)].map(m => ({
    from: m.index,
    to: m.index + m[0].length,
    text: m[0],
  }));
  if (!fields.length) return runs;
  return runs.flatMap((run, i): WordParagraph['runs'] => {
    if (!isRun(run)) return [run];
    const from = starts[i] ?? 0;
    let joined = '';
    for (let at = from; at < from + run.text.length; at++) {
      const field = fields.find(f => f.from <= at && at < f.to);
      if (!field) joined += text[at];
      else if (field.from === at) joined += field.text;
    }
    return joined ? [{ ...run, text: joined }] : [];
  });
}
