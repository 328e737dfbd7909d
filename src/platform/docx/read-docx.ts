import type { WordBlock, WordCell, WordParagraph, WordTable } from '#platform/pdf';
import { joinFields } from './join-fields.ts';
import type { DocxNote } from './note.ts';
import { type Numbering, readNumbering } from './numbering.ts';
import { type Docx, openDocx } from './open-docx.ts';
import { DocxProblem } from './problem.ts';
import { Runs } from './runs.ts';
import { readStyles, type Styles, styledParagraph, styledRun } from './styles.ts';
import { child, isOn, type Node, twips, valOf } from './xml.ts';

export type WordDocument = {
  size: 'A4' | 'A5';
  /** In millimetres. */
  margins: { top: number; bottom: number; left: number; right: number };
  blocks: WordBlock[];
  notes: DocxNote[];
};

type Reading = { docx: Docx; styles: Styles; numbering: Numbering; notes: DocxNote[]; n: number };

const MM_A_POINT = 25.4 / 72;

function paragraph(r: Reading, node: Node): WordParagraph[] {
  r.n += 1;
  const pPr = child(node, 'w:pPr');
  const style = r.styles.paragraph(valOf(pPr, 'w:pStyle'));
  let look = styledParagraph(style.paragraph, pPr);
  const { numbering } = look;
  const item = numbering && r.numbering(numbering.id, numbering.level);
  // What the list says of indents stands between the style and the paragraph itself.
  if (item) look = styledParagraph(styledParagraph(style.paragraph, item.pPr), pPr);
  if (child(pPr, 'w:sectPr')) r.notes.push({ n: r.n, code: 'sections', lost: true });
  const runs = new Runs(r.docx, r.styles, style.run, code => {
    const lost = !['floating', 'struck', 'raised', 'tracked', 'field'].includes(code);
    if (!r.notes.some(x => x.n === r.n && x.code === code)) r.notes.push({ n: r.n, code, lost });
  });
  runs.read(node);
  // An empty paragraph is as high as its mark.
  const mark = styledRun(style.run, child(pPr, 'w:rPr'));
  const { breakBefore, numbering: _, ...rest } = look;
  return runs.pages(mark).map((found, i) => ({
    kind: 'paragraph',
    n: r.n,
    ...rest,
    runs: joinFields(found),
    ...(breakBefore || i > 0 ? { breakBefore: true as const } : {}),
    ...(item && i === 0 ? { label: item.label } : {}),
  }));
}

const SIDES = ['top', 'bottom', 'left', 'right'] as const;

/** Borders that are said; the inner ones of a table for sides that lie inside. */
function bordersOf(
  tcPr: Node | undefined,
  table: Node | undefined,
  inner: Record<(typeof SIDES)[number], boolean>,
) {
  const own = child(tcPr, 'w:tcBorders');
  const drawn = (value: string | undefined) => value !== undefined && value !== 'nil' && value !== 'none';
  const side = (name: (typeof SIDES)[number]) => {
    const said =
      valOf(own, `w:${name}`) ?? valOf(own, name === 'left' ? 'w:start' : name === 'right' ? 'w:end' : '');
    if (said !== undefined) return drawn(said);
    const across = name === 'top' || name === 'bottom' ? 'w:insideH' : 'w:insideV';
    return drawn(valOf(table, inner[name] ? across : `w:${name}`));
  };
  return { top: side('top'), bottom: side('bottom'), left: side('left'), right: side('right') };
}

function tableBorders(r: Reading, tblPr: Node | undefined): Node | undefined {
  const own = child(tblPr, 'w:tblBorders');
  const id = valOf(tblPr, 'w:tblStyle');
  if (own || id === undefined) return own;
  const styles = (r.docx.styles?.children ?? []).filter(s => s.name === 'w:style');
  let at = styles.find(s => s.attrs['w:styleId'] === id);
  for (let depth = 0; at && depth < 10; depth++) {
    const found = child(child(at, 'w:tblPr'), 'w:tblBorders');
    if (found) return found;
    const above = valOf(at, 'w:basedOn');
    at = styles.find(s => s.attrs['w:styleId'] === above);
  }
  return undefined;
}

