import type { Translate } from '#platform/i18n';

/** What is typed for a tracking number as it is kept: capitals and digits, spaces, full stops and hyphens left out. */
export const tidyTracking = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s.-]/g, '')
    .toUpperCase();

// UPU S10: what kind, eight digits, one that checks them, the country. Other operators number as they like.
const S10 = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** Whether a number of the postal union bears the digit that its others ask for; of any other number nothing can be said: true. */
function digitFits(number: string): boolean {
  const [, digits, check] = S10.exec(number) ?? [];
  if (!digits) return true;
  const rest = 11 - ([...digits].reduce((sum, digit, i) => sum + Number(digit) * (WEIGHTS[i] ?? 0), 0) % 11);
  return Number(check) === (rest === 10 ? 0 : rest === 11 ? 5 : rest);
}

/** No operator numbers its letters with fewer than six digits: what is shorter is an abbreviation, or half a number. */
const isNumber = (number: string): boolean =>
  /^[A-Z0-9]{8,30}$/.test(number) && number.replace(/\D/g, '').length >= 6;

/** A tracking number as operators print it; undefined when it is none, or a digit of it was mistyped (`trackingFault` says which). */
export function readTracking(typed: string): string | undefined {
  const number = tidyTracking(typed);
  return isNumber(number) && digitFits(number) ? number : undefined;
}

/** What to do about something typed that `readTracking` does not take. */
export function trackingFault(t: Translate, typed: string): string {
  const number = tidyTracking(typed);
  return isNumber(number) ? t('cases.desk.tracking-digit', { number }) : t('cases.desk.tracking');
}
