/** `0912 345 678` for ten digits or `+84912345678`, `0214 3840 888` for a landline of eleven; anything else as it is. */
export function formatPhone(phone: string): string {
  const digits = phone.replace(/^\+84/, '0').replace(/\D/g, '');
  if (/^0\d{9}$/.test(digits)) return `${digits.slice(0, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  if (/^0\d{10}$/.test(digits)) return `${digits.slice(0, 4)} ${digits.slice(4, 8)} ${digits.slice(8)}`;
  return phone;
}

/** `0912 ••• 678` with no-break spaces: enough for the owner to know it, not enough to call. */
export const maskPhone = (phone: string): string =>
  formatPhone(phone).replace(/^(\d{4}) \d+ /, '$1\u00a0•••\u00a0');

/** `••••••••4172`: an identity number shows its last four digits. */
export const maskIdentity = (number: string): string =>
  number.length <= 4 ? '•'.repeat(number.length) : '•'.repeat(number.length - 4) + number.slice(-4);
