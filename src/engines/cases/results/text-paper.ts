import {
  type Piece,
  type ResultFact,
  type ResultPart,
  type ResultTemplateDefinition,
  readResultLine,
  readResultText,
} from '#engines/procedures';
import type { Block, PaperDefinition, Run, Text } from '#platform/pdf';
import { issuerLines } from '../slips/words.ts';

/** What stands for a field that nobody has answered, as printed forms have it. */
const NOTHING = '-----';

/** What a data template is drawn from: the fields' words by name, and what every administrative document has. */
export type TextPaperInput = {
  /** Words of the form's fields, by path; and of the facts. */
  words: ReadonlyMap<string, string>;
  facts: Record<ResultFact, string>;
  superior: string;
  issuer: string;
  place: string;
  signerTitle: string;
  signerName: string;
  createdAt: string;
  /** Set where it is no real paper. */
  mark: PaperDefinition['demoMark'];
  verifyUrl: string;
};

/**
 * A result that staff have worded, laid out as an administrative document (Decree 30/2020/NĐ-CP, annex I): issuer and national
 * title, number and place, name and abstract, text, recipients left of the signature, and the code by which it is checked.
 */
export function textPaper(template: ResultTemplateDefinition, input: TextPaperInput): PaperDefinition {
  const wordsOf = (field: string): string =>
    (Object.hasOwn(input.facts, field) ? input.facts[field as ResultFact] : input.words.get(field)) ||
    NOTHING;
  const runs = (pieces: readonly Piece[]): Run[] =>
    pieces.map(piece => {
      const text = 'text' in piece ? piece.text : wordsOf(piece.field);
      return { text: 'field' in piece && piece.capitals ? text.toUpperCase() : text, bold: piece.bold };
    });
  const plain = (line: string): string =>
    runs(readResultLine(line))
      .map(run => (typeof run === 'string' ? run : run.text))
      .join('');
  const body = readResultText(template.body).parts.map(part => blockOf(part, runs));
  const recipients = template.recipients.map(plain).filter(Boolean);
  return {
    size: 'A4',
    title: template.title,
    author: input.issuer,
    createdAt: input.createdAt,
    ...(input.mark ? { demoMark: input.mark } : {}),
    blocks: [
      {
        kind: 'head',
        superior: input.superior.toUpperCase(),
        issuer: issuerLines(input.issuer),
        number: `Số: ${input.facts['so-ket-qua']}`,
        place: input.place,
      },
      { kind: 'title', lines: template.heading.map(plain).filter(Boolean) },
      ...body,
      {
        kind: 'signatures',
        gapMm: 37,
        columns: [{ title: [input.signerTitle.toUpperCase()], name: input.signerName, anchor: 'person' }],
        recipients,
      },
      {
        kind: 'qr',
        content: input.verifyUrl,
        alt: `Mã QR kiểm tra ${template.title} số ${input.facts['so-ket-qua']}`,
        lines: [
          'Bản điện tử đã ký số có giá trị như bản giấy.',
          'Quét mã để kiểm tra người ký và tình trạng của văn bản này.',
        ],
      },
    ],
  };
}

function blockOf(part: ResultPart, runs: (pieces: readonly Piece[]) => Run[]): Block {
  switch (part.kind) {
    case 'paragraph':
      return { kind: 'paragraph', indent: true, align: 'justify', text: runs(part.pieces) };
    case 'list':
      return { kind: 'list', ordered: false, items: part.items.map((item): Text => runs(item)) };
    case 'facts':
      return {
        kind: 'facts',
        rows: part.rows.map(row => row.map(({ label, value }) => ({ label, value: runs(value) }))),
      };
    case 'rule':
      return { kind: 'rule' };
  }
}
