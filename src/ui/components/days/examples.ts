import type { Example } from '../example.ts';
import { type DayStep, dayStairs } from './component.ts';

const off = (date: string, words: string): DayStep => ({
  date,
  kind: 'off',
  count: 0,
  words,
  alike: words === 'Nghỉ',
});
const counted = (date: string, count: number, words = `Ngày thứ ${count}`, due = false): DayStep => ({
  date,
  kind: 'counted',
  count,
  words,
  due,
  ...(words === `Ngày thứ ${count}` && !due ? { number: count } : {}),
});
const stopped = (date: string, words: string): DayStep => ({ date, kind: 'stopped', count: 1, words });

/** A limit of `limit` working days from Friday 13/11/2026 on. */
function longRun(limit: number): DayStep[] {
  const days = [off('2026-11-13', 'Ngày tiếp nhận, không tính')];
  for (let i = 1, count = 0; count < limit; i++) {
    const at = new Date(Date.UTC(2026, 10, 13 + i));
    const date = at.toISOString().slice(0, 10);
    if (at.getUTCDay() % 6 === 0) days.push(off(date, 'Nghỉ'));
    else {
      count++;
      days.push(counted(date, count, `Ngày thứ ${count}`, count === limit));
    }
  }
  return days;
}

export const examples: readonly Example[] = [
  {
    name: 'three days',
    draw: t =>
      dayStairs(t, [
        off('2026-11-13', 'Ngày tiếp nhận, không tính'),
        off('2026-11-14', 'Nghỉ'),
        off('2026-11-15', 'Nghỉ'),
        counted('2026-11-16', 1),
        counted('2026-11-17', 2),
        counted('2026-11-18', 3, 'Ngày thứ 3: hẹn trả trước 17:00', true),
      ]),
  },
  {
    name: 'stopped in between',
    draw: t =>
      dayStairs(
        t,
        [
          off('2026-11-13', 'Tiếp nhận 08:05'),
          stopped('2026-11-16', 'Dừng từ 10:20, chờ bổ sung'),
          stopped('2026-11-17', 'Chờ bổ sung'),
          stopped('2026-11-18', 'Chờ bổ sung'),
          counted('2026-11-19', 2, 'Tính tiếp từ 08:30'),
          counted('2026-11-20', 2, 'Hôm nay'),
          counted('2026-11-23', 3, 'Hẹn trả trước 15:10', true),
        ],
        'Ngày làm việc đã tính và đã tạm dừng',
      ),
  },
  { name: 'twenty days', draw: t => dayStairs(t, longRun(20), 'Cách tính ngày hẹn trả: 20 ngày') },
];

export { longRun };
