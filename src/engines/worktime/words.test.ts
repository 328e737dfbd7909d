import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupDays } from '#ui';
import { compileCalendar } from './calendar.ts';
import { due } from './due.ts';
import { explain } from './explain.ts';
import { deadline } from './remaining.ts';
import { usual, usualSource } from './testing/calendars.ts';
import { at } from './testing/read.ts';
import { en, vi } from './testing/texts.ts';
import type { CalendarSource, Limit, SpecialDay } from './types.ts';
import { type DayItem, dayItems, dayLabel, stepTexts } from './words/days.ts';
import { deadlineText, limitText } from './words/deadline.ts';
import { whyNotes, whyRows } from './words/why.ts';

// The dossier of the screens: three working days, received on Friday 13/11/2026, paused for a supplement, looked at on
// Friday 20/11 at 15:40.
const threeDays: Limit = { n: 3, unit: 'working-day' };
const supplement = [
  { from: at('16/11/2026 10:20'), to: at('19/11/2026 08:30'), reason: 'supplement' as const },
];
const now = at('20/11/2026 15:40');
const explained = explain(at('13/11/2026 08:05'), threeDays, usual, supplement, { now });

const shown = (i: DayItem) =>
  `${i.kind} ${i.count}${i.due ? ' due' : ''} | ${dayLabel(i.date, vi)} | ${i.words}`;

test('the citizen sees day by day how the due time came about', () => {
  const items = dayItems(explained.days, vi, { hideOff: true, today: '2026-11-20' });
  assert.deepEqual(items.map(shown), [
    'off 0 | T6 13/11 | Tiếp nhận 08:05, ngày này không tính',
    'stopped 1 | T2 16/11 | Dừng từ 10:20, chờ bổ sung hoặc trả lời',
    'stopped 1 | T3 17/11 | Tạm dừng, chờ bổ sung hoặc trả lời',
    'stopped 1 | T4 18/11 | Tạm dừng, chờ bổ sung hoặc trả lời',
    'counted 1 | T5 19/11 | Tính tiếp từ 08:30. Ngày thứ nhất',
    'counted 2 | T6 20/11 | Ngày thứ 2. Hôm nay',
    'counted 3 due | T2 23/11 | Ngày thứ 3: hẹn trả trước 15:10',
  ]);
});

test('the clerk sees the sum, and it adds up', () => {
  assert.deepEqual(
    whyRows(explained, vi).map(r => `${r.label} | ${r.note ?? ''} | ${r.value}`),
    [
      'Thời hạn thủ tục: 3 ngày làm việc |  | 24 giờ',
      '16/11 07:30 đến 10:20 | đã dùng | − 2 giờ 50 phút',
      '16/11 10:20 đến 19/11 08:30 | tạm dừng, chờ bổ sung hoặc trả lời: 22 giờ 10 phút, không tính | 0',
      '19/11 08:30 đến bây giờ | đã dùng | − 13 giờ 40 phút',
      'Còn lại |  | 7 giờ 30 phút',
    ],
  );
  assert.deepEqual(whyNotes(explained, vi), [
    'Giờ làm việc 07:30–12:00, 13:30–17:00.',
    'Ngày nghỉ: thứ Bảy 14/11, Chủ nhật 15/11, thứ Bảy 21/11, Chủ nhật 22/11.',
    'Ngày tiếp nhận, thứ Sáu 13/11, không tính.',
    'Lịch nghỉ năm 2026 chưa đối chiếu với thông báo chính thức, cần kiểm tra.',
  ]);
});

test('what is left is said in working days as well, and from which day it counts while none does', () => {
  const fresh = explain(at('13/11/2026 08:05'), threeDays, usual, [], { now: at('13/11/2026 09:00') });
  const left = whyRows(fresh, vi).at(-1);
  assert.deepEqual(
    [left?.label, left?.value, left?.note],
    ['Còn lại, tính từ thứ Hai 16/11', '24 giờ', '3 ngày làm việc'],
  );
});

