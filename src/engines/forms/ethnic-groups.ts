import { fold } from '#platform/text';

// The list of ethnic groups of Viet Nam (Decision 121-TCTK/PPCĐ of 02/03/1979 of the General Statistics Office), by name; a name that
// people also use stands behind it. Who belongs to none of them says so.
const NAMES = `Kinh = Việt|Ba Na = Bahnar|Bố Y|Brâu|Bru - Vân Kiều = Vân Kiều|Chăm|Chơ Ro|Chu Ru|Chứt|Co = Cor|Cơ Ho = Kơ Ho|Cơ Lao = Cờ Lao|
Cơ Tu = Cơtu|Cống|Dao|Ê Đê|Gia Rai = Jrai|Giáy = Nhắng|Gié - Triêng|Hà Nhì|Hmông = Mông = H Mông = Mèo|Hoa|Hrê|Kháng|Khmer = Khơ Me|Khơ Mú|
La Chí|La Ha|La Hủ|Lào|Lô Lô|Lự|Mạ|Mảng|Mnông = M Nông|Mường|Ngái|Nùng|Ơ Đu|Pà Thẻn|Phù Lá|Pu Péo|Ra Glai|Rơ Măm|Sán Chay = Cao Lan = Sán Chỉ|
Sán Dìu|Si La|Tà Ôi|Tày|Thái|Thổ|Xinh Mun|Xơ Đăng|Xtiêng = Stiêng`;

const groups = NAMES.split('|').map(entry => entry.split('=').map(name => name.trim()));

/** Neither is one of the fifty-four: of another country, or of none that the list has. */
const OTHERS = ['Người nước ngoài', 'Khác'];

/** The fifty-four, in the list's own order of names, then what is for all others. */
export const ETHNIC_GROUPS: readonly string[] = [...groups.map(([name = '']) => name), ...OTHERS];

const byKey = new Map(
  [...groups, ...OTHERS.map(name => [name])].flatMap(names =>
    names.map(name => [fold(name), names[0] ?? '']),
  ),
);

const named = new Set(ETHNIC_GROUPS);

/** The group of the list that a text names, however it is written (`H'Mông`, `mông`); undefined for none. */
export const ethnicGroup = (text: string): string | undefined =>
  named.has(text) ? text : byKey.get(fold(text));
