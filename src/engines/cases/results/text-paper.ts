import type { AnswerWords } from '#engines/forms';
import {
  type ResultFact,
  type ResultTemplateDefinition,
  readResultLine,
  readResultText,
} from '#engines/procedures';
import type { PaperDefinition } from '#platform/pdf';
import { electronicForm, headName, issuerLines, signerLines } from '../slips/words.ts';
import { blocksOf, wordingOf } from './text-blocks.ts';

/** What a data template is drawn from: the fields' words by name, and what every administrative document has. */
export type TextPaperInput = {
  /** Words of the form's fields, by path. */
  words: ReadonlyMap<string, AnswerWords>;
  facts: Record<ResultFact, string>;
  superior: string | null;
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
  const facts = new Map<string, AnswerWords>(Object.entries(input.facts));
  const wording = wordingOf(new Map([...input.words, ...facts]));
  const plain = (line: string): string =>
    wording
      .runs(readResultLine(line))
      .map(run => (typeof run === 'string' ? run : run.text))
      .join('');
  const body = readResultText(template.body).parts.flatMap(part => blocksOf(part, wording));
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
        ...(input.superior ? { superior: headName(input.superior) } : {}),
        issuer: issuerLines(input.issuer),
        number: `Số: ${input.facts['so-ket-qua']}`,
        place: input.place,
      },
      { kind: 'title', lines: template.heading.map(plain).filter(Boolean) },
      ...body,
      {
        kind: 'signatures',
        gapMm: 37,
        columns: [{ title: signerLines(input.signerTitle), name: input.signerName, anchor: 'person' }],
        recipients,
      },
      {
        kind: 'qr',
        content: input.verifyUrl,
        alt: `Mã QR kiểm tra ${template.title} số ${input.facts['so-ket-qua']}`,
        lines: [
          electronicForm(input.mark !== undefined),
          'Quét mã để kiểm tra người ký và tình trạng của văn bản này.',
        ],
      },
    ],
  };
}
