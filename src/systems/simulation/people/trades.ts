import type { Random } from '../plan/random.ts';

/** A trade of household businesses. */
export type Trade = {
  name: string;
  /** Four digits (Vietnam Standard Industrial Classification, decision 27/2018/QĐ-TTg, level four). */
  code: string;
  /** What such a business is called before its owner’s name. */
  house: string;
};

const TRADES: readonly Trade[] = [
  { name: 'Dịch vụ ăn uống', code: '5610', house: 'Quán cơm' },
  { name: 'Bán lẻ hàng tạp hóa', code: '4711', house: 'Tạp hóa' },
  { name: 'Bán lẻ lương thực', code: '4721', house: 'Cửa hàng gạo' },
  { name: 'Dịch vụ lưu trú ngắn ngày', code: '5510', house: 'Nhà nghỉ' },
  { name: 'May trang phục', code: '1410', house: 'Tiệm may' },
];

/** The trades of one business: the first is what it is called after, and none comes twice. */
export function tradesOf(random: Random): (n: number) => Trade {
  const first = random.int(0, TRADES.length - 1);
  return n => TRADES[(first + n) % TRADES.length] as Trade;
}
