import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { formatDateTime } from '#platform/clock';
import type { Tx } from '#platform/db';
import { prepareDefaultCalendar } from '../default-calendar.ts';
import { dueAt } from '../due.ts';
import { calendarChangeOf, mayMove } from '../entries.ts';
import { worktimeFixture } from '../testing/fixture.ts';
import { at } from '../testing/read.ts';
import type { Interval, Limit } from '../types.ts';
import { calendarsApart } from './apart.ts';
import { asIfCreated, createCalendar } from './create-calendar.ts';
import { loadCalendar } from './load.ts';
import { findCalendar, listHours, listYears } from './rows.ts';
import { asIfCleared, clearDay, setDay } from './set-day.ts';
import { setHours } from './set-hours.ts';

describe('worktime: store/store', () => {
  let f: Awaited<ReturnType<typeof worktimeFixture>>;
  let standard: string;
  before(async () => {
    f = await worktimeFixture();
    await assert.rejects(loadCalendar(f.db, f.agencies.office, f.clock.now()), { code: 'CALENDAR_MISSING' });
    await prepareDefaultCalendar(f.env);
    standard = (await findCalendar(f.db, null))?.id ?? '';
  });
  after(() => f.close());

  const days = (n: number): Limit => ({ n, unit: 'working-day' });
  const due = async (agencyId: string | null, received: string, n: number) =>
    formatDateTime(dueAt(at(received), days(n), await loadCalendar(f.db, agencyId, at(received))));
  const closed = (date: string, vi: string) => ({ date, kind: 'closed' as const, name: { vi, en: vi } });
  const desk: Interval[] = [
    [420, 690],
    [780, 990],
  ];
  const deskWeek = [[], desk, desk, desk, desk, desk, [[420, 660] as const]];

  test('the demo counts by the general calendar, with the holidays of 2021–2027 marked as to be checked', async () => {
    assert.equal(await due(f.agencies.office, '13/11/2026 08:05', 3), '18/11/2026 17:00');
    assert.equal(await due(null, '12/02/2026 10:00', 3), '24/02/2026 17:00');
    const years = await listYears(f.db, standard);
    assert.deepEqual(
      years.map(y => y.year),
      [2021, 2022, 2023, 2024, 2025, 2026, 2027],
    );
    assert.ok(years.every(y => y.status !== 'announced' && y.note));
    const calendar = await loadCalendar(f.db, null, f.clock.now());
    assert.equal(calendar.dayMinutes, 480);
    assert.equal(
      await loadCalendar(f.db, f.agencies.other, f.clock.now()),
      calendar,
      'compiled once for all',
    );
    await prepareDefaultCalendar(f.env);
    assert.equal(await loadCalendar(f.db, null, f.clock.now()), calendar, 'loading again changes nothing');
  });

  test('an act counts by the calendars that there are, though the acts before it have asked: also when hours were only looked at', async () => {
    const wish = {
      agencyId: f.agencies.other,
      name: { vi: 'Thử', en: 'Try' },
      hours: { from: '2026-01-01', week: deskWeek },
    };
    const friday = at('20/11/2026 15:30');
    const dueIn = async (tx: Tx) =>
      formatDateTime(dueAt(friday, days(1), await loadCalendar(tx, f.agencies.other, friday)));
    const inAct = () => f.db.tx(dueIn);
    assert.equal(await inAct(), '23/11/2026 17:00');
    assert.equal(await asIfCreated(f.db, wish, dueIn), '21/11/2026 11:00', 'as it would be');
    assert.equal(await inAct(), '23/11/2026 17:00', 'nothing of it stays, in memory neither');
    const undone = new Error('undone');
    const id = await f.db.tx(tx => createCalendar(tx, wish, f.act));
    assert.equal(await inAct(), '21/11/2026 11:00', 'made by somebody else meanwhile');
    const cleared = f.db.tx(async tx => {
      await setDay(tx, id, closed('2026-11-21', 'Nghỉ'), f.act);
      assert.equal(await dueIn(tx), '23/11/2026 16:30', 'who changes it sees it changed');
      throw undone;
    });
    await assert.rejects(cleared, undone);
    assert.equal(await inAct(), '21/11/2026 11:00');
    await f.owner.run(
      'DELETE FROM worktime.opening WHERE hours_id IN (SELECT id FROM worktime.hours WHERE calendar_id = $1)',
      [id],
    );
    await f.owner.run('DELETE FROM worktime.hours WHERE calendar_id = $1', [id]);
    await f.owner.run('DELETE FROM worktime.calendar WHERE id = $1', [id]);
    assert.equal(await inAct(), '23/11/2026 17:00', 'whoever takes it away, and however');
  });

  test('a department with hours of its own hands them down to its office, and keeps the general holidays', async () => {
    const name = { vi: 'Giờ của Sở', en: 'The department’s hours' };
    const own = await f.db.tx(tx =>
      createCalendar(
        tx,
        { agencyId: f.agencies.department, name, hours: { from: '2026-01-01', week: deskWeek } },
        f.act,
      ),
    );
    assert.equal(await due(f.agencies.office, '20/11/2026 15:30', 1), '21/11/2026 11:00', 'Saturday morning');
    assert.equal(await due(f.agencies.other, '20/11/2026 15:30', 1), '23/11/2026 17:00');
    assert.equal(
      await due(f.agencies.office, '04/02/2027 09:00', 1),
      '11/02/2027 16:30',
      'Tết on its Saturday',
    );
    assert.equal(
      await due(f.agencies.office, '18/12/2025 09:00', 1),
      '19/12/2025 17:00',
      'before it had them',
    );
    await f.db.tx(tx => setDay(tx, own, closed('2026-11-23', 'Lễ hội'), f.act));
    assert.equal(await due(f.agencies.office, '21/11/2026 08:00', 1), '24/11/2026 16:30');
    assert.equal(await due(f.agencies.other, '20/11/2026 08:00', 1), '23/11/2026 17:00');
    const { usual, apart } = await calendarsApart(f.db, f.clock.now());
    for (const id of Object.values(f.agencies))
      assert.equal(
        apart.get(id) ?? usual,
        await loadCalendar(f.db, id, f.clock.now()),
        'all at once the same',
      );
    assert.ok(apart.has(f.agencies.office) && !apart.has(f.agencies.other));
  });

  test('nobody gets a second calendar, and a calendar that is not there cannot be changed', async () => {
    const name = { vi: 'Hai', en: 'Two' };
    const hours = { from: '2026-01-01', week: deskWeek };
    for (const agencyId of [null, f.agencies.department])
      await assert.rejects(
        f.db.tx(tx => createCalendar(tx, { agencyId, name, hours }, f.act)),
        { code: 'CALENDAR_EXISTS' },
      );
    const nowhere = f.agencies.top;
    await assert.rejects(
      f.db.tx(tx => setDay(tx, nowhere, closed('2026-11-30', 'Nghỉ'), f.act)),
      { code: 'CALENDAR_NOT_FOUND' },
    );
  });

  test('a day declared off moves what is due, leaves an entry that says which deadlines, and can be taken back', async () => {
    const seen = f.changes().length;
    const culture = closed('2026-11-24', 'Ngày Văn hóa Việt Nam');
    await f.db.tx(tx => setDay(tx, standard, culture, f.act));
    assert.equal(await due(f.agencies.other, '20/11/2026 08:00', 2), '25/11/2026 17:00');
    const entry = f.changes().at(-1);
    assert.equal(entry?.kind, 'worktime.calendar-changed');
    assert.equal(entry?.subject, `calendar:${standard}`);
    assert.deepEqual(entry?.body?.days, ['2026-11-24 closed']);
    const change = calendarChangeOf({ body: entry?.body ?? {} });
    assert.equal(change.agencyId, null);
    assert.equal(mayMove(change, { from: '2026-11-20', due: '2026-11-24' }), true);
    assert.equal(mayMove(change, { from: '2026-11-20', due: '2026-11-23' }), false);
    assert.equal(mayMove(change, { from: '2026-11-25', due: '2026-11-27' }), false);
    const asIf = await asIfCleared(f.db, standard, '2026-11-24', async tx =>
      formatDateTime(
        dueAt(at('20/11/2026 08:00'), days(2), await loadCalendar(tx, null, at('20/11/2026 08:00'))),
      ),
    );
    assert.equal(asIf, '24/11/2026 17:00');
    assert.equal(await due(f.agencies.other, '20/11/2026 08:00', 2), '25/11/2026 17:00', 'only looked at');
    const gone = { date: '2026-11-24', reason: 'Chính phủ đổi ngày nghỉ' };
    await f.db.tx(tx => clearDay(tx, standard, gone, f.act));
    await f.db.tx(tx => clearDay(tx, standard, gone, f.act));
    assert.equal(f.changes().at(-1)?.body?.reason, gone.reason);
    assert.equal(await due(f.agencies.other, '20/11/2026 08:00', 2), '24/11/2026 17:00');
    assert.equal(f.changes().length, seen + 2, 'clearing a plain day is no change');
    for (const wrong of ['2026-02-31', '2009-01-01'])
      await assert.rejects(
        f.db.tx(tx => setDay(tx, standard, closed(wrong, 'Nghỉ'), f.act)),
        { code: 'DAY_WRONG' },
      );
  });

  test('a change that was rolled back is never counted by', async () => {
    const undone = new Error('undone');
    const told = f.db.tx(async tx => {
      await setDay(tx, standard, closed('2026-11-25', 'Nghỉ'), f.act);
      const inside = await loadCalendar(tx, null, f.clock.now());
      assert.equal(formatDateTime(dueAt(at('24/11/2026 08:00'), days(1), inside)), '26/11/2026 17:00');
      throw undone;
    });
    await assert.rejects(told, undone);
    assert.equal(await due(null, '24/11/2026 08:00', 1), '25/11/2026 17:00');
  });

  test('summer hours hold for their time, and the old ones again afterwards', async () => {
    const summer: Interval[] = [
      [420, 690],
      [810, 1020],
    ];
    const week = [[], summer, summer, summer, summer, summer, []];
    await f.db.tx(tx => setHours(tx, standard, { week, from: '2027-05-15', to: '2027-09-15' }, f.act));
    const periods = await listHours(f.db, standard);
    assert.deepEqual(
      periods.map(p => [p.from, p.to, p.week[1]?.[0]?.[0]]),
      [
        ['2010-01-01', '2027-05-15', 450],
        ['2027-05-15', '2027-09-15', 420],
        ['2027-09-15', null, 450],
      ],
    );
    const later = { week, from: '2027-06-01', to: '2027-10-01' };
    await assert.rejects(
      f.db.tx(tx => setHours(tx, standard, later, f.act)),
      { code: 'HOURS_TAKEN' },
    );
    const overlapping = {
      week: [[], [[450, 720] as const, [700, 900] as const], [], [], [], [], []],
      from: '2028-01-01',
    };
    await assert.rejects(
      f.db.tx(tx => setHours(tx, standard, overlapping, f.act)),
      { code: 'HOURS_WRONG' },
    );
    const never = { week: [[], [], [], [], [], [], []], from: '2028-01-01' };
    await assert.rejects(
      f.db.tx(tx => setHours(tx, standard, never, f.act)),
      { code: 'HOURS_WRONG' },
    );
  });

  test('the database itself refuses a day that is two things, and hours that overlap', async () => {
    const day = `INSERT INTO worktime.day (calendar_id, date, kind, name_vi, name_en) VALUES ($1, '2026-02-17', 'make-up', 'x', 'x')`;
    await assert.rejects(f.owner.run(day, [standard]), { constraint: 'day_pkey' });
    const half = `INSERT INTO worktime.day (calendar_id, date, kind, name_vi, name_en) VALUES ($1, '2026-12-31', 'half', 'x', 'x')`;
    await assert.rejects(f.owner.run(half, [standard]), { constraint: 'day_half_has_part' });
    const hours = `INSERT INTO worktime.opening SELECT id, 1, int4range(700, 800) FROM worktime.hours
    WHERE calendar_id = $1 AND upper_inf(valid)`;
    await assert.rejects(f.owner.run(hours, [standard]), { constraint: 'opening_hours_apart' });
    const version = `INSERT INTO worktime.hours VALUES (gen_random_uuid(), $1, '[2026-01-01,2026-02-01)')`;
    await assert.rejects(f.owner.run(version, [standard]), { constraint: 'hours_one_at_a_time' });
  });
});
