import { formatTime } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import type { DayBook } from './day.ts';

/** One line of the day's book, in the order of the columns. Amounts are numbers: a spreadsheet adds them. */
export type DayRow = {
  number: string;
  time: string;
  reference: string;
  payer: string;
  what: string;
  amount: number;
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
  'clerk',
  'note',
] as const;

/** Receipts by number, cancelled ones with nothing, then what was paid back, as less than nothing. */
export const dayRows = ({ receipts, refunds, names }: DayBook, t: Translate): DayRow[] => [
  ...receipts.map(r => ({
    number: `${r.number}/${r.year}`,
    time: formatTime(r.receivedAt),
    reference: r.reference,
    payer: r.payer,
    what: r.items.map(i => i.name).join('; '),
    amount: r.cancelledAt ? 0 : r.amount,
    clerk: names.get(r.receivedBy) ?? '',
    note: r.cancelledAt ? t('fees.day.cancelled', { reason: r.cancelReason ?? '' }) : '',
  })),
  ...refunds.map(r => ({
    number: '',
    time: r.paidAt ? formatTime(r.paidAt) : '',
    reference: '',
    payer: r.payee.name,
    what: t('fees.day.refund'),
    amount: -r.amount,
    clerk: names.get(r.paidBy ?? '') ?? '',
    note: r.reason,
  })),
];
