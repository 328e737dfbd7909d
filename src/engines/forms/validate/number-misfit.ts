import { fieldsIn, partsOf } from '../define/parts.ts';
import { calledBy } from '../staff-label.ts';
import type { FieldPath, Form, FormData, Words } from '../types.ts';
import { shownFields } from '../values/conditions.ts';
import { valueAt } from '../values/paths.ts';
import { holderOf, isBirthDate, isSex } from './agreements.ts';
import { personalNumberFault, readPersonalNumber, type Sex } from './personal-number.ts';

/**
 * In what a personal number cannot be that of whom answers speak: it is somebody else's there (`called`: the field that has it), of
 * another year of birth than the day at `path`, or of the other sex.
 */
export type NumberMisfit =
  | { why: 'other'; path: FieldPath; called: Words }
  | { why: 'year'; path: FieldPath; year: number; born: string }
  | { why: 'sex'; path: FieldPath; sex: Sex };

/** The answers that speak of whoever is at `holder`: a day of birth, a sex; only what the form asks for once there. */
function personAt(form: Form, holder: FieldPath): { born?: FieldPath; sex?: FieldPath } {
  const beside = [...partsOf(form).fields.values()].filter(f => holderOf(f.path) === holder);
  const [born, ...births] = beside.filter(isBirthDate);
  const [sex, ...sexes] = beside.filter(isSex);
  return {
    ...(born && !births.length && { born: born.path }),
    ...(sex && !sexes.length && { sex: sex.path }),
  };
}

/**
 * In what a number that was given beside a form's answers contradicts them: `holder` is the object of the answers that speaks of its
 * holder, e.g. `child`. Null where in nothing, and where the answers say nothing of that person.
 */
export function numberMisfit(
  form: Form,
  data: FormData,
  holder: FieldPath,
  number: string,
): NumberMisfit | null {
  const read = readPersonalNumber(number);
  if (!read) return null;
  const shown = shownFields(form, data);
  const other = fieldsIn(form, data).find(
    f =>
      f.widget === 'personal-number' &&
      holderOf(f.path) !== holder &&
      shown.has(f.path) &&
      valueAt(data, f.path) === number,
  );
  if (other) return { why: 'other', path: other.path, called: calledBy(other.layout) };
  const { born, sex } = personAt(form, holder);
  const birth = born && valueAt(data, born);
  switch (personalNumberFault(number, { born: birth, sex: sex && valueAt(data, sex) })) {
    case 'year':
      return { why: 'year', path: born ?? '', year: read.birthYear, born: String(birth) };
    case 'sex':
      return { why: 'sex', path: sex ?? '', sex: read.sex };
    default:
      return null;
  }
}