test('where days of the calendar are counted no free days are listed: they count, and that is said', () => {
  const tenDays = explain(at('13/11/2026 08:05'), { n: 10, unit: 'calendar-day' }, usual, [], { now });
  assert.ok(tenDays.offDays.length > 2);
  const notes = whyNotes(tenDays, vi);
  assert.deepEqual(
    notes.filter(note => /thứ Bảy|Chủ nhật|Giờ làm việc/.test(note)),
    [
      'Tính theo ngày trên lịch: thứ Bảy, Chủ nhật, ngày lễ cũng tính. Ngày cuối là ngày nghỉ thì hạn chuyển sang ngày làm việc tiếp theo.',
    ],
  );
  // The tenth day is a Monday; of eight the last is a Saturday.
  assert.equal(tenDays.at.toISOString().slice(0, 10), '2026-11-23');
  const eight = explain(at('13/11/2026 08:05'), { n: 8, unit: 'calendar-day' }, usual, [], { now });
  assert.equal(eight.at.toISOString().slice(0, 10), '2026-11-23');
  assert.match(whyRows(eight, vi)[1]?.label ?? '', /^Ngày cuối là ngày nghỉ, chuyển đến 23\/11\/2026$/);
});

test('before the first day that counts the chip says what the table says: the whole limit', () => {
  for (const [unit, words] of [
    ['working-day', '3 ngày làm việc'],
    ['calendar-day', '3 ngày'],
  ] as const) {
    const [received, looked] = [at('14/11/2026 09:23'), at('14/11/2026 09:24')];
    const fresh = explain(received, { n: 3, unit }, usual, [], { now: looked });
    const begins = fresh.days.find(day => day.counted > 0)?.date ?? null;
    const chip = deadlineText(deadline(looked, fresh.at, usual, null, { unit, begins }), usual, vi);
    const left = whyRows(fresh, vi).at(-1);
    assert.deepEqual([chip, left?.note ?? left?.value], [`Còn ${words}`, words]);
  }
});

test('Tết is listed as one stretch of free days', () => {
  const over = explain(at('12/02/2026 10:00'), threeDays, usual, [], { now });
  assert.equal(whyNotes(over, vi)[1], 'Ngày nghỉ: thứ Bảy 14/02 đến Chủ nhật 22/02 (Tết Nguyên đán).');
});

test('the weekends of a long span are one sentence; not where a Saturday was worked, of which it would not be true', () => {
  const long = { ...threeDays, n: 20 };
  const from = at('12/11/2026 08:00');
  const note = (source: CalendarSource) =>
    whyNotes(explain(from, long, compileCalendar(source), [], { now }), vi)[1] ?? '';
  assert.equal(note(usualSource), 'Ngày nghỉ: thứ Bảy, Chủ nhật từ 14/11 đến 06/12.');
  const name = { vi: 'Nghỉ bão', en: 'Storm' };
  const and = (day: SpecialDay) => note({ ...usualSource, days: [...usualSource.days, day] });
  assert.equal(
    and({ date: '2026-12-01', kind: 'closed', name }),
    'Ngày nghỉ: thứ Bảy, Chủ nhật từ 14/11 đến 06/12; thứ Ba 01/12 (Nghỉ bão).',
  );
  assert.match(
    and({ date: '2026-11-21', kind: 'make-up', name }),
    /^Ngày nghỉ: thứ Bảy 14\/11, Chủ nhật 15\/11, Chủ nhật 22\/11, thứ Bảy 28\/11/,
  );
});

