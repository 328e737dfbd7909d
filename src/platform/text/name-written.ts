const upper = (text: string): string => text.toLocaleUpperCase('vi');
const lower = (text: string): string => text.toLocaleLowerCase('vi');

/** `MẨY` and `mẩy` as `Mẩy`; what has both kinds of letters was meant so. */
function word(typed: string): string {
  const rest = typed.slice(1);
  return upper(typed.charAt(0)) + (typed === upper(typed) ? lower(rest) : rest);
}

/**
 * A person's name that begins with a small letter as names are written: `lò thị păn` and `lò thị PĂN` are `Lò Thị Păn`. One that begins with a
 * capital was written with thought (`Lê thị Hà`, `SÙNG A PÁO`), and stays. Spaces are as they are typed.
 */
export const nameWritten = (typed: string): string =>
  typed && typed.charAt(0) !== upper(typed.charAt(0)) ? typed.split(' ').map(word).join(' ') : typed;
