import {
  fetchedAt,
  type ResultInput,
  type ResultTemplate,
  resultPaper,
  signedEnd,
  usesOf,
  whoHasToBeThere,
} from '#engines/cases';
import { inSentence, said } from '#engines/forms';
import { findProcedureVersion, formOfVersion } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { PaperDefinition } from '#platform/pdf';

const AGREED = 'đồng ý với nội dung đề nghị';

/** How what the procedure promises comes to the applicant, by the way that was chosen, where he does not fetch it. Where it is made on paper, it is so outside of the program. */
const COMES: Readonly<Record<string, (papers: string) => string>> = {
  electronic: papers =>
    `Kết quả (${papers}) được trả bằng bản điện tử: thông báo đã ký số này, trong tài khoản của người nộp.`,
  post: papers =>
    `Giấy tờ kết quả (${papers}) được gửi qua dịch vụ bưu chính công ích đến địa chỉ đã đăng ký.`,
};

/** `both`: who has to be there, where two have to sign: the code of a receipt lets neither of them fetch it. */
const fetched = (papers: string, where: string, both: string): string =>
  `Giấy tờ kết quả (${papers}) được trao tại ${where}. ${
    both
      ? `${both}, mỗi người xuất trình căn cước hoặc giấy tờ tùy thân khác; không nhận thay.`
      : 'Khi đến nhận, xuất trình thông báo này hoặc Giấy tiếp nhận hồ sơ và hẹn trả kết quả.'
  }`;

/** What the notice says of the results that the procedure promises, and where they are fetched; nothing where it promises none. */
async function comes(
  q: Queryable,
  { dossier, issuedAt }: ResultInput,
  results: readonly string[],
  { way, both }: { way: string; both: string },
): Promise<PaperDefinition['blocks']> {
  if (!results.length) return [];
  const words = COMES[way];
  const text = words
    ? words(results.join('; '))
    : fetched(results.join('; '), (await fetchedAt(q, dossier, issuedAt)).name, both);
  return [{ kind: 'paragraph', indent: true, text }];
}

/** A notice of the outcome, for procedures whose own result is not drawn by a system yet: layout of Decree 30/2020/NĐ-CP. */
async function paper(input: ResultInput, q: Queryable): Promise<PaperDefinition> {
  const { dossier } = input;
  const agreed = input.outcome === null;
  const version = agreed ? await findProcedureVersion(q, dossier.procedureVersionId) : undefined;
  const form = version && (await formOfVersion(q, version));
  const way = (form && usesOf(form, dossier.data).delivery) ?? 'counter';
  const both = form ? said(whoHasToBeThere(form), 'vi') : '';
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
      ...(await comes(q, input, version?.results ?? [], { way, both })),
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
