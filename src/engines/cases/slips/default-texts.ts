import type { SlipKind } from './kinds.ts';
import type { SlipText } from './text.ts';

const WHOSE =
  '| Số điện thoại: {{dien-thoai}} | Email: {{thu-dien-tu}}\n| Nội dung yêu cầu giải quyết: **{{ten-thu-tuc}}**';

/**
 * The slips as a new installation words them, after forms 01–07 of Circular 03/2025/TT-VPCP, annex I, in our own words: what the
 * forms ask for, not yet compared with the printed forms. Vietnamese only: they are papers of the state.
 */
export const DEFAULT_TEXTS: Readonly<Record<SlipKind, SlipText>> = {
  receipt: {
    size: 'A5',
    heading: ['GIẤY TIẾP NHẬN HỒ SƠ', 'VÀ HẸN TRẢ KẾT QUẢ'],
    body: `{{ten-co-quan}} tiếp nhận hồ sơ của: **{{chu-ho-so}}**{{do-ai-nop}}{{nop-thay}}

${WHOSE}

Thành phần hồ sơ gồm:

+ {{giay-to}}

| Số lượng hồ sơ: 01 (bộ) | Phí, lệ phí: {{phi-le-phi}}
| Thời gian giải quyết theo quy định: {{thoi-han}}
| Nhận hồ sơ: {{ngay-tiep-nhan}}

> Hẹn trả kết quả: **{{hen-tra}}**

{{vi-sao}}

| Đăng ký nhận kết quả tại: {{noi-tra}}
| Vào sổ theo dõi hồ sơ, quyển số: {{quyen-so}} | Số thứ tự: {{so-thu-tu}}`,
    footer: 'Lập thành 02 liên: giao người nộp, lưu tại Bộ phận Một cửa.',
  },
  supplement: {
    size: 'A5',
    heading: ['PHIẾU YÊU CẦU BỔ SUNG,', 'HOÀN THIỆN HỒ SƠ'],
    body: `Hồ sơ của: **{{chu-ho-so}}**{{do-ai-nop}}

${WHOSE}

Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:

> {{noi-dung}}

Từ {{ngay-lap}}, đến khi cơ quan nhận đủ nội dung bổ sung, thời gian không tính vào thời hạn giải quyết.

{{cach-bo-sung}}

Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông/Bà liên hệ với {{ten-co-quan}} hoặc gọi số {{duong-day-nong}} để được hướng dẫn.`,
    footer: '',
  },
  refusal: {
    size: 'A5',
    heading: ['PHIẾU TỪ CHỐI {{loai-tu-choi}} HỒ SƠ'],
    body: `Hồ sơ của: **{{chu-ho-so}}**{{do-ai-nop}}

${WHOSE}

| Nộp hồ sơ: {{ngay-tiep-nhan}}

Qua xem xét, {{ten-co-quan}} {{viec-tu-choi}} hồ sơ này. Lý do:

> {{ly-do}}

Nếu không đồng ý, Ông/Bà có quyền phản ánh, kiến nghị hoặc khiếu nại theo quy định của pháp luật. Cần hướng dẫn, gọi số {{duong-day-nong}}.`,
    footer: '',
  },
  apology: {
    size: 'A5',
    heading: ['PHIẾU XIN LỖI', 'VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ'],
    body: `Kính gửi: **{{nguoi-nop}}**

| Nội dung yêu cầu giải quyết: **{{ten-thu-tuc}}**
| Tiếp nhận hồ sơ: {{ngay-tiep-nhan}}
| Đã hẹn trả kết quả trước: {{hen-cu}}

{{ten-co-quan}} {{viec-tre}}. Lý do:

> {{ly-do}}

Việc chậm trễ này làm Ông/Bà mất thêm thời gian và công sức. {{ten-co-quan}} xin lỗi Ông/Bà.

> Hẹn lại: trả kết quả trước **{{hen-moi}}**.

Ngày trả kết quả chỉ được hẹn lại một lần.`,
    footer: '',
  },
  stop: {
    size: 'A5',
    heading: ['PHIẾU THÔNG BÁO', 'DỪNG GIẢI QUYẾT HỒ SƠ'],
    body: `Hồ sơ của: **{{chu-ho-so}}**{{do-ai-nop}}

${WHOSE}

| Nhận hồ sơ: {{ngay-tiep-nhan}}

{{ten-co-quan}} dừng giải quyết hồ sơ này từ {{ngay-lap}}. Lý do:

> {{ly-do}}

Ông/Bà có thể nộp hồ sơ mới bất kỳ lúc nào. Nếu không đồng ý, Ông/Bà có quyền phản ánh, kiến nghị hoặc khiếu nại theo quy định của pháp luật. Cần hướng dẫn, gọi số {{duong-day-nong}}.`,
    footer: '',
  },
  control: {
    size: 'A4',
    heading: ['PHIẾU KIỂM SOÁT QUÁ TRÌNH', 'GIẢI QUYẾT HỒ SƠ'],
    body: `| Thủ tục: **{{ten-thu-tuc}}**
| Người nộp: {{nguoi-nop}} | Chủ hồ sơ: {{chu-ho-so}}
| Tiếp nhận: {{ngay-tiep-nhan}} | Hẹn trả: {{hen-tra}}

| Bước: {{buoc}} | Cơ quan: {{noi-lam}} | Người thực hiện: {{nguoi-lam}} | Nhận: {{nhan-luc}} | Xong: {{xong-luc}} | Hạn của bước: {{han-buoc}} | Kết quả: {{ket-qua-buoc}}`,
    footer: 'Phiếu chuyển theo hồ sơ và lưu cùng hồ sơ.',
  },
  register: {
    size: 'A4',
    heading: ['SỔ THEO DÕI HỒ SƠ'],
    body: `Từ ngày {{tu-ngay}} đến ngày {{den-ngay}}: {{so-ho-so}} hồ sơ.

| Mã hồ sơ: {{ds-ma}} | Người nộp: {{ds-nguoi-nop}} | Thủ tục: {{ds-thu-tuc}} | Tiếp nhận: {{ds-tiep-nhan}} | Hẹn trả: {{ds-hen-tra}} | Trả kết quả: {{ds-tra}} | Tình trạng: {{ds-tinh-trang}}`,
    footer: '',
  },
};
