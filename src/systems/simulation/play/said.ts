import { type FormData, valueAt } from '#engines/forms';
import { numberFor, type Sex } from '../people/person.ts';
import type { Random } from '../plan/random.ts';

type Say = (random: Random, data: FormData) => string;

const STATUS: Readonly<Record<string, string>> = {
  never: 'Chưa đăng ký kết hôn với ai',
  divorced: 'Đã ly hôn, hiện chưa đăng ký kết hôn với ai',
  widowed: 'Vợ (chồng) đã chết, hiện chưa đăng ký kết hôn với ai',
  married: 'Hiện đang có vợ (chồng)',
};

/** Why a household business is given no tax number until its dossier was looked at again. */
const NO_TAX_NUMBER = [
  'Số định danh cá nhân của chủ hộ đang là mã số thuế của một hộ kinh doanh khác',
  'Họ tên, ngày sinh của chủ hộ chưa khớp với Cơ sở dữ liệu quốc gia về dân cư',
  'Địa chỉ kinh doanh ghi chưa đủ để xác định cơ quan thuế quản lý',
];

/** What officials write at the steps of the procedures here, by step and fact. */
const SAID: Readonly<Record<string, Say>> = {
  'verify.status': (_, data) => STATUS[String(valueAt(data, 'history.status'))] ?? String(STATUS.never),
  'verify.basis': () => 'Sổ đăng ký kết hôn và cơ sở dữ liệu hộ tịch điện tử',
  'gather.opinions': () => 'Các sở được lấy ý kiến đều nhất trí',
  'gather.answered': () => 'Không có ý kiến không nhất trí',
  'inspect.minutes': random => `${random.int(1, 180)}/BB-KT`,
  'inspect.team': () => 'Tổ kiểm tra của Chi cục Trồng trọt và Bảo vệ thực vật',
  'inspect.faults': () => 'Chưa lập sổ theo dõi nhập, bán hàng',
  'inquire.found': () => 'Chết tại nhà, theo xác nhận của trưởng thôn và gia đình',
  'inquire.witnesses': () => 'Trưởng thôn và hai người cùng thôn',
  'siteVisit.present': () => 'Chủ nhà và trưởng thôn',
  'siteVisit.faults': () => 'Khoảng lùi chưa đúng chỉ giới xây dựng',
  'confirm.origin': () => 'Được Nhà nước giao đất, sử dụng ổn định từ đó đến nay',
  'confirm.state': () => 'Đang sử dụng đúng mục đích, có công trình trên đất',
  'confirm.dispute': () => 'Hộ liền kề đề nghị xác định lại ranh giới',
  'draft.use': () => 'Sử dụng riêng',
  'draft.term': () => 'Lâu dài',
  'draft.basis': () => 'Quyết định giao đất lưu trong hồ sơ địa chính',
  'draft.ban': () => 'Không bị cấm',
  'taxNumber.why': random => random.pick(NO_TAX_NUMBER),
  'lookUp.judgment': random =>
    `Bản án số ${random.int(1, 90)}/${random.int(2012, 2020)}/HS-ST của Tòa án nhân dân nơi cư trú`,
  'lookUp.crime': () => 'Trộm cắp tài sản',
  'lookUp.penalty': () => '06 tháng tù, cho hưởng án treo',
  'lookUp.basis': () => 'Đã chấp hành xong hình phạt, đương nhiên được xóa án tích',
  'check.number': random =>
    String(random.int(100_000, 999_999)) + String(random.int(0, 999_999)).padStart(6, '0'),
};

/** Where nothing is known of what is asked. */
export const OTHERWISE = 'Đã kiểm tra, không có vướng mắc';

/** What is written at a step of a dossier with these answers, where text is asked for. */
export const saidAt = (random: Random, step: string, fact: string, data: FormData): string =>
  SAID[`${step}.${fact}`]?.(random, data) ?? OTHERWISE;

/**
 * The personal number that somebody is given of whom the answers speak at `holder`: of the sex and year said there, in the range that
 * nobody has. Null where they are not said.
 */
export function numberOf(random: Random, holder: string, data: FormData): string | null {
  const [born, sex] = [valueAt(data, `${holder}.birthDate`), valueAt(data, `${holder}.sex`)];
  if (typeof born !== 'string' || (sex !== 'male' && sex !== 'female')) return null;
  return numberFor(random, sex satisfies Sex, Number(born.slice(0, 4)));
}
