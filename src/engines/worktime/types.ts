/** What a limit is counted in. */
export type LimitUnit = 'working-hour' | 'working-day' | 'calendar-day' | 'month';

/** A time limit as a procedure states it, for one channel. */
export type Limit = {
  /**
   * How many. Whole for days and months; hours may have a fraction that makes whole minutes. 0 days means within the
   * day: by closing time of the day of reception.
   */
  n: number;
  unit: LimitUnit;
  /** `HH:MM`: what is received later counts as received on the next working day (“nhận sau 15 giờ …”). */
  cutOff?: string;
  /** The day of reception is day 1. Otherwise it is not counted (Civil Code 2015, art. 147.2). */
  includeReceiptDay?: boolean;
  /**
   * What begins it counts on its own day, also after closing or where nobody works: laws that count days of the calendar from an event. For
   * limits in calendar days and months only, and without a cut-off.
   */
  onItsDay?: boolean;
  /** In which case it is this one, where the procedure has others, in the words of the procedure: `chết đã lâu, phải xác minh`. */
  because?: string;
};

/** A stretch in which the clock stands still: the citizen supplements or pays, another authority answers. */
export type Pause = {
  from: Date;
  /** null: still paused. */
  to: Date | null;
  reason?: PauseReason;
};

export type PauseReason = 'supplement' | 'payment' | 'consultation' | 'complaint' | 'other';

/** The one apology that is allowed, with its new date (Decree 61/2018/NĐ-CP, art. 19). */
export type Apology = {
  /** When it was given. */
  at: Date;
  /** The new due time: closing time of the promised day (see `renew`). */
  until: Date;
};

export type DueOptions = {
  /** The present: an open pause has lasted until then. Without it an open pause has only begun and moves nothing. */
  now?: Date;
  apology?: Apology | null;
};

/** Opening hours in minutes of the day: `[450, 720]` is 7:30–12:00. */
export type Interval = readonly [opens: number, closes: number];

/** A name that people read, in both languages. */
export type Name = { vi: string; en: string };

/** A day that is not as its weekday says. `date` is `YYYY-MM-DD`. */
export type SpecialDay = {
  date: string;
  /** `make-up`: worked although its weekday is free, in exchange for another day. */
  kind: 'closed' | 'half' | 'make-up';
  name: Name;
  /** Which half is worked; the morning when not said. */
  part?: 'morning' | 'afternoon';
};

/** Opening hours of a week from a date on. */
export type WeekHours = {
  /** First day, `YYYY-MM-DD`. Days before the first version have the first version's hours. */
  from: string;
  /** Intervals by weekday, 0 = Sunday. An empty list is a free day. */
  week: ReadonlyArray<readonly Interval[]>;
};

/** How sure the list of a year's holidays is. Only `announced` has been checked against the official notice. */
export type YearStatus = 'announced' | 'unverified' | 'computed';

/** A calendar as data, before it is compiled. */
export type CalendarSource = {
  hours: readonly WeekHours[];
  days: readonly SpecialDay[];
  years?: readonly YearNote[];
};

export type YearNote = { year: number; status: YearStatus; note?: Name | null };

/** Why reception counts as made on a later day than it was. */
export type Deferral = 'after-closing' | 'after-cut-off' | 'closed-day';

/** The part of a pause that falls on one day, in local times of day (`HH:MM`, `24:00` at most). */
export type StepPause = {
  from: string;
  /** null: still paused. */
  to: string | null;
  /** The pause begins, ends on this day (and did not just run through it). */
  begins: boolean;
  ends: boolean;
  reason: PauseReason;
};

/** One day on the way from reception to the due time. Plain JSON: may be kept as it is. */
export type Step = {
  /** `YYYY-MM-DD` */
  date: string;
  /**
   * `received`: the day of reception, not counted. `deferred`: the working day as which a late reception counts.
   * `off`: nobody works. `paused`: the clock stood still all day. `counted`: the clock ran, or the limit is due.
   */
  kind: 'received' | 'deferred' | 'off' | 'paused' | 'counted';
  /** Height of the climb towards the limit, 1 … the limit's days; absent before the count begins and on free days. */
  k?: number;
  /**
   * The day of the limit that is full at the end of this date: each of them once, in their order, the last being the limit's own
   * number. Absent on dates that fill none (a pause has cut them) and for limits in hours.
   */
  ordinal?: number;
  /** The first of them where more than one became full on this date: a pause moved the count from half-days to whole ones. */
  ordinalFrom?: number;
  /** Minutes counted on this day, and all told at its end: working minutes, or minutes of calendar limits. */
  counted: number;
  used: number;
  /** Reception happened on this day, at this time (`HH:MM`). */
  received?: { time: string; deferral: Deferral | null };
  pauses?: readonly StepPause[];
  /** A day that is not as its weekday says. */
  special?: { kind: SpecialDay['kind']; name: Name; part?: SpecialDay['part'] };
  /** After the due time that held before an apology: time that was promised, not granted by the limit. */
  extended?: true;
  /** It was due on this day, at this time (`HH:MM`), before an apology gave the new date. */
  agreed?: string;
  /** The limit is due on this day, at this time (`HH:MM`). */
  due?: string;
  /** Due on this day because nobody works on the last day of the limit (Civil Code 2015, art. 148.5): that day and its number. */
  movedFrom?: { date: string; ordinal: number; name: Name | null };
};