test('the sum says the same as the list of days: as which day reception counts, and every day off by its name', () => {
  const closed = { date: '2026-12-01', kind: 'closed' as const, name: { vi: 'Nghỉ bão', en: 'Storm' } };
  const stormy = compileCalendar({ ...usualSource, days: [...usualSource.days, closed] });
  const asked = explain(at('28/11/2026 05:10'), threeDays, stormy, [], { now: at('28/11/2026 06:00') });
  assert.deepEqual(dayItems(asked.days, vi).map(shown), [
    'off 0 | T7 28/11 | Tiếp nhận 05:10, vào ngày nghỉ',
    'off 0 | CN 29/11 | Nghỉ',
    'off 0 | T2 30/11 | Được tính là ngày tiếp nhận, ngày này không tính',
    'off 0 | T3 01/12 | Nghỉ: Nghỉ bão',
    'counted 1 | T4 02/12 | Ngày thứ nhất',
    'counted 2 | T5 03/12 | Ngày thứ 2',
    'counted 3 due | T6 04/12 | Ngày thứ 3: hẹn trả trước 17:00',
  ]);
  assert.deepEqual(whyNotes(asked, vi).slice(1, 3), [
    'Ngày nghỉ: thứ Bảy 28/11, Chủ nhật 29/11, thứ Ba 01/12 (Nghỉ bão).',
    'Tiếp nhận 05:10 thứ Bảy 28/11, vào ngày nghỉ: được tính là tiếp nhận ngày thứ Hai 30/11, ngày này không tính.',
  ]);
  const hours = explain(at('28/11/2026 05:10'), { n: 4, unit: 'working-hour' }, stormy, [], { now });
  assert.equal(
    whyNotes(hours, vi)[2],
    'Tiếp nhận 05:10 thứ Bảy 28/11, vào ngày nghỉ: được tính là tiếp nhận ngày thứ Hai 30/11.',
  );
});

test('what explains a due time is never drawn together: the end of a pause, a make-up Saturday, a half-day', () => {
  const fifteen: Limit = { n: 15, unit: 'working-day' };
  const paid = [{ from: at('20/08/2026 09:30'), to: at('21/08/2026 10:41'), reason: 'payment' as const }];
  const name = { vi: 'Làm bù', en: 'Made up' };
  const half = { vi: 'Hội nghị', en: 'Conference' };
  const calendar = compileCalendar({
    ...usualSource,
    days: [
      ...usualSource.days.filter(d => d.date !== '2026-08-22'),
      { date: '2026-08-22', kind: 'make-up', name },
      { date: '2026-08-27', kind: 'half', name: half },
    ],
  });
  const asked = explain(at('20/08/2026 09:12'), fifteen, calendar, paid, { now });
  const rows = groupDays(dayItems(asked.days, vi)).map(
    r =>
      `${r.date.slice(5)}${r.until ? `..${r.until.slice(5)}` : ''} | ${r.from ? `${r.from}-${r.number}` : r.words}`,
  );
  assert.deepEqual(rows.slice(0, 8), [
    '08-20 | Tiếp nhận 09:12, ngày này không tính. Dừng từ 09:30, chờ nộp phí, lệ phí',
    '08-21 | Tính tiếp từ 10:41',
    '08-22 | Ngày thứ nhất: Làm bù',
    '08-23 | Nghỉ',
    '08-24..08-26 | 2-4',
    '08-27 | Ngày thứ 5, làm việc nửa ngày',
    '08-28 | Ngày thứ 6',
    '08-29..08-30 | Nghỉ',
  ]);
  assert.match(rows.at(-1) ?? '', / \| Ngày thứ 15: hẹn trả trước /);
  const notes = whyNotes(asked, vi);
  assert.ok(notes.includes('Ngày làm bù: thứ Bảy 22/08 (Làm bù).'));
  assert.ok(notes.includes('Ngày làm việc nửa ngày: thứ Năm 27/08 (Hội nghị).'));
});

test('after an apology the days are counted to the limit, the old due time is named, and then comes what was promised', () => {
  const apology = { at: at('03/12/2026 09:00'), until: at('25/12/2026 17:00') };
  const { steps } = due(at('28/11/2026 20:19'), threeDays, usual, [], { apology });
  const rows = groupDays(dayItems(steps, vi)).map(
    r =>
      `${r.date.slice(5)}${r.until ? `..${r.until.slice(5)}` : ''} ${r.from ? `${r.from}-${r.number}` : r.words}`,
  );
  assert.deepEqual(rows, [
    '11-28 Tiếp nhận 20:19, vào ngày nghỉ',
    '11-29 Nghỉ',
    '11-30 Được tính là ngày tiếp nhận, ngày này không tính',
    '12-01..12-02 1-2',
    '12-03 Ngày thứ 3. Hạn trước khi hẹn lại: 17:00',
    '12-04 Thời gian hẹn lại',
    '12-05..12-06 Nghỉ',
    '12-07..12-11 Thời gian hẹn lại',
    '12-12..12-13 Nghỉ',
    '12-14..12-18 Thời gian hẹn lại',
    '12-19..12-20 Nghỉ',
    '12-21..12-24 Thời gian hẹn lại',
    '12-25 Hẹn trả trước 17:00',
  ]);
});

