const NB = '\u00a0';

// Words of two syllables, which a browser takes for two: those that headings of ours hold, and no list of the language. Where one is
// missing a heading may break inside it, as it did before.
const WORDS: ReadonlySet<string> = new Set(
  (
    'ban hành|biên lai|biên nhận|biểu mẫu|bàn giao|báo cáo|bưu chính|bưu gửi|bản khai|bản sao|bảo hiểm|bắt buộc|bắt đầu|bổ sung|' +
    'bộ lọc|can thiệp|chi nhánh|chi tiết|chuyển khoản|chức năng|chức vụ|chứng minh|chứng sinh|chứng thư|chữ ký|cung cấp|cá nhân|' +
    'cán bộ|câu hỏi|công an|công bố|công chức|công dân|công khai|công việc|công ích|căn cước|căn cứ|cơ quan|cơ sở|cấp lại|cần thiết|' +
    'danh mục|danh sách|diễn biến|doanh nghiệp|dịch vụ|dữ liệu|gia hạn|giao dịch|giao việc|giải quyết|giải trình|giấy tờ|giới hạn|' +
    'hiệu lực|hoàn thành|hoàn tác|hoạt động|hàng loạt|hành chính|hôn nhân|hướng dẫn|hẹn trả|hệ thống|hồ sơ|hỗ trợ|hộ tịch|khai sinh|' +
    'khai tử|khiếu nại|khoản thu|kinh doanh|kiểm tra|kế thừa|kế toán|kết hôn|kết nối|kết quả|kết thúc|liên hệ|liên thông|lãnh đạo|' +
    'lý do|lĩnh vực|lệ phí|miễn giảm|màn hình|máy tính|mô phỏng|mất mạng|mật khẩu|mục đích|nghỉ lễ|người dân|người nộp|nhân dân|' +
    'nhân viên|nhận diện|nơi sinh|nội dung|nộp thay|phiên bản|pháp luật|pháp lý|phát hành|phát số|phân công|phân việc|phê duyệt|' +
    'phương tiện|phương án|phạm vi|phản ánh|phụ trách|phục vụ|quy trình|quy tắc|quy định|quyết định|quyền hạn|quản lý|quản trị|' +
    'quốc gia|quốc tịch|rà soát|sao kê|so sánh|sáp nhập|sắp xếp|số liệu|sổ ghi|sổ quỹ|sử dụng|sửa đổi|sự cố|thanh toán|thay thế|' +
    'thay đổi|theo dõi|thiết bị|thu hồi|thu phí|thông báo|thông tin|thường trú|thẩm quyền|thẩm tra|thống kê|thời gian|thời hạn|' +
    'thủ tục|thực hiện|tin báo|tin nhắn|tiếp nhận|tiếp tục|tiền mặt|toàn tỉnh|tra cứu|tranh chấp|trung tâm|truy cập|trách nhiệm|' +
    'trình ký|trạng thái|trả lời|trẻ em|trễ hạn|trợ cấp|trực tiếp|trực tuyến|tài chính|tài khoản|tài liệu|tìm kiếm|tình hình|' +
    'tình trạng|tư pháp|tạm dừng|tạm giữ|tạm trú|tải lên|tải về|tố cáo|tờ khai|từ chối|tự động|vai trò|văn bản|văn phòng|văn thư|' +
    'vướng mắc|vị trí|xem xét|xin lỗi|xác minh|xác nhận|xác thực|xử lý|yêu cầu|ý kiến|đi vắng|điền sẵn|điều hành|điều kiện|điện thoại|' +
    'điện tử|đánh giá|đính chính|đính kèm|đăng ký|đăng nhập|đơn vị|đất đai|địa chỉ|địa giới|định kỳ|đối chiếu|đối soát|đồng bộ|' +
    'đồng nghĩa|ưu tiên|ủy ban|ủy quyền'
  ).split('|'),
);

