import { ethnicGroup, numberFault } from '#engines/forms';
import { type ProfileChange, readName, readPersonalNumber } from '#engines/identity';
import type { Translate } from '#platform/i18n';
import { tidy } from '#platform/text';
import type { FieldError } from '#ui';
import { nameError } from './name-error.ts';
import { readDate } from './read-date.ts';

/** Whether day, month and year were typed, be there such a day or not. */
const isWhole = (typed: string): boolean => /^(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{4}|\d{8})$/.test(typed.trim());

/** Names of the profile's fields, as they are sent. */
export const FIELDS = {
  name: 'ho-ten',
  personalNumber: 'so-dinh-danh',
  birthDate: 'ngay-sinh',
  sex: 'gioi-tinh',
  ethnicity: 'dan-toc',
  areaId: 'xa-phuong',
  addressDetail: 'dia-chi',
} as const;

export type Typed = Record<keyof typeof FIELDS, string>;

/**
 * Whether the fourth to sixth digit of a personal number say the same as sex and birth date: the fourth is the century
 * (0/1 of the 1900s, 2/3 of the 2000s …) and the sex (even: male), the next two the birth year.
 */
export function numberAgrees(number: string, sex: string, birthDate: string | undefined): boolean {
  const century = Number(number[3]) >> 1;
  const female = Number(number[3]) % 2 === 1;
  const year = birthDate?.slice(0, 4);
  return (
    (!sex || (sex === 'female') === female) &&
    (!year || (Number(year.slice(0, 2)) - 19 === century && year.slice(2) === number.slice(4, 6)))
  );
}

/**
 * Reads the profile's form. All but the name may be left empty. `today`: local day, after which nobody is born.
 * `communes`: ids that may be chosen.
 */
export function readProfile(
  typed: Typed,
  { t, today, communes }: { t: Translate; today: string; communes: ReadonlySet<string> },
): { change: ProfileChange; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const fail = (field: keyof typeof FIELDS, key: string) =>
    errors.push({ path: FIELDS[field], message: t(key, { typed: typed[field] }) });
  const name = readName(typed.name);
  const wrongName = nameError(t, typed.name);
  if (wrongName) errors.push({ path: FIELDS.name, message: wrongName });
  const birthDate = readDate(typed.birthDate);
  if (typed.birthDate && !birthDate)
    fail(
      'birthDate',
      isWhole(typed.birthDate) ? 'account.profile.birth-none' : 'account.profile.birth-error',
    );
  else if (birthDate && (birthDate > today || birthDate < '1900-01-01'))
    fail('birthDate', 'account.profile.birth-future');
  const sex = typed.sex === 'male' || typed.sex === 'female' ? typed.sex : null;
  const number = readPersonalNumber(typed.personalNumber);
  if (typed.personalNumber && !number) fail('personalNumber', 'account.profile.number-error');
  else if (number && numberFault(number, today))
    fail('personalNumber', `account.profile.number-${numberFault(number, today)?.which}`);
  else if (number && !numberAgrees(number, sex ?? '', birthDate))
    fail('personalNumber', 'account.profile.number-differs');
  if (typed.areaId && !communes.has(typed.areaId)) fail('areaId', 'account.profile.area-error');
  const ethnicity = ethnicGroup(typed.ethnicity);
  if (typed.ethnicity && !ethnicity) fail('ethnicity', 'account.profile.ethnicity-error');
  const addressDetail = tidy(typed.addressDetail);
  if (addressDetail.length > 300) fail('addressDetail', 'account.profile.address-error');
  return {
    errors,
    change: {
      ...(name ? { name } : {}),
      birthDate: birthDate ?? null,
      sex,
      personalNumber: number ?? null,
      areaId: typed.areaId || null,
      ethnicity: ethnicity || null,
      addressDetail: addressDetail || null,
    },
  };
}
