import { localParts } from '#platform/clock';
import type { OnDesk } from '../intake/types.ts';

const two = (n: number) => String(n).padStart(2, '0');

/** `08 giờ 05 phút` */
export const clockWords = (at: Date): string => {
  const p = localParts(at);
  return `${two(p.hour)} giờ ${two(p.minute)} phút`;
};

/** `ngày 13 tháng 11 năm 2026`, as on official papers. */
export const dayWords = (at: Date): string => {
  const p = localParts(at);
  // Decree 30/2020, annex I: days below 10 and months 1 and 2 are written with a leading zero.
  return `ngày ${two(p.day)} tháng ${p.month < 3 ? two(p.month) : p.month} năm ${p.year}`;
};

export const DEMO_MARK = { line: 'Dữ liệu mô phỏng, không có giá trị pháp lý.', watermark: 'MÔ PHỎNG' };

/** What stands beside the code of a signed result about its electronic form; of an invented one its mark says that it has no value. */
export const electronicForm = (demo: boolean): string =>
  demo ? 'Bản điện tử này được ký số để trình diễn.' : 'Bản điện tử đã ký số có giá trị như bản giấy.';

// Names of bodies that are not to be torn apart between two lines.
const WHOLE = ['ỦY BAN NHÂN DÂN', 'TRUNG TÂM PHỤC VỤ', 'VĂN PHÒNG', 'PHÒNG'];

const PLACES: ReadonlySet<string> = new Set(['TỈNH', 'THÀNH', 'XÃ', 'PHƯỜNG', 'KHU']);

/**
 * The name of a body in capitals, for the head of a paper: the place that it ends with is not torn between two lines.
 * `Công an tỉnh Lào Cai` breaks before `TỈNH` or not at all.
 */
export function headName(name: string): string {
  const words = name.toUpperCase().split(' ');
  const place = words.findLastIndex(w => PLACES.has(w));
  return place < 1
    ? words.join(' ')
    : `${words.slice(0, place).join(' ')} ${whole(words.slice(place).join(' '))}`;
}

// A line that is a place and nothing else needs no such care.
const plainIfPlace = (line: string): string => (line.includes(' ') ? line : line.replaceAll('\u00a0', ' '));

// Ranks that say who somebody is without the name of the body after them.
const RANKS = ['CHỦ TỊCH', 'TỔNG GIÁM ĐỐC', 'GIÁM ĐỐC'];

/**
 * The title of a signer (`titleOf`) in capitals, in lines. A deputy signs for the head, which a line of its own says: `KT. GIÁM ĐỐC` over
 * `PHÓ GIÁM ĐỐC`, without the body, which the head of the paper names (Decree 30/2020/NĐ-CP, annex I, part II, item 7).
 */
export function signerLines(title: string): string[] {
  const upper = title.toUpperCase();
  if (upper.includes('\n')) return upper.split('\n');
  if (!upper.startsWith('PHÓ ')) return [upper];
  const head = upper.slice('PHÓ '.length);
  const rank = RANKS.find(r => head.startsWith(`${r} `)) ?? head;
  return [`KT. ${rank}`, `PHÓ ${rank}`];
}

/**
 * Who decides, as it stands above the grounds of a decision (Decree 30/2020/NĐ-CP, annex III): the head of the agency, also where a deputy signs for him:
 * `CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG LÀO CAI`; the agency where the title of who signs names no head.
 */
export function decider(title: string, agencyName: string): string {
  const [first = ''] = signerLines(title);
  const head = first.replace(/^(?:KT|TUQ)\. /, '');
  const rank = RANKS.find(r => head === r || head.startsWith(`${r} `));
  return [rank, headName(agencyName)].filter(Boolean).join(' ');
}

// Names longer than this take three lines of the left half of a head; shorter ones two.
const TWO_LINES = 44;
// Words that belong together in the names of bodies.
const PAIRS = ['CHI NHÁNH', 'VĂN PHÒNG', 'ĐĂNG KÝ', 'ĐẤT ĐAI', 'TRUNG TÂM', 'PHỤC VỤ', 'HÀNH CHÍNH'];

/**
 * The issuer's name in capitals on one line, two or three: broken after the body's own name, else in the middle between words; a long one, which
 * ends with its place, before that and once more.
 */
export function issuerLines(name: string): string[] {
  const upper = headName(name);
  if (name.length < 22) return [upper];
  const [place = '', ...before] = upper.split(' ').reverse();
  if (name.length > TWO_LINES && place.includes('\u00a0')) {
    const body = PAIRS.reduce((text, pair) => text.replace(pair, whole(pair)), before.reverse().join(' '));
    return [...inTwo(body.split(' ')), place].map(line => line.replaceAll('\u00a0', ' '));
  }
  const head = WHOLE.find(w => upper.startsWith(`${w} `));
  if (head) return [head, plainIfPlace(upper.slice(head.length + 1))];
  const words = upper.split(' ');
  return words.length < 2 ? [upper] : inTwo(words);
}

/** Words on two lines, as near to its middle as may be. */
function inTwo(words: readonly string[]): string[] {
  const width = (from: number, to: number) => words.slice(from, to).join(' ').length;
  let best = 1;
  for (let i = 1; i < words.length; i++) {
    if (Math.abs(width(0, i) - width(i, words.length)) < Math.abs(width(0, best) - width(best, words.length)))
      best = i;
  }
  return [words.slice(0, best).join(' '), plainIfPlace(words.slice(best).join(' '))];
}

/**
 * The name of a body that stands below `superior`, without the place that both names end with: under `UBND XÃ BẮC HÀ` it
 * is `Trung tâm Phục vụ hành chính công`. A ward that is called as its province is keeps its name.
 */
export function withoutPlace(name: string, superior: string | null): string {
  const own = name.split(' ');
  const above = (superior ?? '').toUpperCase().split(' ');
  let same = 0;
  while (same < own.length - 1 && own.at(-1 - same)?.toUpperCase() === above.at(-1 - same)) same++;
  const kind = own.at(-same)?.toUpperCase() ?? '';
  return same < 2 || !PLACES.has(kind) ? name : own.slice(0, -same).join(' ');
}

/** A name of somebody, which is not to be torn apart between two lines. */
export const whole = (name: string): string => name.replaceAll(' ', '\u00a0');

/** `01 bản chính, 02 bản sao`; of what the province holds already that it was not taken. */
export function onDeskWords({ originals, copies, held }: OnDesk): string {
  const counted = [
    ...(originals ? [`${two(originals)} bản chính`] : []),
    ...(copies ? [`${two(copies)} bản sao`] : []),
  ];
  return counted.join(', ') || (held ? 'đã có trong cơ sở dữ liệu, không thu' : '');
}

/** A heading in capitals as a title: `PHIẾU XIN LỖI` → `Phiếu xin lỗi`. */
export const capitalised = (heading: string): string =>
  heading.charAt(0).toUpperCase() + heading.slice(1).toLowerCase();

/** Where what was asked for is handed in: whoever has no account finds his dossier in none. */
export const supplementWays = (account: boolean): string =>
  account
    ? 'Gửi bổ sung trực tuyến ở mục Hồ sơ của tôi, hoặc nộp tại bất kỳ Trung tâm Phục vụ hành chính công xã, phường nào trong tỉnh.'
    : 'Nộp bổ sung tại bất kỳ Trung tâm Phục vụ hành chính công xã, phường nào trong tỉnh, mang theo phiếu này.';