test('while the clock still waits today stands still like the days before, and is none of the limit', () => {
  const open = [{ from: at('17/11/2026 10:20'), to: null, reason: 'supplement' as const }];
  const days = (limit: Limit, pauses: Parameters<typeof explain>[3] = open) =>
    dayItems(
      explain(at('13/11/2026 08:05'), limit, usual, pauses, { now: at('19/11/2026 10:00') }).days,
      vi,
      {
        hideOff: true,
        today: '2026-11-19',
      },
    )
      .map(shown)
      .slice(-5);
  const stands = 'Tạm dừng, chờ bổ sung hoặc trả lời';
  assert.deepEqual(days({ n: 5, unit: 'working-day' }).slice(0, 2), [
    `stopped 2 | T4 18/11 | ${stands}`,
    `stopped 2 | T5 19/11 | ${stands}. Hôm nay`,
  ]);
  assert.equal(days({ n: 5, unit: 'calendar-day' }).at(-2), `stopped 4 | T5 19/11 | ${stands}. Hôm nay`);
  const begun = [{ from: at('16/11/2026 16:00'), to: at('17/11/2026 16:30') }];
  const again = [...begun, { ...open[0]!, from: at('19/11/2026 09:00') }];
  assert.match(
    days(threeDays, again).find(day => day.includes('19/11')) ?? '',
    /^stopped 2 \| T5 19\/11 \| Dừng từ 09:00, [^.]+\. Hôm nay$/,
  );
});

test('what ended while the clock waited stood still to its end, also where the pause was over with it', () => {
  const limit: Limit = { n: 5, unit: 'working-day' };
  const end = at('19/11/2026 10:00');
  for (const to of [end, null]) {
    const pauses = [{ from: at('17/11/2026 10:20'), to, reason: 'supplement' as const }];
    const kept = due(at('13/11/2026 08:05'), limit, usual, pauses, { now: end });
    const told = explain(at('13/11/2026 08:05'), limit, usual, pauses, {
      now: at('24/11/2026 08:00'),
      ended: { at: end, how: 'closed', due: kept },
    });
    assert.deepEqual(
      dayItems(told.days, vi).map(shown).at(-1),
      'stopped 2 | T5 19/11 | Tạm dừng, chờ bổ sung hoặc trả lời',
    );
  }
});

test('a long pause is told in three rows: when it began, that it lasted, when it was over', () => {
  const long = [{ from: at('17/04/2026 16:09'), to: at('13/06/2026 17:00'), reason: 'supplement' as const }];
  const { steps } = due(at('14/04/2026 08:52'), { n: 15, unit: 'working-day' }, usual, long);
  const rows = groupDays(dayItems(steps, vi)).map(
    r => `${r.date.slice(5)}..${r.until?.slice(5) ?? ''} ${r.words}`,
  );
  assert.deepEqual(rows.slice(2, 5), [
    '04-17.. Dừng từ 16:09, chờ bổ sung hoặc trả lời',
    '04-18..06-12 Tạm dừng, chờ bổ sung hoặc trả lời',
    '06-13.. Hết tạm dừng lúc 17:00. Nghỉ',
  ]);
});

