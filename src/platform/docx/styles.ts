import type { WordParagraph, WordRun } from '#platform/pdf';
import { child, isOn, type Node, twips, valOf } from './xml.ts';

export type RunStyle = Omit<WordRun, 'text'> & {
  capitals: boolean;
  raised: boolean;
  struck: boolean;
  hidden: boolean;
};
type Spacing = Pick<
  WordParagraph,
  'align' | 'left' | 'right' | 'first' | 'before' | 'after' | 'line' | 'tabs'
>;
export type ParagraphStyle = Spacing & {
  breakBefore: boolean;
  numbering: { id: string; level: number } | null;
};

const PLAIN_RUN: RunStyle = {
  bold: false,
  italic: false,
  underline: false,
  size: 10,
  color: '#000000',
  capitals: false,
  raised: false,
  struck: false,
  hidden: false,
};
const PLAIN_PARAGRAPH: ParagraphStyle = {
  align: 'left',
  left: 0,
  right: 0,
  first: 0,
  before: 0,
  after: 0,
  line: { times: 1 },
  tabs: [],
  breakBefore: false,
  numbering: null,
};

const ALIGN: Readonly<Record<string, WordParagraph['align']>> = {
  center: 'center',
  right: 'right',
  end: 'right',
  both: 'justify',
  distribute: 'justify',
};

/** The style of a run with what `rPr` says on top. */
export function styledRun(base: RunStyle, rPr: Node | undefined): RunStyle {
  if (!rPr) return base;
  const size = Number(valOf(rPr, 'w:sz'));
  const color = valOf(rPr, 'w:color');
  const vertical = valOf(rPr, 'w:vertAlign');
  return {
    bold: isOn(rPr, 'w:b') ?? base.bold,
    italic: isOn(rPr, 'w:i') ?? base.italic,
    underline: isOn(rPr, 'w:u') ?? base.underline,
    size: size > 0 ? Math.min(size / 2, 96) : base.size,
    color: color === undefined ? base.color : /^[0-9a-f]{6}$/i.test(color) ? `#${color}` : '#000000',
    capitals: isOn(rPr, 'w:caps') ?? base.capitals,
    raised: vertical === undefined ? base.raised : vertical !== 'baseline',
    struck: isOn(rPr, 'w:strike') ?? isOn(rPr, 'w:dstrike') ?? base.struck,
    hidden: isOn(rPr, 'w:vanish') ?? base.hidden,
  };
}

function lineOf(spacing: Node | undefined, base: ParagraphStyle['line']): ParagraphStyle['line'] {
  const line = spacing?.attrs['w:line'];
  if (line === undefined) return base;
  const rule = spacing?.attrs['w:lineRule'] ?? 'auto';
  return rule === 'auto' ? { times: Number(line) / 240 } : { points: Number(line) / 20 };
}

/** The style of a paragraph with what `pPr` says on top. */
export function styledParagraph(base: ParagraphStyle, pPr: Node | undefined): ParagraphStyle {
  if (!pPr) return base;
  const spacing = child(pPr, 'w:spacing')?.attrs;
  const indent = child(pPr, 'w:ind')?.attrs;
  const hanging = twips(indent?.['w:hanging']);
  const align = valOf(pPr, 'w:jc');
  const numPr = child(pPr, 'w:numPr');
  const id = valOf(numPr, 'w:numId');
  const stops = child(pPr, 'w:tabs')?.children.flatMap(tab => {
    const kind = tab.attrs['w:val'] ?? 'left';
    const at = twips(tab.attrs['w:pos']);
    if (at === undefined || kind === 'clear') return [];
    return [
      { at, align: kind === 'center' || kind === 'right' ? (kind as 'center' | 'right') : ('left' as const) },
    ];
  });
  return {
    align: align === undefined ? base.align : (ALIGN[align] ?? 'left'),
    left: twips(indent?.['w:left'] ?? indent?.['w:start']) ?? base.left,
    right: twips(indent?.['w:right'] ?? indent?.['w:end']) ?? base.right,
    first: hanging === undefined ? (twips(indent?.['w:firstLine']) ?? base.first) : -hanging,
    before: twips(spacing?.['w:before']) ?? base.before,
    after: twips(spacing?.['w:after']) ?? base.after,
    line: lineOf(child(pPr, 'w:spacing'), base.line),
    tabs: stops ? [...base.tabs, ...stops].toSorted((a, b) => a.at - b.at) : base.tabs,
    breakBefore: isOn(pPr, 'w:pageBreakBefore') ?? base.breakBefore,
    numbering:
      id === undefined
        ? base.numbering
        : id === '0'
          ? null
          : { id, level: Number(valOf(numPr, 'w:ilvl') ?? 0) },
  };
}

export type Styles = {
  paragraph(id: string | undefined): { paragraph: ParagraphStyle; run: RunStyle };
  /** `rPr` of a character style with those it is based on, the farthest first. */
  character(id: string | undefined): Node[];
};

/** The styles of a document: defaults, then each style on the one that it is based on. */
export function readStyles(styles: Node | undefined): Styles {
  const all = new Map(
    (styles?.children ?? []).filter(s => s.name === 'w:style').map(s => [s.attrs['w:styleId'] ?? '', s]),
  );
  const defaults = child(styles, 'w:docDefaults');
  const usual = [...all.values()].find(
    s => s.attrs['w:type'] === 'paragraph' && s.attrs['w:default'] === '1',
  );
  const line = (id: string | undefined): Node[] => {
    const chain: Node[] = [];
    let at = id === undefined ? undefined : all.get(id);
    // A circle is no line: whoever made it meant nothing by it.
    while (at && !chain.includes(at)) {
      chain.unshift(at);
      at = all.get(valOf(at, 'w:basedOn') ?? '');
    }
    return chain;
  };
  const base = {
    paragraph: styledParagraph(PLAIN_PARAGRAPH, child(child(defaults, 'w:pPrDefault'), 'w:pPr')),
    run: styledRun(PLAIN_RUN, child(child(defaults, 'w:rPrDefault'), 'w:rPr')),
  };
  return {
    paragraph: id => {
      const chain = line(all.has(id ?? '') ? id : usual?.attrs['w:styleId']);
      return {
        paragraph: chain.reduce((p, s) => styledParagraph(p, child(s, 'w:pPr')), base.paragraph),
        run: chain.reduce((r, s) => styledRun(r, child(s, 'w:rPr')), base.run),
      };
    },
    character: id => line(id).flatMap(s => child(s, 'w:rPr') ?? []),
  };
}
