import type { WordLabel } from '#platform/pdf';
import { child, type Node, valOf } from './xml.ts';

export type Numbering = (
  id: string,
  level: number,
) => { label: WordLabel; pPr: Node | undefined } | undefined;

/** How the lists of a document are numbered, by list and level. */
export function readNumbering(numbering: Node | undefined): Numbering {
  const nodes = numbering?.children ?? [];
  return (id, level) => {
    const num = nodes.find(n => n.name === 'w:num' && n.attrs['w:numId'] === id);
    const abstract = nodes.find(
      n => n.name === 'w:abstractNum' && n.attrs['w:abstractNumId'] === valOf(num, 'w:abstractNumId'),
    );
    const levels = (abstract?.children ?? [])
      .filter(n => n.name === 'w:lvl')
      .toSorted((a, b) => Number(a.attrs['w:ilvl']) - Number(b.attrs['w:ilvl']));
    const at = levels[level];
    if (!at) return undefined;
    const formats = levels.map(l => valOf(l, 'w:numFmt') ?? 'decimal');
    // Word's bullets are characters of a font of signs that nobody else has.
    const text = formats[level] === 'bullet' ? '–' : (valOf(at, 'w:lvlText') ?? '%1.');
    const starts = levels.map(l => Number(valOf(l, 'w:start') ?? 1));
    return { label: { list: id, level, formats, text, starts }, pPr: child(at, 'w:pPr') };
  };
}