test('a pause that ends on a Sunday says so, and a last day on which nobody works says where it went', () => {
  const paid = [{ from: at('22/10/2026 09:30'), to: at('25/10/2026 10:35'), reason: 'payment' as const }];
  const sunday = due(at('22/10/2026 09:10'), threeDays, usual, paid).steps;
  assert.deepEqual(dayItems(sunday, vi).map(shown).slice(3, 5), [
    'off 0 | CN 25/10 | Hết tạm dừng lúc 10:35. Nghỉ',
    'counted 1 | T2 26/10 | Ngày thứ nhất',
  ]);
  const house = due(at('30/11/2026 08:05'), { n: 20, unit: 'calendar-day' }, usual).steps;
  const last = dayItems(house, vi).at(-1);
  assert.equal(
    last?.words,
    'Ngày thứ 20 là Chủ nhật 20/12, chuyển sang ngày làm việc tiếp theo: hẹn trả trước 17:00',
  );
  const victory = due(at('31/03/2026 08:00'), { n: 30, unit: 'calendar-day' }, usual).steps;
  assert.match(
    dayItems(victory, vi).at(-1)?.words ?? '',
    /^Ngày thứ 30 là thứ Năm 30\/04 \(.+\), chuyển sang/,
  );
});

test('before anything happens the list reads as on the confirmation page', () => {
  const { steps } = due(at('13/11/2026 08:05'), threeDays, usual);
  assert.deepEqual(dayItems(steps, vi).map(shown), [
    'off 0 | T6 13/11 | Tiếp nhận 08:05, ngày này không tính',
    'off 0 | T7 14/11 | Nghỉ',
    'off 0 | CN 15/11 | Nghỉ',
    'counted 1 | T2 16/11 | Ngày thứ nhất',
    'counted 2 | T3 17/11 | Ngày thứ 2',
    'counted 3 due | T4 18/11 | Ngày thứ 3: hẹn trả trước 17:00',
  ]);
});

test('a make-up day and a holiday are named in the reader’s language', () => {
  const made = due(at('02/05/2024 16:40'), { n: 2, unit: 'working-day' }, usual).steps;
  assert.deepEqual(stepTexts(made[2]!, vi), ['Ngày thứ 2 (Làm bù ngày 29/04): hẹn trả trước 17:00']);
  const longer = due(at('02/05/2024 16:40'), threeDays, usual).steps;
  assert.deepEqual(stepTexts(longer[2]!, vi), ['Ngày thứ 2: Làm bù ngày 29/04']);
  assert.deepEqual(stepTexts(longer[2]!, en), ['Day 2: Worked in exchange for 29/04']);
  const tet = due(at('12/02/2026 10:00'), threeDays, usual).steps;
  assert.deepEqual(stepTexts(tet[5]!, vi), ['Nghỉ: Tết Nguyên đán, mùng 1']);
});

const chip = (dueAt: string, pausedSince: string | null = null) =>
  deadlineText(deadline(now, at(dueAt), usual, pausedSince ? at(pausedSince) : null), usual, vi);

test('chips say what the screens say at 15:40 on 20/11/2026', () => {
  assert.equal(chip('18/11/2026 17:00'), 'Quá hạn 1 ngày 6 giờ làm việc');
  assert.equal(chip('20/11/2026 12:00'), 'Quá hạn 2 giờ 10 phút làm việc');
  assert.equal(chip('20/11/2026 16:45'), 'Còn 1 giờ 5 phút làm việc');
  assert.equal(chip('20/11/2026 17:00'), 'Còn 1 giờ 20 phút làm việc');
  assert.equal(chip('23/11/2026 15:10'), 'Còn 7 giờ 30 phút làm việc');
  assert.equal(chip('23/11/2026 17:00'), 'Còn 1 ngày 1 giờ làm việc');
  assert.equal(chip('24/11/2026 17:00'), 'Còn 2 ngày 1 giờ làm việc');
  assert.equal(chip('30/11/2026 17:00'), 'Còn 6 ngày 1 giờ làm việc');
  assert.equal(chip('04/12/2026 17:00'), 'Còn 10 ngày 1 giờ làm việc');
  assert.equal(chip('01/12/2026 17:00', '18/11/2026 17:00'), 'Tạm dừng từ 18/11');
  assert.equal(chip('20/11/2026 15:40'), 'Đến hạn');
  const paused = deadline(now, at('01/12/2026 17:00'), usual, at('18/11/2026 17:00'));
  assert.deepEqual([paused.state, paused.minutes], ['paused', 9 * 8 * 60], 'nine working days are left');
});

