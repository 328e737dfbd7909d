import { tidy } from '#platform/text';

/** `0912 345 678`, `+84 912.345.678`, `84912345678` → `+84912345678`. Undefined when it is no Vietnamese mobile number. */
export function readPhone(text: string): string | undefined {
  const digits = text.replace(/[\s.()-]/g, '');
  const national = /^(?:\+?84|0)([35789]\d{8})$/.exec(digits)?.[1];
  return national && `+84${national}`;
}

/** `+84912345678` → `0912 345 678`, as people write it. */
export const formatPhone = (phone: string): string =>
  phone.replace(/^\+84(\d{3})(\d{3})(\d{3})$/, '0$1 $2 $3');

/** Lower-cased address, or undefined when it is none. Not a full RFC 5321 check: the code sent there is the proof. */
export function readEmail(text: string): string | undefined {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && /^[^@\s<>"(),;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(email)
    ? email
    : undefined;
}

/** A telephone number or an e-mail address, as typed into one field. */
export function readContact(text: string): { channel: 'sms' | 'email'; to: string } | undefined {
  const phone = readPhone(text);
  if (phone) return { channel: 'sms', to: phone };
  const email = text.includes('@') ? readEmail(text) : undefined;
  return email ? { channel: 'email', to: email } : undefined;
}

/** `+84912345678` → `0912 ••• 678` (with no-break spaces); `seo.pao@example.vn` → `s•••@example.vn`: enough for its owner to know it again. */
export function maskContact(to: string): string {
  if (to.includes('@')) return to.replace(/^(.)[^@]*/, '$1•••');
  return formatPhone(to).replace(/^(\d{4}) \d{3} (\d{3})$/, '$1\u00a0•••\u00a0$2');
}

/**
 * A personal number: three digits of the place where the birth was registered, one of century and sex, two of the birth
 * year, six random. Undefined unless it has twelve digits.
 */
export function readPersonalNumber(text: string): string | undefined {
  const digits = text.replace(/[\s.]/g, '');
  return /^\d{12}$/.test(digits) ? digits : undefined;
}

/**
 * A person's name as it is stored: NFC, single spaces, Icelandic Ð (an old key map's) as Đ. Undefined when empty, over 200
 * characters or not made of letters.
 */
export function readName(text: string): string | undefined {
  const name = tidy(text).replaceAll('Ð', 'Đ').replaceAll('ð', 'đ');
  return name.length <= 200 && /^\p{L}[\p{L}\p{M}' .’-]*$/u.test(name) ? name : undefined;
}

/** User name of an official: 3 to 40 of a–z, 0–9, `.`, `_`, `-`, in lower case. Undefined when it is none. */
export function readStaffId(text: string): string | undefined {
  const id = text.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{2,39}$/.test(id) ? id : undefined;
}
