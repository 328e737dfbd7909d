import { drawHead } from './blocks/head.ts';
import { drawBox, drawFacts, drawList, drawParagraph, drawTitle } from './blocks/prose.ts';
import { drawQrBlock } from './blocks/qr.ts';
import { drawSignatures } from './blocks/signatures.ts';
import { drawTable } from './blocks/table.ts';
import { drawFooter, drawWatermark } from './foot.ts';
import { MM } from './measures.ts';
import type { Block, PaperDefinition, RenderedPaper } from './paper.ts';
import { Sheet } from './sheet.ts';
import { drawWord } from './word/draw-word.ts';

type Draw = { [K in Block['kind']]: (sheet: Sheet, block: Extract<Block, { kind: K }>) => void };

const draw: Draw = {
  head: drawHead,
  title: drawTitle,
  paragraph: drawParagraph,
  list: drawList,
  facts: drawFacts,
  table: drawTable,
  box: drawBox,
  qr: drawQrBlock,
  signatures: drawSignatures,
  word: drawWord,
  rule: sheet => {
    sheet.rule(sheet.left, sheet.right, sheet.y + MM);
    sheet.y += 2 * MM;
  },
  space: (sheet, block) => {
    sheet.y += block.mm * MM;
  },
};

/** So many lines of facts at most go to the next page together. */
const FEW_FACTS = 4;

/** What a text ends with, above its signatures. */
const isSaid = (block: Block | undefined): boolean =>
  block?.kind === 'paragraph' ||
  block?.kind === 'box' ||
  (block?.kind === 'facts' && block.rows.length <= FEW_FACTS);

// What is signed by hand stands with its text: smaller letters before a second sheet, down to what is still read (7.6 points on A5).
const SIZES_TRIED = [1, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.8];

/** A page that holds nothing but signatures, or the code below them, belongs to no text: what was last said goes there with them (`leading` begins a page). */
async function drawAt(def: PaperDefinition, share: number, leading?: number): Promise<RenderedPaper> {
  const sheet = new Sheet(def, share, s => {
    if (def.demoMark) drawWatermark(s, def.demoMark.watermark);
  });
  for (const [i, block] of def.blocks.entries()) {
    if (i === leading) sheet.need(Number.POSITIVE_INFINITY);
    const { page } = sheet;
    (draw[block.kind] as (sheet: Sheet, block: Block) => void)(sheet, block);
    const turned = sheet.page > page && leading === undefined;
    const said = i - (block.kind === 'qr' && def.blocks[i - 1]?.kind === 'signatures' ? 2 : 1);
    const closes = block.kind === 'signatures' || said < i - 1;
    if (turned && closes && isSaid(def.blocks[said])) return drawAt(def, share, said);
  }
  const pages = sheet.page + 1;
  for (let page = 0; page < pages; page++) {
    sheet.doc.switchToPage(page);
    drawFooter(sheet, def, page, pages);
  }
  return { pdf: await sheet.finish(), pages, anchors: sheet.anchors };
}

/** Draws the paper in this thread: some 10 ms once the fonts are warm. The same definition gives the same bytes. */
export async function drawPaper(def: PaperDefinition): Promise<RenderedPaper> {
  for (const share of def.onePage ? SIZES_TRIED : []) {
    const paper = await drawAt(def, share);
    if (paper.pages === 1) return paper;
  }
  return drawAt(def, 1);
}