const PAIR = /(?<!\p{L})(\p{L}{1,7}) (?=(\p{L}{1,7})(?!\p{L}))/gu;
const COUNT = /(?<![\p{L}\d.,/:-])(\d[\d.,]{0,12}) (?=\p{Ll})/gu;
const PLACE =
  /(?:[Xx]ã|[Pp]hường|[Tt]ỉnh|[Tt]hành phố|[Đđ]ặc khu) \p{Lu}\p{Ll}{0,6}(?: \p{Lu}\p{Ll}{0,6}(?!\p{L})){1,3}/gu;
const TAG_OR_TEXT = /<[^<>]*>|[^<]+|</g;
const MOST_KEPT = 2_000;

const whole = (text: string): string => text.replaceAll(' ', NB);

/** `Ủy ban nhân dân xã Bắc Hà`, of which `Bắc Hà` is not torn between two lines. */
const wholePlaces = (text: string): string =>
  text.replace(PLACE, place => {
    const name = place.search(/ \p{Lu}/u) + 1;
    return place.slice(0, name) + whole(place.slice(name));
  });

const wholeWords = (text: string): string =>
  wholePlaces(text)
    .replace(COUNT, (_, count: string) => count + NB)
    .replace(PAIR, (as: string, one: string, two: string) =>
      WORDS.has(`${one} ${two}`.toLowerCase()) ? one + NB : as,
    );

const drawn = new Map<string, string>();

/**
 * The markup of a heading, so that a line breaks between words and not inside one: `Kết quả giải quyết` after `quả` or not at all. A
 * number stays with what it counts, the name of a place is whole. Most headings are always the same: their words are looked up once.
 */
export function unbrokenHeading(markup: string): string {
  if (!markup.includes(' ')) return markup;
  const before = drawn.get(markup);
  if (before !== undefined) return before;
  const text = markup.replace(TAG_OR_TEXT, part => (part.startsWith('<') ? part : wholeWords(part)));
  if (drawn.size >= MOST_KEPT) drawn.clear();
  drawn.set(markup, text);
  return text;
}

const TIME = /\d\d\/\d\d\/\d{4} \d\d:\d\d/y;
const BEFORE_COLON = 'dd/mm/yyyy hh'.length;
const BEFORE_SPACE = 'dd/mm/yyyy'.length;
// What is sent back or run as it stands here.
const AS_IT_IS = ['<textarea', '<script', '<pre'];

/** Whether the place in a page is among the words that somebody reads, and no part of a tag, of what was typed or of a script. */
function isRead(page: string, at: number): boolean {
  const tag = page.lastIndexOf('<', at);
  return page.lastIndexOf('>', at) >= tag && !AS_IT_IS.some(name => page.startsWith(name, tag));
}

/** A page whose times of day stay on one line with their dates, `01/12/2026 10:32`: only there, for papers, messages and files keep the plain space. */
export function withWholeTimes(page: string): string {
  let whole = '';
  let from = 0;
  // A colon is rare on a page, and each is looked at with what stands around it.
  for (let colon = page.indexOf(':'); colon >= 0; colon = page.indexOf(':', colon + 1)) {
    TIME.lastIndex = colon - BEFORE_COLON;
    if (colon < BEFORE_COLON || !TIME.test(page) || !isRead(page, colon)) continue;
    const space = colon - BEFORE_COLON + BEFORE_SPACE;
    whole += page.slice(from, space) + NB;
    from = space + 1;
  }
  return from ? whole + page.slice(from) : page;
}

const SPAN = /\d (?=(?:ngày|giờ|phút|tháng|tuổi|lần|bản|hồ sơ|thủ tục)(?!\p{L}))/gu;

/** The markup of a page of citizens, read on narrow telephones: names of places and spans of time stay on one line. */
export const unbrokenText = (markup: string): string =>
  markup
    .replace(PLACE, (place, at: number) => (isRead(markup, at) ? wholePlaces(place) : place))
    .replace(SPAN, (span, at: number) => (isRead(markup, at) ? span[0] + NB : span));
