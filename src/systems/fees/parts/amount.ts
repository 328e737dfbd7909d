/** `800.000`, `800000 đồng`, `800 000đ` → 800000; undefined when it is no whole amount. */
export function readAmount(text: string): number | undefined {
  const digits = text.replace(/(đồng|đ|vnđ|vnd)$/iu, '').trim();
  if (!/^\d{1,3}([. ]\d{3})*$/.test(digits) && !/^\d{1,13}$/.test(digits)) return undefined;
  return Number(digits.replace(/[. ]/g, ''));
}

/** Whether it is an amount, and more than 1,000 billion đồng: what no fee is. */
export function isTooLarge(text: string): boolean {
  const digits = text.replace(/(đồng|đ|vnđ|vnd)$/iu, '').replace(/[. ]/g, '');
  return /^\d+$/.test(digits) && Number(digits) > 1_000_000_000_000;
}
