import { formatDate } from '#platform/clock';
import type { Field } from './define/parts.ts';
import { limitDay, yearsAgo } from './values/limit-day.ts';

const LONG_AGO = '04/03/1991';
const DAYS_AGO = 60;
const DAY_MS = 86_400_000;
const BIRTH = /birth|born|ngay_?sinh|(?:ngày|năm) sinh/i;

/**
 * A day that a hint or a message gives as an example, as people write it: of a birth one long ago, of what lies in the past a day two
 * months ago, within the field's own bounds; else today. Somebody who is asked when a shop is to open is not helped by a day of 1991.
 */
export function exampleDay(
  { path, layout, schema }: Pick<Field, 'path'> & { layout: Pick<Field['layout'], 'label'>; schema: object },
  today: string,
): string {
  const { dateNotAfter: last, dateNotBefore: first } = schema as Record<string, string | undefined>;
  // Whose age is bounded was born lately.
  if (!yearsAgo(first ?? '') && (BIRTH.test(path) || BIRTH.test(layout.label.vi))) return LONG_AGO;
  if (!last) return formatDate(today);
  const ago = new Date(Date.parse(`${today}T00:00:00Z`) - DAYS_AGO * DAY_MS).toISOString().slice(0, 10);
  const day = last !== 'today' && last < ago ? last : ago;
  const from = first && limitDay(first, today);
  return formatDate(from && from > day ? from : day);
}