function table(r: Reading, node: Node): WordTable {
  const n = r.n + 1;
  const tblPr = child(node, 'w:tblPr');
  const borders = tableBorders(r, tblPr);
  const columns = (child(node, 'w:tblGrid')?.children ?? []).map(c => twips(c.attrs['w:w']) ?? 0);
  const trs = node.children.filter(c => c.name === 'w:tr');
  const rows = trs.map((tr, y) => {
    const trPr = child(tr, 'w:trPr');
    const tcs = tr.children.filter(c => c.name === 'w:tc');
    const cells = tcs.map((tc, x): WordCell => {
      const tcPr = child(tc, 'w:tcPr');
      const merge = child(tcPr, 'w:vMerge');
      if (tc.children.some(c => c.name === 'w:tbl'))
        r.notes.push({ n: r.n + 1, code: 'nested-table', lost: true });
      const blocks = tc.children.flatMap(c => (c.name === 'w:p' ? paragraph(r, c) : []));
      const inner = { top: y > 0, bottom: y < trs.length - 1, left: x > 0, right: x < tcs.length - 1 };
      return {
        blocks,
        span: Math.max(1, Number(valOf(tcPr, 'w:gridSpan') ?? 1) || 1),
        ...(merge
          ? { merge: merge.attrs['w:val'] === 'restart' ? ('start' as const) : ('on' as const) }
          : {}),
        borders: bordersOf(tcPr, borders, inner),
        middle: valOf(tcPr, 'w:vAlign') === 'center',
      };
    });
    return {
      cells,
      header: isOn(trPr, 'w:tblHeader') ?? false,
      least: twips(child(trPr, 'w:trHeight')?.attrs['w:val']) ?? 0,
    };
  });
  const align = valOf(tblPr, 'w:jc');
  return {
    kind: 'table',
    n,
    columns,
    left: twips(child(tblPr, 'w:tblInd')?.attrs['w:w']) ?? 0,
    align: align === 'center' ? 'center' : align === 'right' || align === 'end' ? 'right' : 'left',
    rows,
  };
}

function blocksOf(r: Reading, node: Node | undefined): WordBlock[] {
  return (node?.children ?? []).flatMap((c): WordBlock[] => {
    if (c.name === 'w:p') return paragraph(r, c);
    if (c.name === 'w:tbl') return [table(r, c)];
    if (c.name === 'w:sdt') return blocksOf(r, child(c, 'w:sdtContent'));
    return [];
  });
}

const SIZES = { A4: [595.3, 841.9], A5: [419.55, 595.3] } as const;

function pageOf(section: Node | undefined): Pick<WordDocument, 'size' | 'margins'> {
  const size = child(section, 'w:pgSz')?.attrs;
  const [width, height] = [twips(size?.['w:w']) ?? 595.3, twips(size?.['w:h']) ?? 841.9];
  const near = ([w, h]: readonly [number, number]) => Math.abs(w - width) < 6 && Math.abs(h - height) < 6;
  const found = (['A4', 'A5'] as const).find(s => near(SIZES[s]));
  if (!found) throw new DocxProblem('page');
  const said = child(section, 'w:pgMar')?.attrs;
  const margin = (name: string) =>
    Math.min(80, Math.max(5, (twips(said?.[`w:${name}`]) ?? 56.7) * MM_A_POINT));
  return {
    size: found,
    margins: { top: margin('top'), bottom: margin('bottom'), left: margin('left'), right: margin('right') },
  };
}

/** Words in a header or footer that are no page number: that one the house sets itself (Decree 30/2020/NĐ-CP, annex I). */
const saysMore = (node: Node): boolean =>
  /\p{L}/u.test(
    (function text(n: Node): string {
      return n.name === 'w:instrText' || n.name === 'w:fldSimple'
        ? ''
        : n.text + n.children.map(text).join('');
    })(node),
  );

/**
 * Reads a .docx in the subset that certificates and notices use: paragraphs with runs, alignment, indents, spacing, tabs, numbered lists, tables with
 * borders and merged cells, PNG and JPEG pictures in the line, page breaks. What is outside of it stands in `notes`, by paragraph; nothing is
 * left out without a word. Throws DocxProblem.
 */
export function readDocx(bytes: Buffer): WordDocument {
  const docx = openDocx(bytes);
  const body = child(docx.document, 'w:body');
  const r: Reading = {
    docx,
    styles: readStyles(docx.styles),
    numbering: readNumbering(docx.numbering),
    notes: [],
    n: 0,
  };
  const blocks = blocksOf(r, body);
  if ([...docx.margins.values()].some(saysMore)) r.notes.push({ n: 0, code: 'header', lost: true });
  return { ...pageOf(child(body, 'w:sectPr')), blocks, notes: r.notes };
}
