import { formatDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { csvOf, type Sheet, type SheetColumn, spreadsheet } from '#platform/spreadsheet';
import type { DayBook } from '../parts/day.ts';
import { DAY_COLUMNS, dayBalance, dayRows } from '../parts/day-table.ts';

const SHAPES: Record<(typeof DAY_COLUMNS)[number], Omit<SheetColumn, 'label'>> = {
  number: { width: 10 },
  time: { width: 8, as: 'time' },
  reference: { width: 28 },
  payer: { width: 28 },
  what: { width: 36 },
  amount: { width: 16, as: 'money', sum: true },
  struck: { width: 16, as: 'money', struck: true },
  clerk: { width: 24 },
  note: { width: 48 },
};

/** The day as a table: whose and when, the lines, the sum, how the cash comes out, and how it was closed. */
function tableOf(book: DayBook, t: Translate): Sheet {
  const { day } = book;
  return {
    name: day.day,
    head: [t('fees.day.title', { day: formatDate(day.day) }), book.agencyName],
    columns: DAY_COLUMNS.map(c => ({ label: t(`fees.day.col.${c}`), ...SHAPES[c] })),
    rows: dayRows(book, t).map(row => DAY_COLUMNS.map(c => (c === 'time' ? row.at : row[c]))),
    sumLabel: t('fees.day.sum'),
    foot: dayBalance(book, t).map(b => [b.label, null, null, null, null, b.amount]),
  };
}

/** The day as CSV: the lines, and how the cash comes out. */
export const dayCsv = (book: DayBook, t: Translate): Buffer => csvOf(tableOf(book, t));

/** The day as a workbook, with the reason where what was counted differs. */
export function dayXlsx(book: DayBook, t: Translate): Promise<Buffer> {
  const table = tableOf(book, t);
  const { reason } = book.day;
  const why = reason ? [[t('fees.day.reason'), null, null, null, null, null, reason]] : [];
  return spreadsheet({ ...table, foot: [...(table.foot ?? []), ...why] });
}
