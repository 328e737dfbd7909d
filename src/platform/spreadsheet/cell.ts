import { formatDate, formatDateTime, formatTime, localParts } from '#platform/clock';

/** What the cells of a column are: `hours` are working hours, `money` is đồng, `time` shows the hour of a moment. */
export type Kind = 'text' | 'day' | 'moment' | 'time' | 'count' | 'hours' | 'money';

/** A moment is a Date; a day may also be `YYYY-MM-DD`. Null leaves the cell empty. */
export type Cell = string | number | Date | null;

/** How a spreadsheet shows them; it fits the marks between thousands and before decimals to its reader. */
export const NUMBER_FORMATS: Record<Kind, string> = {
  text: '',
  day: 'dd/mm/yyyy',
  moment: 'dd/mm/yyyy hh:mm',
  time: 'hh:mm',
  count: '0',
  hours: '0.0',
  money: '#,##0',
};

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * What is written into a workbook. A spreadsheet knows no time zones and ExcelJS writes the UTC fields of a Date: so those are set to what
 * the clock here shows, to the minute.
 */
export function cellValue(cell: Cell, as: Kind = 'text'): string | number | Date | null {
  if (as === 'day' && typeof cell === 'string' && ISO_DAY.test(cell)) return new Date(`${cell}T00:00Z`);
  if (!(cell instanceof Date)) return cell === '' ? null : cell;
  const p = localParts(cell);
  const day = Date.UTC(p.year, p.month - 1, p.day);
  return new Date(as === 'day' ? day : day + (p.hour * 60 + p.minute) * 60_000);
}

/** The same for a text file: numbers as they are, days and hours as people write them. */
export function cellText(cell: Cell, as: Kind = 'text'): string | number | null {
  if (as === 'day' && typeof cell === 'string' && ISO_DAY.test(cell)) return formatDate(cell);
  if (!(cell instanceof Date)) return cell;
  if (as === 'day') return formatDate(cell);
  return as === 'time' ? formatTime(cell) : formatDateTime(cell);
}
