import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Receipt, Refund } from '#engines/payments';
import { createTranslations } from '#platform/i18n';
import { renderPaper } from '#platform/pdf';
import type { DayBook } from '../parts/day.ts';
import { dayPaper } from './day-paper.ts';
import { dayCsv } from './day-report.ts';

const textsOf = (lang: 'vi' | 'en') =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, `../locales/${lang}.json`), 'utf8'));
const t = createTranslations([{ module: 'fees', texts: { vi: textsOf('vi'), en: textsOf('en') } }]).of('vi');

const at = (time: string) => new Date(`2026-11-27T${time}:00+07:00`);
const receipt = (number: number, amount: number, change: Partial<Receipt> = {}): Receipt => ({
  ...{ id: String(number), agencyId: 'a', year: 2026, number, day: '2026-11-27', subjectKind: 'dossier' },
  ...{ subjectId: 'd', reference: `001.18.60.H38-261127-000${number}`, payer: 'Giàng Thị Mỷ' },
  items: [{ name: 'Phí đăng ký biện pháp bảo đảm', amount }],
  ...{ amount, receivedAt: at('08:30'), receivedBy: 'clerk', receivedPost: null },
  ...{ cancelledAt: null, cancelledBy: null, cancelReason: null },
  ...change,
});
const cancelled = { cancelledAt: at('09:00'), cancelledBy: 'clerk', cancelReason: 'Thu nhầm hồ sơ' };
const refund = {
  ...{
    amount: 30_000,
    reason: 'Nộp thừa',
    payee: { name: 'Lò Văn Páo' },
    paidAt: at('15:00'),
    paidBy: 'keeper',
  },
} as Refund;
const book: DayBook = {
  day: {
    ...{ agencyId: 'a', day: '2026-11-27', openedAt: at('08:00'), closedAt: at('16:45'), closedBy: 'keeper' },
    ...{ expected: 250_000, counted: 240_000, reason: 'Trả thừa tiền lẻ cho người nộp' },
  },
  agencyName: 'Trung tâm Phục vụ hành chính công xã Bắc Hà',
  receipts: [receipt(1, 80_000), receipt(2, 80_000, cancelled), receipt(3, 200_000)],
  refunds: [refund],
  ...{ sum: 250_000, opening: 50_000, taken: 280_000, paidBack: 30_000 },
  ...{ openBefore: undefined, after: 0 },
  ...{ handedIn: 240_000, difference: -10_000, closing: 50_000 },
  names: new Map([
    ['clerk', 'Nguyễn Thị Thu Hà'],
    ['keeper', 'Trần Thị Lan'],
  ]),
};
const head = {
  superior: 'UBND XÃ BẮC HÀ',
  unit: book.agencyName,
  printed: 'Trung tâm Phục vụ hành chính công',
  place: 'Bắc Hà',
  demo: true,
};

test('the printed cash book has a head, balances, a struck amount, who cancelled why, words, and places to sign', async () => {
  const paper = dayPaper(book, head, t, at('17:00'));
  if (process.env.LOOK) writeFileSync(`${process.env.LOOK}/day.pdf`, (await renderPaper(paper)).pdf);
  const said = JSON.stringify(paper.blocks);
  for (const words of [
    ...[
      '"kind":"head"',
      'SỔ QUỸ TIỀN MẶT',
      'Số dư đầu ngày',
      'Cộng',
      'Đã nộp sau khi chốt quỹ',
      'Số dư cuối ngày',
    ],
    ...['{"text":"80.000","strike":true}', 'Nguyễn Thị Thu Hà hủy lúc', 'Thu nhầm hồ sơ', 'Trả thừa tiền lẻ'],
    ...['Hai trăm bốn mươi nghìn đồng', 'NGƯỜI LẬP SỔ, THỦ QUỸ', 'KẾ TOÁN', 'THỦ TRƯỞNG ĐƠN VỊ'],
  ])
    assert.ok(said.includes(words), words);
});

test('a spreadsheet adds what counts, and keeps what stood on a cancelled receipt beside it', () => {
  const lines = dayCsv(book, t).toString().split('\r\n');
  assert.match(lines[2] ?? '', /"2\/2026".*,0,80000,.*Thu nhầm hồ sơ/);
  assert.match(lines.find(l => l.startsWith('"Số dư cuối ngày"')) ?? '', /,50000$/);
});
