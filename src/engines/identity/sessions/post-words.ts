/**
 * A post and its agency in a line. Where the title ends with how the agency's name begins it is said once:
 * `Chủ tịch Ủy ban nhân dân` of `Ủy ban nhân dân xã Bắc Hà` is `Chủ tịch Ủy ban nhân dân xã Bắc Hà`.
 */
export function postWords(title: string, agency: string): string {
  const words = agency.split(' ');
  for (let n = words.length; n > 0; n--) {
    const shared = words.slice(0, n).join(' ');
    if (title.endsWith(` ${shared}`)) return `${title}${agency.slice(shared.length)}`;
  }
  return `${title}, ${agency}`;
}
