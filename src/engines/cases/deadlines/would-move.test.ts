import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  asIfCleared,
  asIfCreated,
  asIfHours,
  asIfImported,
  asIfSet,
  type CalendarChange,
  findCalendar,
  holidayText,
  importHolidays,
  OFFICE_HOURS,
  setDay,
} from '#engines/worktime';
import type { Tx } from '#platform/db';
import { wouldMove } from '../index.ts';
import { type CasesFixture, LOAN } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';

describe('cases: deadlines/would-move', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('who takes a holiday away is told before how many running deadlines come sooner; nothing moves by looking', async () => {
    const calendar = (await findCalendar(f.db, null))?.id ?? '';
    const look = (date: string) =>
      asIfCleared(f.db, calendar, date, tx =>
        wouldMove(tx, { agencyId: null, from: date, to: date }, f.clock.now()),
      );
    const name = { vi: 'Ngày Văn hóa', en: 'Day of culture' };
    await f.db.tx(tx => setDay(tx, calendar, { date: '2026-11-24', kind: 'closed', name }, f.act()));
    await f.db.tx(tx => setDay(tx, calendar, { date: '2026-11-28', kind: 'make-up', name }, f.act()));
    const dossier = await f.apply(p.reader, { code: LOAN });
    await f.apply(p.reader, { code: LOAN });
    assert.deepEqual(await look('2026-11-24'), { sooner: 2, later: 0, counted: 2, more: false });
    assert.deepEqual(await look('2026-11-28'), { sooner: 0, later: 2, counted: 2, more: false });
    assert.deepEqual(await look('2027-06-01'), { sooner: 0, later: 0, counted: 0, more: false });
    assert.deepEqual((await f.again(dossier)).dueAt, dossier.dueAt);
    const file = holidayText('nghi.csv', 'date,kind,name,name_en,part\n25/11/2026,nghỉ,Nghỉ bão,Storm,\n');
    const looked = await asIfImported(f.db, file, null, (tx, change) => wouldMove(tx, change, f.clock.now()));
    assert.deepEqual(looked, {
      report: { added: 1, changed: 0, removed: 0, unchanged: 0, years: [], days: looked.report.days },
      seen: { sooner: 0, later: 2, counted: 2, more: false },
    });
    assert.deepEqual(
      looked.report.days.map(d => [d.change, d.day.date]),
      [['added', '2026-11-25']],
    );
    await importHolidays(f.db, file, f.act());
    const again = await asIfImported(f.db, file, null, async () => 'never asked');
    assert.equal(again.seen, null, 'the same file changes nothing');
    assert.equal(again.report.unchanged, 1);
    const at = (tx: Tx, change: CalendarChange) => wouldMove(tx, change, f.clock.now());
    const closed = { date: '2026-11-26', kind: 'closed', name } as const;
    const day = { agencyId: null, from: closed.date, to: closed.date };
    assert.equal((await asIfSet(f.db, calendar, closed, tx => at(tx, day))).later, 2);
    const mornings = OFFICE_HOURS.week.map(opens => opens.slice(0, 1));
    const hours = { week: mornings, from: '2026-11-23' };
    assert.equal((await asIfHours(f.db, calendar, hours, at)).later, 2, 'half of the hours, twice the days');
    const own = { agencyId: f.agencies.bacHa, name, hours };
    assert.equal((await asIfCreated(f.db, own, at)).later, 2);
    assert.equal(await findCalendar(f.db, own.agencyId), undefined);
    assert.deepEqual(await asIfHours(f.db, calendar, { ...hours, from: '2027-06-01' }, at), {
      ...{ sooner: 0, later: 0, counted: 0, more: false },
    });
  });
});