test('what is due today has hours left and no day, also in the morning before anybody has come', () => {
  const said = (time: string, unit: Limit['unit']) =>
    deadlineText(
      deadline(at(`20/11/2026 ${time}`), at('20/11/2026 17:00'), usual, null, { unit }),
      usual,
      vi,
    );
  for (const unit of ['working-day', 'calendar-day'] as const) {
    assert.equal(said('06:45', unit), 'Còn 8 giờ làm việc', unit);
    assert.equal(said('15:40', unit), 'Còn 1 giờ 20 phút làm việc', unit);
  }
  const evening = deadline(at('19/11/2026 20:00'), at('20/11/2026 17:00'), usual);
  assert.equal(deadlineText(evening, usual, vi), 'Còn 1 ngày làm việc', 'the evening before');
});

test('what is left of a limit in calendar days is said in calendar days', () => {
  const said = (dueAt: string, unit: Limit['unit']) =>
    deadlineText(deadline(at('28/11/2026 09:00'), at(dueAt), usual, null, { unit }), usual, vi);
  assert.equal(said('25/12/2026 17:00', 'working-day'), 'Còn 20 ngày làm việc');
  assert.equal(said('25/12/2026 17:00', 'calendar-day'), 'Còn 27 ngày');
  assert.equal(said('28/12/2026 17:00', 'month'), 'Còn 30 ngày');
  assert.equal(said('20/11/2026 17:00', 'calendar-day'), 'Quá hạn 8 ngày');
  const onTheDay = deadline(at('25/12/2026 15:30'), at('25/12/2026 17:00'), usual, null, {
    unit: 'calendar-day',
  });
  assert.equal(deadlineText(onTheDay, usual, vi), 'Còn 1 giờ 30 phút làm việc');
});

test('limits are named as on the procedure’s page', () => {
  assert.equal(limitText(threeDays, vi), '3 ngày làm việc');
  assert.equal(limitText({ n: 0, unit: 'working-day', cutOff: '15:00' }, vi), 'trong ngày');
  assert.equal(limitText({ n: 0.5, unit: 'working-hour' }, vi), '0,5 giờ làm việc');
  assert.equal(limitText({ n: 2, unit: 'month' }, en), '2 months');
});

test('who reads until when to answer is not told of a result that was promised', () => {
  const limit = { n: 3, unit: 'working-day' } as const;
  const { steps } = due(at('25/11/2026 08:30'), limit, usual, []);
  assert.match(dayItems(steps, vi).at(-1)?.words ?? '', /^Ngày thứ 3: hẹn trả trước 17:00$/);
  assert.match(
    dayItems(steps, vi, { what: 'answer' }).at(-1)?.words ?? '',
    /^Ngày thứ 3: trả lời trước 17:00$/,
  );
});

test('what is due on the day of reception is one sentence; what is not, or was paused, says its days', () => {
  const sameDay = { n: 0, unit: 'working-day' } as const;
  const words = (from: string, pauses: Parameters<typeof due>[3] = []) =>
    dayItems(due(at(from), sameDay, usual, pauses).steps, vi, { hideOff: true }).map(i => i.words);
  assert.deepEqual(words('25/11/2026 08:30'), ['Tiếp nhận lúc 08:30, hẹn trả trước 17:00 cùng ngày']);
  assert.deepEqual(
    dayItems(due(at('25/11/2026 08:30'), sameDay, usual, []).steps, en).map(i => i.words),
    ['Received at 08:30, due by 17:00 the same day'],
  );
  assert.match(
    words('25/11/2026 18:30').join('; '),
    /^Tiếp nhận 18:30, sau giờ làm việc; .*Ngày thứ nhất: hẹn trả trước 17:00$/,
  );
});
