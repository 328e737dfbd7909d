const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, c => ESCAPES[c] ?? c);

/** An address as it stands in a sentence: to the next space, without the stop that ends the sentence. */
const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, i) => {
      if (i % 2 === 0) return escaped(part);
      const bare = part.replace(/[.,;:)]$/, '');
      return `<a href="${escaped(bare)}">${escaped(bare)}</a>${escaped(part.slice(bare.length))}`;
    })
    .join('');

/** A part of a letter between empty lines: a list where every line begins with a dash, else a paragraph. */
function block(text: string): string {
  const lines = text.split('\n');
  if (lines.every(l => l.startsWith('- ')))
    return `<ul>${lines.map(l => `<li>${linked(l.slice(2))}</li>`).join('')}</ul>`;
  return `<p>${lines.map(linked).join('<br>')}</p>`;
}

/** The plain text of a letter as simple HTML that says the same: paragraphs, lists of lines with a dash, links. */
export const richText = (text: string): string => text.split(/\n\n+/).filter(Boolean).map(block).join('\n');

/**
 * A letter as a whole page that says the same as its text: a reader on a telephone draws a mere piece of one as wide as a desk's screen, and
 * small.
 */
export const letterOf = ({ subject, body, lang }: { subject: string; body: string; lang: string }): string =>
  `<!DOCTYPE html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject)}</title></head>
<body style="margin:0 auto;max-width:40em;padding:16px;font:16px/1.5 sans-serif">
${richText(body)}
</body></html>`;
