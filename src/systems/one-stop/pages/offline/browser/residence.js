// Where somebody lives, in one line, as the server writes it at the counter.

/** How kinds of areas stand before a name where people write it short. */
const KIND = /^(?:xa|x|phuong|p|thi tran|tt|tinh|t|thanh pho|tp) /;

const bare = text =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(KIND, '');

const withFirst = (text, change) => change(text.charAt(0)) + text.slice(1);

/**
 * `Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai`: what was typed, then the areas (`Xã Bắc Hà`, `Tỉnh Lào Cai`; empty where there is none) that it does
 * not name between its commas already.
 */
export function residenceLine(address, areas) {
  const said = new Set((address ?? '').split(',').map(bare));
  const others = areas.filter(area => area && !said.has(bare(area)));
  const line = [address, ...others.map(area => withFirst(area, c => c.toLocaleLowerCase('vi')))];
  return withFirst(line.filter(Boolean).join(', '), c => c.toLocaleUpperCase('vi'));
}
