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
  /** Its number, of a day that says nothing else. */
  number?: number;
  /** A day that may be drawn together with others that say the same. */
  alike?: boolean;
};

/** `until`: several days in a row. `from`: the number of the first of them, `number` being that of the last. */
export type DayRow = DayStep & { until?: string; from?: number };

const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

const monday = (date: string): number => Math.floor((dayNumber(date) + 3) / 7);

/** Whether a day says no more than the row above it: it is the next number, or the same in the same words. */
function joins(last: DayRow, day: DayStep): boolean {
  const next = dayNumber(day.date) === dayNumber(last.until ?? last.date) + 1;
  if (!next || last.kind !== day.kind) return false;
  // However long it stood still is one thing; what is counted is counted by weeks.
  if (day.kind !== 'stopped' && monday(last.date) !== monday(day.date)) return false;
  if (day.number !== undefined && last.number !== undefined) return day.number === last.number + 1;
  return Boolean(day.alike && last.alike) && last.words === day.words;
}

/**
 * Ten rows or fewer stay as they are; of more, plain days of one week that follow each other are drawn together. A day that
 * explains something (a pause that begins or ends, a make-up day, the due day) always stands alone.
 */
export function groupDays(days: readonly DayStep[]): DayRow[] {
  if (days.length <= 10) return [...days];
  const rows: DayRow[] = [];
  for (const day of days) {
    const last = rows.at(-1);
    if (!last || !joins(last, day)) rows.push({ ...day });
    else rows[rows.length - 1] = merged(last, day);
  }
  return rows;
}

function merged(last: DayRow, day: DayStep): DayRow {
  const row = { ...last, until: day.date, count: Math.max(last.count, day.count) };
  const { number } = day;
  return number === undefined ? row : { ...row, from: last.from ?? last.number ?? number, number };
}
