export type DayStep = {
  /** `YYYY-MM-DD` */
  date: string;
  /** `counted` towards the limit; `off`: not counted; `stopped`: the clock stood still. */
  kind: 'counted' | 'off' | 'stopped';
  /** Working days counted up to and with this day. */
  count: number;
  /** What happened on it, whole: `Ngày thứ 2`, `Nghỉ`, `Dừng từ 10:20, chờ bổ sung`. */
  words: string;
  /** The day of the due time. */
  due?: boolean;
};

export type DayRow = DayStep & { until?: string };

const monday = (date: string): number => {
  const day = Date.parse(`${date}T00:00:00Z`) / 86_400_000;
  return Math.floor((day + 3) / 7);
};

/** Ten rows or fewer stay as they are; more are drawn together by week and kind, the due day always alone. */
export function groupDays(days: readonly DayStep[]): DayRow[] {
  if (days.length <= 10) return [...days];
  const rows: DayRow[] = [];
  for (const day of days) {
    const last = rows.at(-1);
    const joins =
      last &&
      !last.due &&
      !day.due &&
      last.kind === day.kind &&
      (day.kind === 'counted' || last.words === day.words) &&
      monday(last.date) === monday(day.date);
    if (joins) rows[rows.length - 1] = { ...last, until: day.date, count: day.count };
    else rows.push({ ...day });
  }
  return rows;
}
