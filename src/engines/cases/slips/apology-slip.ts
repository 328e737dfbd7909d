import { formatDate } from '#platform/clock';
import type { PaperDefinition } from '#platform/pdf';
import { clockWords, DEMO_MARK, dayWords, issuerLines, whole, withoutPlace } from './words.ts';

/** What stands on form 04, with names as they were on the day of the apology. */
export type ApologySlipInput = {
  code: string;
  /** `3/2026`, in the book of the agency that apologises. */
  number: string;
  /** The body above the agency, e.g. `TỈNH LÀO CAI`; null where it writes in its own name. */
  superior: string | null;
  agency: string;
  /** Where the paper is dated, e.g. `Bắc Hà`. */
  place: string;
  applicant: string;
  matter: string;
  receivedAt: Date;
  /** What had been promised, and what is promised now. */
  dueBefore: Date;
  until: Date;
  givenAt: Date;
  reason: string;
  signerTitle: string;
  signer: string;
  trackUrl: string;
  demo: boolean;
};

const moment = (at: Date): string => `${clockWords(at)}, ngày ${formatDate(at)}`;

/**
 * Phiếu xin lỗi và hẹn lại ngày trả kết quả: form 04 of Circular 03/2025/TT-VPCP, annex I, on A5 (Decree 61/2018/NĐ-CP,
 * article 19: once only). Vietnamese only: it is a paper of the state.
 */
export const apologySlip = (input: ApologySlipInput): PaperDefinition => ({
  size: 'A5',
  onePage: true,
  title: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
  author: input.agency,
  createdAt: input.givenAt.toISOString(),
  ...(input.demo ? { demoMark: DEMO_MARK } : {}),
  blocks: [
    {
      kind: 'head',
      ...(input.superior ? { superior: input.superior } : {}),
      issuer: issuerLines(withoutPlace(input.agency, input.superior)),
      number: `Số: ${input.number}`,
      place: `${input.place}, ${dayWords(input.givenAt)}`,
    },
    { kind: 'title', lines: ['PHIẾU XIN LỖI', 'VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ'] },
    {
      kind: 'qr',
      content: input.trackUrl,
      alt: `Mã QR tra cứu hồ sơ ${input.code}`,
      lines: [['Mã hồ sơ: ', { text: input.code, bold: true }], 'Quét mã để xem hồ sơ đang ở đâu.'],
    },
    { kind: 'paragraph', text: ['Kính gửi: ', { text: whole(input.applicant), bold: true }] },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Nội dung yêu cầu giải quyết', value: [{ text: input.matter, bold: true }] }],
        [{ label: 'Tiếp nhận hồ sơ', value: moment(input.receivedAt) }],
        [{ label: 'Đã hẹn trả kết quả trước', value: moment(input.dueBefore) }],
      ],
    },
    {
      kind: 'paragraph',
      text: `${input.agency} không trả được kết quả đúng hẹn. Lý do:`,
    },
    { kind: 'box', text: input.reason },
    {
      kind: 'paragraph',
      text: `Việc chậm trễ này làm Ông/Bà mất thêm thời gian và công sức. ${input.agency} xin lỗi Ông/Bà.`,
    },
    {
      kind: 'box',
      text: ['Hẹn lại: trả kết quả trước ', { text: moment(input.until), bold: true }, '.'],
    },
    { kind: 'paragraph', text: 'Ngày trả kết quả chỉ được hẹn lại một lần.' },
    {
      kind: 'signatures',
      gapMm: 14,
      columns: [
        {
          title: [input.signerTitle.toUpperCase()],
          note: '(Ký và ghi rõ họ tên)',
          ...(input.signer ? { name: input.signer } : {}),
        },
      ],
    },
  ],
});
