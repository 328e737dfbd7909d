import { DEMO_MARK, dayWords, issuerLines } from '#engines/cases';
import { amountInWords } from '#engines/payments';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { type PaperDefinition, renderPaper } from '#platform/pdf';
import { formatNumber } from '#ui';
import type { DayBook } from '../parts/day.ts';
import { dayBalance, dayRows } from '../parts/day-table.ts';
import type { ReceiptFacts } from './receipt-paper.ts';

const figure = (n: number): string => formatNumber(n, { lang: 'vi' });

/**
 * Sổ quỹ tiền mặt of one day on A4: head of the office, each receipt (a cancelled one with what stood on it), what the day opened with, came
 * in, went out, was handed in and is left, in words, and who signs. Vietnamese only: it is a book of the state (Circular 24/2024/TT-BTC).
 */
export function dayPaper(
  book: DayBook,
  facts: Pick<ReceiptFacts, 'superior' | 'unit' | 'printed' | 'place' | 'demo'>,
  /** Of the Vietnamese texts. */
  t: Translate,
  at: Date,
): PaperDefinition {
  const { day, names } = book;
  const closed = day.closedAt;
  const strong = (text: string) => [{ text, bold: true as const }];
  return {
    size: 'A4',
    fontSize: 9.5,
    title: `Sổ quỹ tiền mặt ngày ${formatDate(day.day)}`,
    author: facts.unit,
    createdAt: at.toISOString(),
    footer: closed
      ? `Chốt quỹ lúc ${formatDateTime(closed)}. In lúc ${formatDateTime(at)}.`
      : `Chưa chốt quỹ. In lúc ${formatDateTime(at)}.`,
    ...(facts.demo ? { demoMark: DEMO_MARK } : {}),
    blocks: [
      {
        kind: 'head',
        ...(facts.superior ? { superior: facts.superior } : {}),
        issuer: issuerLines(facts.printed),
        place: `${facts.place}, ${dayWords(closed ?? at)}`,
      },
      {
        kind: 'title',
        lines: ['SỔ QUỸ TIỀN MẶT'],
        subtitle: `Ngày ${formatDate(day.day)}${closed ? '' : ' (chưa chốt)'}`,
      },
      {
        kind: 'table',
        columns: [
          { header: 'Số phiếu', width: 2 },
          { header: 'Giờ', width: 1.3 },
          { header: 'Người nộp, mã hồ sơ', width: 5.2 },
          { header: 'Nội dung, ghi chú', width: 5.5 },
          { header: 'Thu (đồng)', width: 2.4, align: 'right' },
          { header: 'Chi (đồng)', width: 2.4, align: 'right' },
        ],
        rows: [
          ['', '', strong('Số dư đầu ngày'), '', strong(figure(book.opening)), ''],
          ...dayRows(book, t).map(r => [
            r.number,
            r.time,
            [r.payer, ...(r.reference ? [`\n${r.reference}`] : [])],
            [r.what, ...(r.note ? [`\n${r.note}`] : [])],
            r.struck === null
              ? r.amount >= 0
                ? figure(r.amount)
                : ''
              : [{ text: figure(r.struck), strike: true as const }],
            r.amount < 0 ? figure(-r.amount) : '',
          ]),
          ['', '', strong('Cộng'), '', strong(figure(book.taken)), strong(figure(book.paidBack))],
        ],
      },
      {
        kind: 'facts',
        rows: [
          ...dayBalance(book, t).map(({ label, amount }) => [
            { label, value: strong(`${figure(amount)} đồng`) },
          ]),
          ...(day.reason ? [[{ label: t('fees.day.reason'), value: day.reason }]] : []),
          [
            {
              label: closed ? 'Số tiền đã nộp, bằng chữ' : 'Số dư cuối ngày, bằng chữ',
              value: [{ text: amountInWords(closed ? book.handedIn : book.closing), italic: true as const }],
            },
          ],
        ],
      },
      {
        kind: 'signatures',
        gapMm: 20,
        columns: [
          {
            title: ['NGƯỜI LẬP SỔ, THỦ QUỸ'],
            note: '(Ký, ghi rõ họ tên)',
            name: names.get(day.closedBy ?? '') ?? '',
          },
          { title: ['KẾ TOÁN'], note: '(Ký, ghi rõ họ tên)' },
          { title: ['THỦ TRƯỞNG ĐƠN VỊ'], note: '(Ký, ghi rõ họ tên, đóng dấu)' },
        ],
      },
    ],
  };
}

export const dayPdf = async (...args: Parameters<typeof dayPaper>): Promise<Buffer> =>
  Buffer.from((await renderPaper(dayPaper(...args))).pdf);
