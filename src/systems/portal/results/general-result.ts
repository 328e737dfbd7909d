import {
  DEMO_MARK,
  dayWords,
  electronicForm,
  headName,
  issuerLines,
  type ResultInput,
  type ResultTemplate,
  signerLines,
} from '#engines/cases';
import { inSentence } from '#engines/forms';
import type { PaperDefinition } from '#platform/pdf';

const AGREED = 'đồng ý với nội dung đề nghị';

/** A notice of the outcome, for procedures whose own result is not drawn by a system yet: layout of Decree 30/2020/NĐ-CP. */
function paper(input: ResultInput): PaperDefinition {
  const { dossier } = input;
  return {
    size: 'A4',
    title: 'Thông báo kết quả giải quyết thủ tục hành chính',
    author: input.agencyName,
    createdAt: input.issuedAt.toISOString(),
    ...(input.demo ? { demoMark: DEMO_MARK } : {}),
    blocks: [
      {
        kind: 'head',
        ...(input.superior ? { superior: headName(input.superior) } : {}),
        issuer: issuerLines(input.agencyName),
        number: `Số: ${input.number}`,
        place: `${input.areaName}, ${dayWords(input.issuedAt)}`,
      },
      { kind: 'title', lines: ['THÔNG BÁO', 'Kết quả giải quyết thủ tục hành chính'] },
      {
        kind: 'paragraph',
        indent: true,
        text: `${input.agencyName} đã giải quyết hồ sơ mã số ${dossier.code} của ${dossier.ownerName}.`,
      },
      { kind: 'paragraph', indent: true, text: `Thủ tục: ${input.matter}.` },
      {
        kind: 'paragraph',
        indent: true,
        text: `Kết quả: ${input.outcome === null ? AGREED : inSentence(input.outcome)}.`,
      },
      {
        kind: 'signatures',
        gapMm: 37,
        columns: [{ title: signerLines(input.signerTitle), name: input.signerName, anchor: 'person' }],
      },
      {
        kind: 'qr',
        content: input.verifyUrl,
        alt: `Mã QR kiểm tra thông báo số ${input.number}`,
        lines: [electronicForm(input.demo), 'Quét mã để kiểm tra người ký và tình trạng của văn bản này.'],
      },
    ],
  };
}

export const generalResult: ResultTemplate = {
  procedure: '*',
  kind: 'result-notice',
  number: '{{so}}/TB-{{co-quan}}',
  title: 'Thông báo kết quả',
  paper,
};
