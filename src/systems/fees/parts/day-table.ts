import { formatDateTime, formatTime } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { receiptNumber } from '../slips/receipt-paper.ts';
import type { DayBook } from './day.ts';

/** One line of the day's book, in the order of the columns. Amounts are numbers: a spreadsheet adds them. */
export type DayRow = {
  number: string;
  time: string;
  /** The moment of `time`; null where it is not known. */
  at: Date | null;
  reference: string;
  payer: string;
  what: string;
  /** What counts: nothing of a cancelled receipt. */
  amount: number;
  /** What stood on a cancelled receipt; null of any other line. */
  struck: number | null;
  clerk: string;
  note: string;
};

export const DAY_COLUMNS = [
  'number',
  'time',
  'reference',
  'payer',
  'what',
  'amount',
  'struck',
  'clerk',
  'note',
] as const;

/** Receipts by number, cancelled ones with nothing and what stood on them, then what was paid back, as less than nothing. */
export const dayRows = ({ receipts, refunds, names }: DayBook, t: Translate): DayRow[] => [
  ...receipts.map(r => ({
    number: receiptNumber(r),
    time: formatTime(r.receivedAt),
    at: r.receivedAt,
    reference: r.reference,
    payer: r.payer,
    what: r.items.map(i => i.name).join('; '),
    amount: r.cancelledAt ? 0 : r.amount,
    struck: r.cancelledAt ? r.amount : null,
    clerk: names.get(r.receivedBy) ?? '',
    note: r.cancelledAt
      ? t('fees.day.cancelled', {
          who: names.get(r.cancelledBy ?? '') ?? '',
          at: formatDateTime(r.cancelledAt),
          reason: r.cancelReason ?? '',
        })
      : '',
  })),
  ...refunds.map(r => ({
    number: '',
    time: r.paidAt ? formatTime(r.paidAt) : '',
    at: r.paidAt ?? null,
    reference: '',
    payer: r.payee.name,
    what: t('fees.day.refund'),
    amount: -r.amount,
    struck: null,
    clerk: names.get(r.paidBy ?? '') ?? '',
    note: r.reason,
  })),
];

/** How the day's cash comes out, line by line: what it opened with, came in, went out, was handed in, and is left. */
export const dayBalance = (book: DayBook, t: Translate): { label: string; amount: number }[] => [
  { label: t('fees.day.opening'), amount: book.opening },
  { label: t('fees.day.taken'), amount: book.taken },
  { label: t('fees.day.paid-back'), amount: book.paidBack },
  ...(book.difference ? [{ label: t('fees.day.difference'), amount: book.difference }] : []),
  { label: t('fees.day.handed-in'), amount: book.handedIn },
  { label: t('fees.day.closing'), amount: book.closing },
];
