import { formatDate } from '#platform/clock';
import type { PaperDefinition } from '#platform/pdf';
import { formatPhone } from '#ui';
import { clockWords, DEMO_MARK, dayWords, issuerLines, whole, withoutPlace } from './words.ts';

/** What stands on form 02, with names as they were on the day of the request. */
export type SupplementSlipInput = {
  code: string;
  /** `3/2026`, in the book of the agency that asks. */
  number: string;
  /** The body above the agency, e.g. `TỈNH LÀO CAI`; null where it asks in its own name. */
  superior: string | null;
  agency: string;
  /** Where the paper is dated, e.g. `Bắc Hà`. */
  place: string;
  applicant: string;
  phone: string | null;
  email: string | null;
  matter: string;
  askedAt: Date;
  /** What is asked for, as the official wrote it. */
  what: string;
  official: string;
  hotline: string;
  trackUrl: string;
  demo: boolean;
};

/**
 * Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: form 02 of Circular 03/2025/TT-VPCP, annex I, on A5. Vietnamese only: it is a
 * paper of the state.
 */
export const supplementSlip = (input: SupplementSlipInput): PaperDefinition => ({
  size: 'A5',
  onePage: true,
  title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
  author: input.agency,
  createdAt: input.askedAt.toISOString(),
  ...(input.demo ? { demoMark: DEMO_MARK } : {}),
  blocks: [
    {
      kind: 'head',
      ...(input.superior ? { superior: input.superior } : {}),
      issuer: issuerLines(withoutPlace(input.agency, input.superior)),
      number: `Số: ${input.number}`,
      place: `${input.place}, ${dayWords(input.askedAt)}`,
    },
    { kind: 'title', lines: ['PHIẾU YÊU CẦU BỔ SUNG,', 'HOÀN THIỆN HỒ SƠ'] },
    {
      kind: 'qr',
      content: input.trackUrl,
      alt: `Mã QR tra cứu hồ sơ ${input.code}`,
      lines: [['Mã hồ sơ: ', { text: input.code, bold: true }], 'Quét mã để xem hồ sơ đang ở đâu.'],
    },
    { kind: 'paragraph', text: ['Hồ sơ của: ', { text: whole(input.applicant), bold: true }] },
    {
      kind: 'facts',
      rows: [
        [
          { label: 'Số điện thoại', value: input.phone ? formatPhone(input.phone) : 'Không có' },
          { label: 'Email', value: input.email ?? 'Không có' },
        ],
        [{ label: 'Nội dung yêu cầu giải quyết', value: [{ text: input.matter, bold: true }] }],
      ],
    },
    { kind: 'paragraph', text: 'Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:' },
    { kind: 'box', text: input.what },
    {
      kind: 'paragraph',
      text: `Từ ${clockWords(input.askedAt)}, ngày ${formatDate(input.askedAt)}, đến khi cơ quan nhận đủ nội dung bổ sung, thời gian không tính vào thời hạn giải quyết.`,
    },
    {
      kind: 'paragraph',
      text: 'Gửi bổ sung trực tuyến ở mục Hồ sơ của tôi, hoặc nộp tại bất kỳ Trung tâm Phục vụ hành chính công xã, phường nào trong tỉnh.',
    },
    {
      kind: 'paragraph',
      text: `Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với ${input.agency} hoặc gọi số ${input.hotline} để được hướng dẫn.`,
    },
    {
      kind: 'signatures',
      gapMm: 14,
      columns: [
        {
          title: ['NGƯỜI HƯỚNG DẪN'],
          note: '(Ký và ghi rõ họ tên)',
          ...(input.official ? { name: input.official } : {}),
        },
      ],
    },
  ],
});
