import { sayNumbers } from './personal-numbers.ts';

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

/** `m•••@thu.example`: an e-mail address as much as tells a wrong one from a right one. */
export const maskEmail = (address: string): string => address.replace(/^([^@])[^@]*/, '$1•••');

/** What somebody wrote, with the identity numbers in it masked, of old ones too, however they are grouped. */
export const hideNumbers = (text: string): string =>
  sayNumbers(text, ({ kind, digits }, written) => (kind === 'identity' ? maskIdentity(digits) : written));

/** Whether an identity number is masked in what is shown. */
export const hidesNumber = (shown: string): boolean => shown.includes('•'.repeat(5));

/**
 * What somebody wrote, for who may not read personal data: telephone and identity numbers and e-mail addresses masked wherever in the
 * words they stand, however they are grouped. The one rule of answers, stories, questions and slips; what is masked already stays.
 */
export const hideContacts = (text: string): string =>
  sayNumbers(
    text.replace(/\S+/g, word => (word.includes('@') ? maskEmail(word) : word)),
    ({ kind, digits }) => (kind === 'identity' ? maskIdentity(digits) : maskPhone(digits)),
  );
