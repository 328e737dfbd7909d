import { characterName, unprintable } from '#platform/pdf';
import { nameWritten, tidy } from '#platform/text';

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

const LONGEST_NAME = 100;

/** A name in the form in which it is stored: NFC, single spaces, Icelandic Ð (an old key map's) as Đ, capitals as names have them. */
const asStored = (text: string): string => nameWritten(tidy(text).replaceAll('Ð', 'Đ').replaceAll('ð', 'đ'));

/** What is wrong with a name: nothing was typed, it is too long (`length` of `most`), or a character does not belong in one. */
export type NameFault =
  | { is: 'empty' }
  | { is: 'long'; length: number; most: number }
  | { is: 'character'; character: string };

/** Why `readName` takes a text for no name; undefined for a name. */
export function nameFault(text: string): NameFault | undefined {
  const name = asStored(text);
  if (!name) return { is: 'empty' };
  const other = [...name].find((c, i) => !(i === 0 ? /\p{L}/u : /[\p{L}\p{M}' .’-]/u).test(c));
  const wrong = other ?? unprintable(name);
  if (wrong !== undefined) return { is: 'character', character: characterName(wrong) };
  return name.length > LONGEST_NAME ? { is: 'long', length: name.length, most: LONGEST_NAME } : undefined;
}

/**
 * A person's name as it is stored. Undefined when empty, over 100 characters (as on the forms) or not made of letters that papers
 * can show: `nameFault` says why.
 */
export const readName = (text: string): string | undefined => (nameFault(text) ? undefined : asStored(text));

/** User name of an official: 3 to 40 of a–z, 0–9, `.`, `_`, `-`, in lower case. Undefined when it is none. */
export function readStaffId(text: string): string | undefined {
  const id = text.trim().toLowerCase();
  return /^[a-z0-9][a-z0-9._-]{2,39}$/.test(id) ? id : undefined;
}
