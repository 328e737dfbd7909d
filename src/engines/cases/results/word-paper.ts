import type { AnswerWords } from '#engines/forms';
import {
  CODE_PLACE,
  fillWord,
  markAlone,
  type ResultTemplateDefinition,
  readWordFile,
  SIGNATURE_PLACE,
} from '#engines/procedures';
import type { Block, PaperDefinition, WordBlock } from '#platform/pdf';
import { electronicForm, signerLines } from '../slips/words.ts';
import type { TextPaperInput } from './text-paper.ts';

/** The blocks with the places of signature and code made out; `found` notes which of them there are. */
function withPlaces(
  blocks: readonly WordBlock[],
  qr: { content: string; alt: string },
  found: Set<string>,
): WordBlock[] {
  return blocks.map((block): WordBlock => {
    if (block.kind === 'table') {
      const rows = block.rows.map(row => ({
        ...row,
        cells: row.cells.map(cell => ({ ...cell, blocks: withPlaces(cell.blocks, qr, found) })),
      }));
      return { ...block, rows };
    }
    const name = markAlone(block)?.name;
    if (name !== SIGNATURE_PLACE && name !== CODE_PLACE) return block;
    found.add(name);
    return { ...block, runs: [], ...(name === CODE_PLACE ? { qr } : { anchor: 'person' }) };
  });
}

/**
 * A result in the look of a Word document that the office has uploaded. Where the document keeps no place for the signature or the code,
 * they stand below it, as on the house's own papers.
 */
export function wordPaper(
  template: ResultTemplateDefinition & { document: NonNullable<ResultTemplateDefinition['document']> },
  input: TextPaperInput,
): PaperDefinition {
  const read = readWordFile(template.document);
  // Checked before it was published.
  if ('fault' in read) throw new Error(`a Word template that cannot be read: ${read.fault}`);
  const { document } = read;
  const values = new Map<string, AnswerWords>([...input.words, ...Object.entries(input.facts)]);
  const alt = `Mã QR kiểm tra ${template.title} số ${input.facts['so-ket-qua']}`;
  const found = new Set<string>();
  const placed = withPlaces(document.blocks, { content: input.verifyUrl, alt }, found);
  const below: Block[] = [];
  if (!found.has(SIGNATURE_PLACE))
    below.push({
      kind: 'signatures',
      gapMm: 37,
      columns: [{ title: signerLines(input.signerTitle), name: input.signerName, anchor: 'person' }],
    });
  if (!found.has(CODE_PLACE))
    below.push({
      kind: 'qr',
      content: input.verifyUrl,
      alt,
      lines: [
        electronicForm(input.mark !== undefined),
        'Quét mã để kiểm tra người ký và tình trạng của văn bản này.',
      ],
    });
  return {
    size: document.size,
    margins: document.margins,
    title: template.title,
    author: input.issuer,
    createdAt: input.createdAt,
    ...(input.mark ? { demoMark: input.mark } : {}),
    blocks: [{ kind: 'word', blocks: fillWord(placed, values) }, ...below],
  };
}
