import { formatDate, localParts } from '#platform/clock';
import type { Block, PaperDefinition } from '#platform/pdf';
import { formatPhone } from '#ui';
import { clockWords, DEMO_MARK, dayWords, issuerLines, whole, withoutPlace } from './words.ts';

/** What stands on form 01, with names as they are on the day of reception. */
export type ReceiptInput = {
  code: string;
  /** The committee under which the receiving unit stands, e.g. `UBND XÃ BẮC HÀ`; absent for a provincial centre. */
  superior: string | null;
  /** The receiving unit: `Trung tâm Phục vụ hành chính công xã Bắc Hà`. */
  unit: string;
  /** Where the paper is dated, e.g. `Bắc Hà`. */
  place: string;
  applicant: string;
  /** Who handed it in for the applicant, if somebody did. */
  delegate: string | null;
  phone: string | null;
  email: string | null;
  matter: string;
  papers: ReadonlyArray<{ name: string; filename: string | null }>;
  /** `Trong ngày`, `3 ngày làm việc` */
  limit: string;
  fee: string;
  receivedAt: Date;
  dueAt: Date;
  /** Why this day, in one or two sentences. */
  why: string;
  delivery: string;
  clerk: string | null;
  trackUrl: string;
  /** Leaf of the reception in the ledger, and the log's fingerprint (hexadecimal): from here on the entry cannot change unseen. */
  ledger: { leaf: string; log: string } | null;
  demo: boolean;
};

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

const dueWords = (at: Date): string =>
  `trước ${clockWords(at)}, ${WEEKDAYS[localParts(at).weekday]} ngày ${formatDate(at)}`;

/**
 * Giấy tiếp nhận hồ sơ và hẹn trả kết quả: form 01 of Circular 03/2025/TT-VPCP, annex I, on A5. Vietnamese only: it is a
 * paper of the state.
 */
export function receiptPaper(input: ReceiptInput): PaperDefinition {
  const head: Block = {
    kind: 'head',
    ...(input.superior ? { superior: input.superior } : {}),
    issuer: issuerLines(withoutPlace(input.unit, input.superior)),
    number: `Số: ${input.code}`,
    place: `${input.place}, ${dayWords(input.receivedAt)}`,
  };
  const blocks: Block[] = [
    head,
    { kind: 'title', lines: ['GIẤY TIẾP NHẬN HỒ SƠ', 'VÀ HẸN TRẢ KẾT QUẢ'] },
    {
      kind: 'qr',
      content: input.trackUrl,
      alt: `Mã QR tra cứu hồ sơ ${input.code}`,
      lines: [
        ['Mã hồ sơ: ', { text: input.code, bold: true }],
        'Quét mã để xem hồ sơ đang ở đâu và kiểm tra giấy này.',
      ],
    },
    {
      kind: 'paragraph',
      text: [
        `${input.unit} tiếp nhận hồ sơ của: `,
        { text: whole(input.applicant), bold: true },
        ...(input.delegate ? [', do ', { text: whole(input.delegate), bold: true }, ' nộp thay'] : []),
      ],
    },
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
    { kind: 'paragraph', text: 'Thành phần hồ sơ gồm:' },
    {
      kind: 'list',
      ordered: true,
      items: input.papers.map(p => (p.filename ? `${p.name} (tệp ${p.filename})` : p.name)),
    },
    {
      kind: 'facts',
      rows: [
        [
          { label: 'Số lượng hồ sơ', value: '01 (bộ)' },
          { label: 'Phí, lệ phí', value: input.fee },
        ],
        [{ label: 'Thời gian giải quyết theo quy định', value: input.limit }],
        [
          {
            label: 'Nhận hồ sơ',
            value: `${clockWords(input.receivedAt)}, ngày ${formatDate(input.receivedAt)}`,
          },
        ],
      ],
    },
    { kind: 'box', text: ['Hẹn trả kết quả: ', { text: dueWords(input.dueAt), bold: true }] },
    { kind: 'paragraph', size: 8.6, text: [{ text: input.why, italic: true }] },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Đăng ký nhận kết quả tại', value: input.delivery }],
        [
          { label: 'Vào sổ theo dõi hồ sơ, quyển số', value: String(localParts(input.receivedAt).year) },
          { label: 'Số thứ tự', value: input.code.split('-').slice(1).join('-') },
        ],
      ],
    },
    {
      kind: 'signatures',
      gapMm: 12,
      columns: [
        {
          title: ['NGƯỜI NỘP HỒ SƠ'],
          note: '(Ký và ghi rõ họ tên)',
          name: input.delegate ?? input.applicant,
        },
        {
          title: ['NGƯỜI TIẾP NHẬN HỒ SƠ'],
          note: '(Ký và ghi rõ họ tên)',
          ...(input.clerk ? { name: input.clerk } : { name: 'Tiếp nhận trực tuyến' }),
        },
      ],
    },
  ];
  if (input.ledger) {
    blocks.push({
      kind: 'paragraph',
      size: 6.2,
      text: `Dấu sổ ghi ${input.ledger.leaf}\nSổ ghi ${input.ledger.log}`,
    });
  }
  return {
    size: 'A5',
    onePage: true,
    title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    author: input.unit,
    createdAt: input.receivedAt.toISOString(),
    footer: 'Lập thành 02 liên: giao người nộp, lưu tại Bộ phận Một cửa.',
    ...(input.demo ? { demoMark: DEMO_MARK } : {}),
    blocks,
  };
}
