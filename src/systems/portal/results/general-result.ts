import { type ResultInput, type ResultTemplate, resultPaper, signedEnd } from '#engines/cases';
import { inSentence } from '#engines/forms';
import type { PaperDefinition } from '#platform/pdf';

const AGREED = 'đồng ý với nội dung đề nghị';

/** A notice of the outcome, for procedures whose own result is not drawn by a system yet: layout of Decree 30/2020/NĐ-CP. */
function paper(input: ResultInput): PaperDefinition {
  const { dossier } = input;
  const { file, head } = resultPaper(input);
  return {
    size: 'A4',
    title: 'Thông báo kết quả giải quyết thủ tục hành chính',
    ...file,
    blocks: [
      head,
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
      ...signedEnd(input, { named: 'thông báo', short: 'văn bản' }),
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
