import type { PaperDefinition } from '../paper.ts';

const DEMO = { line: 'Dữ liệu mô phỏng, không có giá trị pháp lý.', watermark: 'MÔ PHỎNG' };

/** Form 01 of Circular 03/2025/TT-VPCP with invented content. */
export const receipt: PaperDefinition = {
  size: 'A5',
  onePage: true,
  title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
  author: 'Trung tâm Phục vụ hành chính công xã Bắc Hà',
  createdAt: '2026-11-13T01:05:00Z',
  demoMark: DEMO,
  footer: 'Lập thành 02 liên: giao người nộp, lưu tại Bộ phận Một cửa.',
  blocks: [
    {
      kind: 'head',
      superior: 'UBND XÃ BẮC HÀ',
      issuer: ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG'],
      number: 'Số: 1187/TNHS',
      place: 'Bắc Hà, ngày 13 tháng 11 năm 2026',
    },
    { kind: 'title', lines: ['GIẤY TIẾP NHẬN HỒ SƠ', 'VÀ HẸN TRẢ KẾT QUẢ'] },
    {
      kind: 'qr',
      content: 'https://dichvucong.example/t/000.32.35.H38-261113-0007',
      alt: 'Mã QR tra cứu hồ sơ 000.32.35.H38-261113-0007',
      lines: [
        ['Mã hồ sơ: ', { text: '000.32.35.H38-261113-0007', bold: true }],
        'Quét mã hoặc gọi 1022, đọc mã hồ sơ để biết hồ sơ đến đâu.',
      ],
    },
    {
      kind: 'paragraph',
      text: [
        'Trung tâm Phục vụ hành chính công xã Bắc Hà tiếp nhận hồ sơ của: ',
        { text: 'Bà Giàng Thị Mỷ', bold: true },
      ],
    },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Địa chỉ', value: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai' }],
        [
          { label: 'Số điện thoại', value: '0912 345 678' },
          { label: 'Email', value: 'không có' },
        ],
        [{ label: 'Nội dung yêu cầu giải quyết', value: [{ text: 'Đăng ký khai sinh', bold: true }] }],
      ],
    },
    { kind: 'paragraph', text: 'Thành phần hồ sơ gồm:' },
    {
      kind: 'list',
      items: [
        'Tờ khai đăng ký khai sinh (bản điện tử, đã ký số)',
        'Giấy chứng sinh do Bệnh viện đa khoa Bắc Hà cấp (bản chụp)',
      ],
    },
    {
      kind: 'facts',
      rows: [
        [
          { label: 'Số lượng hồ sơ', value: '01 (bộ)' },
          { label: 'Lệ phí', value: '0 đồng' },
        ],
        [{ label: 'Thời gian giải quyết theo quy định', value: '03 ngày làm việc' }],
        [{ label: 'Nhận hồ sơ', value: '08 giờ 05 phút, ngày 13/11/2026' }],
      ],
    },
    {
      kind: 'box',
      text: ['Hẹn trả kết quả: ', { text: 'trước 17 giờ 00 phút, thứ Tư ngày 18/11/2026', bold: true }],
    },
    {
      kind: 'paragraph',
      size: 8.6,
      text: [
        {
          text: 'Ngày nhận hồ sơ và thứ Bảy, Chủ nhật không tính: ngày thứ 1 là 16/11, thứ 2 là 17/11, thứ 3 là 18/11. Thời gian chờ bổ sung giấy tờ không tính.',
          italic: true,
        },
      ],
    },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Đăng ký nhận kết quả tại', value: 'Bản điện tử, tài khoản của người nộp' }],
        [
          { label: 'Vào sổ theo dõi hồ sơ, quyển số', value: '02/2026' },
          { label: 'Số thứ tự', value: '1187' },
        ],
      ],
    },
    {
      kind: 'signatures',
      gapMm: 12,
      columns: [
        { title: ['NGƯỜI NỘP HỒ SƠ'], note: '(Ký và ghi rõ họ tên)', name: 'Giàng Thị Mỷ' },
        {
          title: ['NGƯỜI TIẾP NHẬN HỒ SƠ'],
          note: '(Ký và ghi rõ họ tên)',
          name: 'Hoàng Thị Nhung',
          anchor: 'clerk',
        },
      ],
    },
  ],
};

