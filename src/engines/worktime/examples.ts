import { days, type Example, hours } from './example.ts';

/** The examples worked out on paper (`example.ts` says how to read one). */
export const examples: readonly Example[] = [
  {
    // Friday's reception is not counted, the weekend is free: Monday is day 1, Wednesday day 3, to closing time.
    name: 'three working days over a weekend',
    received: '13/11/2026 08:05',
    limit: days(3),
    due: '18/11/2026 17:00',
    days: '13/11 received | 14/11 off | 15/11 off | 16/11 day 1 | 17/11 day 2 | 18/11 day 3, due',
  },
  {
    // Three days are 24 hours. Used before the pause: Monday 7:30–10:20, 2:50. Paused: Monday 10:20–12:00 and
    // 13:30–17:00 (5:10), Tuesday and Wednesday (8:00 each), Thursday 7:30–8:30 (1:00): 22:10 in all. Left at 8:30 on
    // Thursday: 21:10; Thursday takes 7:00, Friday 8:00, so 6:10 on Monday: 4:30 until noon, 1:40 from 13:30: 15:10.
    name: 'a supplement request moves the due time by exactly the working time paused',
    received: '13/11/2026 08:05',
    limit: days(3),
    pauses: [['16/11/2026 10:20', '19/11/2026 08:30']],
    due: '23/11/2026 15:10',
    days:
      '13/11 received | 14/11 off | 15/11 off | 16/11 counted 2:50 | 17/11 paused | 18/11 paused | ' +
      '19/11 day 1 7:00 | 20/11 day 2 8:00 | 21/11 off | 22/11 off | 23/11 day 3 6:10, due',
  },
  {
    // “Trong ngày”: by closing time of the day of reception.
    name: 'same-day procedure received in the morning',
    received: '17/11/2026 09:20',
    limit: days(0, { cutOff: '15:00' }),
    due: '17/11/2026 17:00',
    days: '17/11 day 1, due',
  },
  {
    // “Nhận hồ sơ sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo”: Friday 15:40 counts as Monday.
    name: 'same-day procedure received after the cut-off',
    received: '20/11/2026 15:40',
    limit: days(0, { cutOff: '15:00' }),
    due: '23/11/2026 17:00',
    days: '20/11 received | 21/11 off | 22/11 off | 23/11 day 1, due',
  },
  {
    // 15:00 is not after 15:00.
    name: 'same-day procedure received at the cut-off',
    received: '20/11/2026 15:00',
    limit: days(0, { cutOff: '15:00' }),
    due: '20/11/2026 17:00',
    days: '20/11 day 1, due',
  },
  {
    // Tết 2026: Monday 16/02 to Friday 20/02, with the weekends nine days in a row. Friday 13/02 is day 1, then Monday
    // 23/02 day 2, Tuesday 24/02 day 3.
    name: 'Tết in the middle',
    received: '12/02/2026 10:00',
    limit: days(3),
    due: '24/02/2026 17:00',
    days:
      '12/02 received | 13/02 day 1 | 14/02 off | 15/02 off | 16/02 off | 17/02 off | 18/02 off | 19/02 off | ' +
      '20/02 off | 21/02 off | 22/02 off | 23/02 day 2 | 24/02 day 3, due',
  },
  {
    // The last evening before Tết, after closing: counts as received on Monday 23/02, so Tuesday is day 1.
    name: 'received after closing on the eve of Tết',
    received: '13/02/2026 17:20',
    limit: days(1),
    due: '24/02/2026 17:00',
  },
  {
    // Saturday 04/05/2024 was worked in exchange for Monday 29/04: it is day 2.
    name: 'a make-up Saturday is a working day',
    received: '02/05/2024 16:40',
    limit: days(2),
    due: '04/05/2024 17:00',
    days: '02/05 received | 03/05 day 1 | 04/05 day 2, due',
  },
  {
    // Where 31/12 is worked in the morning only, it is still a working day; its closing time is noon.
    name: 'the limit ends on a half-day',
    received: '30/12/2026 09:00',
    limit: days(1),
    agency: 'new-year-eve',
    due: '31/12/2026 12:00',
    days: '30/12 received | 31/12 day 1, due',
  },
  {
    // Wednesday 15:30–17:00 is 1:30, the half-day 7:30–12:00 is 4:30: six hours. The seventh is the first of Monday 04/01,
    // because 01/01 is New Year and then comes a weekend.
    name: 'working hours across a half-day and New Year',
    received: '30/12/2026 15:30',
    limit: hours(7),
    agency: 'new-year-eve',
    due: '04/01/2027 08:30',
  },
  {
    // Paused for one morning, 4:30: the second day ends 4:30 later, at noon of the third.
    name: 'half a day paused',
    received: '09/11/2026 08:00',
    limit: days(2),
    pauses: [['10/11/2026 07:30', '10/11/2026 12:00']],
    due: '12/11/2026 12:00',
    days: '09/11 received | 10/11 counted 3:30 | 11/11 day 1 8:00 | 12/11 day 2 4:30, due',
  },
  {
    // 13:30 to 13:30 next day is 3:30 + 4:30 = 8:00, one whole day: due at closing time, not at 7:30 the day after.
    name: 'exactly one working day paused ends at closing time',
    received: '13/11/2026 08:05',
    limit: days(3),
    pauses: [['16/11/2026 13:30', '17/11/2026 13:30']],
    due: '19/11/2026 17:00',
  },
  {
    // The clock does not run on the day of reception, so only 7:30–9:00 on Monday is taken out: 1:30.
    name: 'a pause that began on the day of reception',
    received: '13/11/2026 08:05',
    limit: days(3),
    pauses: [['13/11/2026 14:00', '16/11/2026 09:00']],
    due: '19/11/2026 09:00',
  },
  {
    // Two months after 31/12 is the last day of February, a Saturday; the next working day is Monday 02/03
    // (Civil Code 2015, art. 148.3 and 148.5).
    name: 'months end with the month, and move off a weekend',
    received: '31/12/2025 10:00',
    limit: { n: 2, unit: 'month' },
    due: '02/03/2026 17:00',
  },
  {
    // One month after 31/03 is 30/04, Victory Day; 01/05 is Labour Day, then a weekend.
    name: 'a month that ends in the May holidays',
    received: '31/03/2026 08:00',
    limit: { n: 1, unit: 'month' },
    due: '04/05/2026 17:00',
  },
  {
    // Wednesday 17:30: nobody is there. Counts as received on Thursday; Friday is day 1.
    name: 'received after closing',
    received: '18/11/2026 17:30',
    limit: days(1),
    due: '20/11/2026 17:00',
    days: '18/11 received | 19/11 deferred | 20/11 day 1, due',
  },
  {
    // Online on a Sunday evening: counts as received on Monday, so Tuesday is day 1.
    name: 'received online on a Sunday',
    received: '15/11/2026 21:10',
    limit: days(3),
    due: '19/11/2026 17:00',
    days: '15/11 received | 16/11 deferred | 17/11 day 1 | 18/11 day 2 | 19/11 day 3, due',
  },
  {
    // Day 15 of the calendar is 30/04, a holiday, 01/05 too, then a weekend: Monday 04/05 at closing time.
    name: 'calendar days that end on a holiday',
    received: '15/04/2026 10:00',
    limit: { n: 15, unit: 'calendar-day' },
    due: '04/05/2026 17:00',
  },
  {
    // Saturday evening, by a law that counts from the event: Sunday 15/11 is day 1, day 10 is Tuesday 24/11.
    name: 'calendar days that count from the day itself, where nobody works',
    received: '14/11/2026 20:30',
    limit: { n: 10, unit: 'calendar-day', onItsDay: true },
    due: '24/11/2026 17:00',
  },
  {
    // Received at 19:00 on 13/11: 14/11 is day 1, not 17/11. Day 8 is Saturday 21/11: due on Monday at closing time.
    name: 'calendar days that count from the evening itself, and end on a free day',
    received: '13/11/2026 19:00',
    limit: { n: 8, unit: 'calendar-day', onItsDay: true },
    due: '23/11/2026 17:00',
  },
  {
    // Ten days from 14/11 end with 23/11. Paused 2 days 22:10 by the wall clock: 23/11 24:00 becomes 26/11 22:10, which
    // lies on Thursday 26/11.
    name: 'calendar days with a pause',
    received: '13/11/2026 08:05',
    limit: { n: 10, unit: 'calendar-day' },
    pauses: [['16/11/2026 10:20', '19/11/2026 08:30']],
    due: '26/11/2026 17:00',
  },
  {
    // Days 1–4: 25–28/08; 31/08 (exchanged), 01/09 and 02/09 are free; day 5 is 03/09. Of the pause only Friday
    // 10:00–12:00 and 13:30–17:00 (5:30) and 03/09 7:30–9:00 (1:30) were working time: 7:00. Friday 04/09: 4:30 until
    // noon, 2:30 from 13:30: 16:00.
    name: 'a pause across National Day',
    received: '24/08/2026 08:00',
    limit: days(5),
    pauses: [['28/08/2026 10:00', '03/09/2026 09:00']],
    due: '04/09/2026 16:00',
    days:
      '24/08 received | 25/08 day 1 8:00 | 26/08 day 2 8:00 | 27/08 day 3 8:00 | 28/08 counted 2:30 | 29/08 off | ' +
      '30/08 off | 31/08 off | 01/09 off | 02/09 off | 03/09 day 4 6:30 | 04/09 day 5 7:00, due',
  },
  {
    // 10:30–12:00 is 1:30, so 2:30 are left at 13:30.
    name: 'working hours over lunch',
    received: '17/11/2026 10:30',
    limit: hours(4),
    due: '17/11/2026 16:00',
    days: '17/11 counted 4:00, due',
  },
  {
    // One hour on Friday, three on Monday morning.
    name: 'working hours over a weekend',
    received: '20/11/2026 16:00',
    limit: hours(4),
    due: '23/11/2026 10:30',
    days: '20/11 counted 1:00 | 21/11 off | 22/11 off | 23/11 counted 3:00, due',
  },
  {
    // Received at lunch: the hours begin at 13:30.
    name: 'working hours received at lunch',
    received: '17/11/2026 12:20',
    limit: hours(2),
    due: '17/11/2026 15:30',
  },
  {
    // Five days end on Monday 09/11. First pause 3:00 + 1:30 = 4:30: Tuesday noon. That moment had not come when the
    // second pause began on Monday at 15:00: 2:00 + 2:30 = 4:30 more. 9:00 after Monday's closing: Wednesday 8:30.
    name: 'two pauses, the second after the first due time would have passed',
    received: '02/11/2026 09:00',
    limit: days(5),
    pauses: [
      ['04/11/2026 14:00', '05/11/2026 09:00'],
      ['09/11/2026 15:00', '10/11/2026 10:00'],
    ],
    due: '11/11/2026 08:30',
  },
  {
    // Waiting for papers and for the fee at once: time is taken out once. 03/11 8:30–12:00, 13:30–17:00 (7:00) and
    // 04/11 7:30–9:30 (2:00): 9:00 after 04/11 17:00 is Friday 06/11 8:30.
    name: 'pauses that overlap',
    received: '02/11/2026 09:00',
    limit: days(2),
    pauses: [
      ['03/11/2026 08:30', '03/11/2026 15:30'],
      ['03/11/2026 14:00', '04/11/2026 09:30'],
    ],
    due: '06/11/2026 08:30',
  },
  {
    // Twenty days (19/10–13/11) cannot be kept; on the 12th the office apologises and promises Friday 20/11.
    name: 'an apology with a new date',
    received: '16/10/2026 09:00',
    limit: days(20),
    apology: { at: '12/11/2026 09:00', until: '20/11/2026 17:00' },
    due: '20/11/2026 17:00',
  },
  {
    // The clock that stopped after the apology moves the new date in turn: 16/11 13:30 – 17/11 9:00 is 3:30 + 1:30.
    // 5:00 after Friday 17:00 is Monday 23/11: 4:30 until noon, half an hour from 13:30.
    name: 'a pause after an apology',
    received: '16/10/2026 09:00',
    limit: days(20),
    apology: { at: '12/11/2026 09:00', until: '20/11/2026 17:00' },
    pauses: [['16/11/2026 13:30', '17/11/2026 09:00']],
    due: '23/11/2026 14:00',
  },
  {
    // Open on Saturday mornings and closing at 16:30: Friday 16:45 is after closing, counts as Saturday, and Monday is
    // day 1.
    name: 'an agency with hours of its own',
    received: '20/11/2026 16:45',
    limit: days(1),
    agency: 'border-desk',
    due: '23/11/2026 16:30',
    days: '20/11 received | 21/11 deferred | 22/11 off | 23/11 day 1, due',
  },
  {
    // The same agency, in time on Friday: Saturday is a working day there, and closes at 11:00.
    name: 'an agency that works on Saturday mornings',
    received: '20/11/2026 15:30',
    limit: days(1),
    agency: 'border-desk',
    due: '21/11/2026 11:00',
    days: '20/11 received | 21/11 day 1, due',
  },
  {
    // Where a rule says that the day of reception counts, Monday is day 1.
    name: 'the day of reception included',
    received: '16/11/2026 09:00',
    limit: days(3, { includeReceiptDay: true }),
    due: '18/11/2026 17:00',
    days: '16/11 day 1 | 17/11 day 2 | 18/11 day 3, due',
  },
  {
    // Giỗ Tổ 2026 falls on Sunday 26/04: Monday is free in its stead (Labour Code, art. 111.3).
    name: 'a day in lieu of a holiday on a Sunday',
    received: '24/04/2026 10:00',
    limit: days(1),
    due: '28/04/2026 17:00',
    days: '24/04 received | 25/04 off | 26/04 off | 27/04 off | 28/04 day 1, due',
  },
  {
    // Same-day, 15:30 left 1:30 of the day; the citizen brings the paper at 9:00 next morning: until 10:30.
    name: 'a same-day procedure paused overnight',
    received: '17/11/2026 09:20',
    limit: days(0),
    pauses: [['17/11/2026 15:30', '18/11/2026 09:00']],
    due: '18/11/2026 10:30',
    days: '17/11 counted 4:40 | 18/11 day 1 1:30, due',
  },
];
