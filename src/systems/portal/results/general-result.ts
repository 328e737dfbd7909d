import { type ResultInput, type ResultTemplate, resultPaper, signedEnd } from '#engines/cases';
import { inSentence } from '#engines/forms';
import { findProcedureVersion } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { PaperDefinition } from '#platform/pdf';

const AGREED = 'đồng ý với nội dung đề nghị';

/** What the procedure promises is made outside of the program and handed over at the counter: the notice says so, and is no such paper. */
const handedOver = (results: readonly string[]): PaperDefinition['blocks'] =>
  results.length
    ? [
        {
          kind: 'paragraph',
          indent: true,
          text: `Giấy tờ kết quả (${results.join('; ')}) được trao tại nơi tiếp nhận hồ sơ. Khi đến nhận, xuất trình thông báo này hoặc Giấy tiếp nhận hồ sơ và hẹn trả kết quả.`,
        },
      ]
    : [];

/** A notice of the outcome, for procedures whose own result is not drawn by a system yet: layout of Decree 30/2020/NĐ-CP. */
async function paper(input: ResultInput, q: Queryable): Promise<PaperDefinition> {
  const { dossier } = input;
  const agreed = input.outcome === null;
  const version = agreed ? await findProcedureVersion(q, dossier.procedureVersionId) : undefined;
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
      ...handedOver(version?.results ?? []),
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
