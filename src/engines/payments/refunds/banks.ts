import { tidy } from '#platform/text';

/** A bank to which refunds are transferred: its number at NAPAS, the name people know, the name in full. */
export type PayeeBank = { bin: string; short: string; name: string };

const bank = (bin: string, short: string, name: string): PayeeBank => ({ bin, short, name });

/**
 * Banks of Vietnam that take transfers through NAPAS, by their numbers there (ISO 7812, 6 digits), the largest first; and the demo's,
 * which is none.
 */
export const PAYEE_BANKS: readonly PayeeBank[] = [
  bank('970405', 'Agribank', 'Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam'),
  bank('970436', 'Vietcombank', 'Ngân hàng TMCP Ngoại thương Việt Nam'),
  bank('970415', 'VietinBank', 'Ngân hàng TMCP Công thương Việt Nam'),
  bank('970418', 'BIDV', 'Ngân hàng TMCP Đầu tư và Phát triển Việt Nam'),
  bank('970422', 'MB', 'Ngân hàng TMCP Quân đội'),
  bank('970407', 'Techcombank', 'Ngân hàng TMCP Kỹ thương Việt Nam'),
  bank('970416', 'ACB', 'Ngân hàng TMCP Á Châu'),
  bank('970432', 'VPBank', 'Ngân hàng TMCP Việt Nam Thịnh Vượng'),
  bank('970423', 'TPBank', 'Ngân hàng TMCP Tiên Phong'),
  bank('970403', 'Sacombank', 'Ngân hàng TMCP Sài Gòn Thương Tín'),
  bank('970437', 'HDBank', 'Ngân hàng TMCP Phát triển Thành phố Hồ Chí Minh'),
  bank('970441', 'VIB', 'Ngân hàng TMCP Quốc tế Việt Nam'),
  bank('970443', 'SHB', 'Ngân hàng TMCP Sài Gòn - Hà Nội'),
  bank('970431', 'Eximbank', 'Ngân hàng TMCP Xuất Nhập khẩu Việt Nam'),
  bank('970426', 'MSB', 'Ngân hàng TMCP Hàng hải Việt Nam'),
  bank('970448', 'OCB', 'Ngân hàng TMCP Phương Đông'),
  bank('970440', 'SeABank', 'Ngân hàng TMCP Đông Nam Á'),
  bank('970449', 'LPBank', 'Ngân hàng TMCP Lộc Phát Việt Nam'),
  bank('970429', 'SCB', 'Ngân hàng TMCP Sài Gòn'),
  bank('970409', 'Bac A Bank', 'Ngân hàng TMCP Bắc Á'),
  bank('970428', 'Nam A Bank', 'Ngân hàng TMCP Nam Á'),
  bank('970425', 'ABBANK', 'Ngân hàng TMCP An Bình'),
  bank('970412', 'PVcomBank', 'Ngân hàng TMCP Đại chúng Việt Nam'),
  bank('970419', 'NCB', 'Ngân hàng TMCP Quốc Dân'),
  bank('970427', 'VietABank', 'Ngân hàng TMCP Việt Á'),
  bank('970433', 'Vietbank', 'Ngân hàng TMCP Việt Nam Thương Tín'),
  bank('970454', 'BVBank', 'Ngân hàng TMCP Bản Việt'),
  bank('970438', 'BaoViet Bank', 'Ngân hàng TMCP Bảo Việt'),
  bank('970452', 'KienlongBank', 'Ngân hàng TMCP Kiên Long'),
  bank('970430', 'PGBank', 'Ngân hàng TMCP Thịnh vượng và Phát triển'),
  bank('970400', 'SaigonBank', 'Ngân hàng TMCP Sài Gòn Công Thương'),
  bank('970446', 'Co-opBank', 'Ngân hàng Hợp tác xã Việt Nam'),
  bank('970424', 'Shinhan Bank', 'Ngân hàng TNHH MTV Shinhan Việt Nam'),
  bank('970457', 'Woori Bank', 'Ngân hàng TNHH MTV Woori Việt Nam'),
  bank('970439', 'Public Bank', 'Ngân hàng TNHH MTV Public Việt Nam'),
  bank('999999', 'Ngân hàng mô phỏng', 'không có thật, chỉ để thử'),
];

/** The name of a bank as it stands in a list and on a paper: the one people know first. */
export const bankTitle = ({ short, name }: PayeeBank): string => `${short} (${name})`;

/** The bank of a number at NAPAS, or of a name that people know; undefined for what is none. */
export function findPayeeBank(text: string): PayeeBank | undefined {
  const asked = tidy(text).toLowerCase();
  return PAYEE_BANKS.find(b => [b.bin, b.short, b.name, bankTitle(b)].some(n => n.toLowerCase() === asked));
}
