import type { AnswerWords } from '#engines/forms';
import { renderPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import { drawSlip } from './draw.ts';
import { SLIP_FACTS, type SlipKind } from './kinds.ts';
import type { SlipText } from './text.ts';
import { supplementWays } from './words.ts';

/** Somebody and something that there are not, for looking at a text before it is used. */
const SAMPLE: Readonly<Record<string, AnswerWords>> = {
  'ma-ho-so': '000.00.60.H00-260105-0007',
  'nguoi-nop': 'Nguyễn Văn Mẫu',
  'chu-ho-so': 'Trường Mẫu giáo Ví Dụ',
  'do-ai-nop': ', do Nguyễn Văn Mẫu nộp',
  'dien-thoai': '0900 000 000',
  'thu-dien-tu': 'mau@example.vn',
  'ten-thu-tuc': 'Thủ tục ví dụ',
  'ma-thu-tuc': '1.000000',
  'ten-co-quan': 'Ủy ban nhân dân xã Ví Dụ',
  'so-phieu': '3/2026',
  'ngay-lap': '09 giờ 30 phút, ngày 06/01/2026',
  'ngay-tiep-nhan': '08 giờ 05 phút, ngày 05/01/2026',
  'nop-thay': ', do Trần Thị Thay nộp thay',
  'giay-to': ['Tờ khai', 'Giấy chứng sinh (01 bản chính)'],
  'phi-le-phi': '8.000 đồng',
  'thoi-han': '3 ngày làm việc',
  'hen-tra': 'trước 17 giờ 00 phút, thứ Năm ngày 08/01/2026',
  'vi-sao': 'Cách tính hạn: 05/01: Tiếp nhận; 06/01: Ngày thứ nhất; 07/01: Ngày thứ 2; 08/01: Ngày thứ 3.',
  'noi-tra': 'Bản giấy tại Trung tâm Phục vụ hành chính công',
  'quyen-so': '2026',
  'so-thu-tu': '260105-0007',
  'noi-dung': 'Giấy chứng sinh chụp mờ, chụp lại rõ bốn góc.',
  'cach-bo-sung': supplementWays(true),
  'viec-tu-choi': 'không giải quyết',
  'loai-tu-choi': 'GIẢI QUYẾT',
  'ly-do': 'Lý do ví dụ, do cán bộ ghi khi lập phiếu.',
  'viec-tre': 'không trả được kết quả đúng hẹn',
  'hen-cu': '17 giờ 00 phút, ngày 08/01/2026',
  'hen-moi': '17 giờ 00 phút, ngày 12/01/2026',
  buoc: ['Kiểm tra hồ sơ', 'Thẩm tra'],
  'noi-lam': ['Trung tâm Phục vụ hành chính công xã Ví Dụ', 'Ủy ban nhân dân xã Ví Dụ'],
  'nguoi-lam': ['Trần Thị Một Cửa', ''],
  'nhan-luc': ['05/01/2026 08:05', '05/01/2026 08:40'],
  'xong-luc': ['05/01/2026 08:40', ''],
  'han-buoc': ['05/01/2026 17:00', '07/01/2026 17:00'],
  'ket-qua-buoc': ['đủ giấy tờ, chuyển xử lý', 'Đang xử lý'],
  'tu-ngay': '01/01/2026',
  'den-ngay': '31/01/2026',
  'so-ho-so': '2',
  'ds-ma': ['000.00.60.H00-260105-0007', '000.00.60.H00-260106-0001'],
  'ds-nguoi-nop': ['Nguyễn Văn Mẫu', 'Trần Thị Mẫu'],
  'ds-thu-tuc': ['Thủ tục ví dụ', 'Thủ tục ví dụ'],
  'ds-tiep-nhan': ['05/01/2026', '06/01/2026'],
  'ds-hen-tra': ['08/01/2026', '09/01/2026'],
  'ds-tra': ['07/01/2026', ''],
  'ds-tinh-trang': ['Đã trả kết quả', 'Đang xử lý'],
};

/** A slip with invented facts as PDF, marked as no paper, to see how a text looks. */
export async function sampleSlip(
  { site }: Pick<CaseDeps, 'site'>,
  kind: SlipKind,
  text: SlipText,
  now: Date,
): Promise<Buffer> {
  const fact = (name: string): string => [SAMPLE[name] ?? ''].flat().join('; ');
  const sample: Readonly<Record<string, AnswerWords>> = { ...SAMPLE, 'duong-day-nong': site.hotline };
  const known = SLIP_FACTS[kind].map((name): [string, AnswerWords] => [name, sample[name] ?? '']);
  const { pdf } = await renderPaper(
    drawSlip(text, {
      kind,
      number: kind === 'control' || kind === 'register' ? null : `Số: ${fact('so-phieu')}`,
      superior: 'TỈNH VÍ DỤ',
      issuer: fact('ten-co-quan'),
      place: 'Ví Dụ',
      at: now,
      facts: new Map(known),
      qr:
        kind === 'register'
          ? null
          : {
              url: `${site.baseUrl}/kiem-tra`,
              alt: 'Mã QR ví dụ',
              lines: [['Mã hồ sơ: ', { text: fact('ma-ho-so'), bold: true }]],
            },
      signatures:
        kind === 'control'
          ? []
          : [{ title: ['CHỨC VỤ NGƯỜI KÝ'], note: '(Ký và ghi rõ họ tên)', name: 'Họ và tên' }],
      // It is no paper, wherever it is looked at.
      demo: true,
    }),
  );
  return Buffer.from(pdf);
}