/** The look of a birth certificate, with invented content and every letter that Vietnamese has. */
export const birthCertificate: PaperDefinition = {
  size: 'A4',
  title: 'Giấy khai sinh',
  author: 'Ủy ban nhân dân xã Bắc Hà',
  createdAt: '2026-11-18T03:42:00Z',
  demoMark: DEMO,
  blocks: [
    {
      kind: 'head',
      superior: 'TỈNH LÀO CAI',
      issuer: ['ỦY BAN NHÂN DÂN', 'XÃ BẮC HÀ'],
      number: 'Số: 157/2026',
      place: 'Bắc Hà, ngày 18 tháng 11 năm 2026',
    },
    { kind: 'title', lines: ['GIẤY KHAI SINH'] },
    {
      kind: 'facts',
      rows: [
        [
          {
            label: 'Họ, chữ đệm, tên của người được khai sinh',
            value: [{ text: 'GIÀNG A PHỬ', bold: true }],
          },
        ],
        [
          { label: 'Ngày, tháng, năm sinh', value: '12/11/2026' },
          { label: 'Giới tính', value: 'Nam' },
        ],
        [
          {
            label: 'Ghi bằng chữ',
            value: 'Ngày mười hai tháng mười một năm hai nghìn không trăm hai mươi sáu',
          },
        ],
        [{ label: 'Nơi sinh', value: 'Bệnh viện đa khoa Bắc Hà, xã Bắc Hà, tỉnh Lào Cai' }],
        [{ label: 'Quê quán', value: 'Xã Bắc Hà, tỉnh Lào Cai' }],
        [
          { label: 'Dân tộc', value: 'Mông' },
          { label: 'Quốc tịch', value: 'Việt Nam' },
        ],
        [{ label: 'Số định danh cá nhân', value: '015326000000' }],
      ],
    },
    { kind: 'rule' },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Họ, chữ đệm, tên người mẹ', value: [{ text: 'GIÀNG THỊ MỶ', bold: true }] }],
        [
          { label: 'Năm sinh', value: '1998' },
          { label: 'Dân tộc', value: 'Mông' },
          { label: 'Quốc tịch', value: 'Việt Nam' },
        ],
        [{ label: 'Nơi cư trú', value: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai' }],
      ],
    },
    { kind: 'rule' },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Họ, chữ đệm, tên người cha', value: [{ text: 'GIÀNG SEO VẦN', bold: true }] }],
        [
          { label: 'Năm sinh', value: '1996' },
          { label: 'Dân tộc', value: 'Mông' },
          { label: 'Quốc tịch', value: 'Việt Nam' },
        ],
        [{ label: 'Nơi cư trú', value: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai' }],
      ],
    },
    { kind: 'rule' },
    {
      kind: 'facts',
      rows: [
        [{ label: 'Họ, chữ đệm, tên người đi khai sinh', value: 'Giàng Thị Mỷ' }],
        [{ label: 'Giấy tờ tùy thân', value: 'Căn cước số 010198000000' }],
      ],
    },
    {
      kind: 'signatures',
      gapMm: 28,
      columns: [
        {
          title: ['NGƯỜI KÝ GIẤY KHAI SINH', 'CHỦ TỊCH'],
          name: 'Thào A Sính',
          anchor: 'person',
        },
      ],
    },
    {
      kind: 'qr',
      content: 'https://dichvucong.example/kiem-tra/9f2c61',
      alt: 'Mã QR kiểm tra giấy khai sinh này',
      lines: [
        [
          {
            text: 'Quét mã hoặc tải tệp PDF lên trang kiểm tra văn bản để biết ai ký, ký khi nào.',
            italic: true,
          },
        ],
      ],
      mm: 20,
    },
  ],
};

/** Every block at its worst: a table over two pages, long words, missing glyphs, marks of direction. */
export const stress: PaperDefinition = {
  size: 'A4',
  title: 'Danh sách hồ sơ',
  author: 'Sở Nội vụ',
  createdAt: '2026-11-18T03:42:00Z',
  blocks: [
    {
      kind: 'head',
      issuer: ['SỞ NỘI VỤ'],
      number: 'Số: 12/BC-SNV',
      place: 'Lào Cai, ngày 18 tháng 11 năm 2026',
    },
    {
      kind: 'title',
      lines: ['BÁO CÁO'],
      subtitle: 'Về tình hình giải quyết thủ tục hành chính tháng 11 năm 2026',
    },
    {
      kind: 'paragraph',
      indent: true,
      align: 'justify',
      text: [
        'Trong tháng, toàn tỉnh tiếp nhận ',
        { text: '1.234 hồ sơ', bold: true },
        ', trong đó ',
        { text: '97,2%', bold: true, italic: true },
        ' trả đúng hạn hoặc trước hạn; các xã Tả Củ Tỷ, Bản Liền, Cốc Lầu, Nậm Lúc và phường Sa Pa hoàn thành sớm nhất.',
      ],
    },
    {
      kind: 'list',
      ordered: false,
      items: ['Chữ lạ: 🙂 \u202eđảo\u202c ĕ ĭ ŏ ŭ ƀ', `Từ dài: ${'ABCDEFGHIJ'.repeat(16)}`],
    },
    {
      kind: 'table',
      columns: [
        { header: 'STT', width: 1, align: 'center' },
        { header: 'Xã, phường', width: 4 },
        { header: 'Số hồ sơ', width: 2, align: 'right' },
      ],
      rows: Array.from({ length: 60 }, (_, i) => [
        String(i + 1),
        `Xã thứ ${i + 1}, có tên khá dài để xuống dòng`,
        `${i * 37}`,
      ]),
    },
    { kind: 'signatures', columns: [{ title: ['GIÁM ĐỐC'], name: 'Nguyễn Thị Ỷ', anchor: 'person' }] },
  ],
};
