/** `800.000`, `800000 đồng`, `800 000đ` → 800000; undefined when it is no whole amount. */
export function readAmount(text: string): number | undefined {
  const digits = text.replace(/(đồng|đ|vnđ|vnd)$/iu, '').trim();
  if (!/^\d{1,3}([. ]\d{3})*$/.test(digits) && !/^\d{1,13}$/.test(digits)) return undefined;
  return Number(digits.replace(/[. ]/g, ''));
}
