import { formatDate } from '#platform/clock';
import { formatNumber, formatPhone } from '#ui';
import type { Field } from '../define/parts.ts';
import { ethnicGroup } from '../ethnic-groups.ts';
import type { FileRef } from '../types.ts';
import { isDay, isPartialDay, partialDayText } from '../values/parse.ts';

/** A value as it stands in its field: as people write it, or as they typed it where it could not be read. */
export function typedValue(field: Field, value: unknown): string {
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === 'number') return formatNumber(one, { lang: 'vi', decimals: 6 });
  if (typeof one !== 'string') return '';
  if (field.widget === 'date' && isDay(one)) return formatDate(one);
  if (field.widget === 'partial-date' && isPartialDay(one)) return partialDayText(one);
  // Written before there was a list, or known from elsewhere under another of its names.
  if (field.schema.format === 'ethnic-group') return ethnicGroup(one) ?? one;
  return field.widget === 'phone' ? formatPhone(one) : one;
}

/** The files that a field holds, of whatever a draft or a request brought. */
export const filesIn = (value: unknown): FileRef[] =>
  (Array.isArray(value) ? value : []).filter(
    (f): f is FileRef =>
      typeof f === 'object' &&
      f !== null &&
      typeof f.name === 'string' &&
      typeof f.bytes === 'number' &&
      typeof f.id === 'string',
  );

/** The texts of a list of choices. */
export const textsIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === 'string');
