import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isAppError } from '#platform/errors';
import { bareWords } from '#test/bare-words';
import { prepareDefaultCalendar } from '../default-calendar.ts';
import { holidaysKnown } from '../doctor.ts';
import { findCalendar, listDays, listYears } from '../store/rows.ts';
import { worktimeFixture } from '../testing/fixture.ts';
import { vi } from '../testing/texts.ts';
import type { HolidayProblem } from './check.ts';
import { holidayProblemText, importHolidays } from './import-holidays.ts';
import { holidayFile, holidayText } from './source.ts';

describe('worktime: import/import', () => {
  let f: Awaited<ReturnType<typeof worktimeFixture>>;
  let standard: string;
  before(async () => {
    f = await worktimeFixture();
    await prepareDefaultCalendar(f.env);
    standard = (await findCalendar(f.db, null))?.id ?? '';
  });
  after(() => f.close());

  const load = (name: string, text: string) => importHolidays(f.db, holidayText(name, text), f.act);
  const daysOf = async (year: number) =>
    (await listDays(f.db, standard, year)).map(d => `${d.date} ${d.kind}`);

  async function refused(name: string, text: string): Promise<string[]> {
    const error = await load(name, text).then(
      () => assert.fail('was not refused'),
      (e: unknown) => e,
    );
    assert.ok(isAppError(error) && error.code === 'HOLIDAY_FILE_REFUSED');
    return (error.details as HolidayProblem[]).map(p => holidayProblemText(p, vi));
  }

  test('a file with a day twice is refused whole, naming both lines', async () => {
    const before = await daysOf(2028);
    const csv =
      'date,kind,name\n2028-01-03,nghỉ,Nghỉ bù\n2028-09-01,nghỉ,Quốc khánh\n03/01/2028,nghỉ,Tết Dương lịch\n';
    assert.deepEqual(await refused('nghi.csv', csv), [
      'Ngày 03/01/2028 có hai lần, ở dòng 2 và dòng 4. Giữ lại một dòng.',
    ]);
    const json = `[
  { "date": "2028-01-03", "kind": "closed", "name": "Nghỉ bù" },
  { "date": "2028-09-01", "kind": "closed", "name": "Quốc khánh" },

  { "date": "2028-01-03", "kind": "make-up", "name": "Làm bù" }
]`;
    assert.deepEqual(await refused('nghi.json', json), [
      'Ngày 03/01/2028 có hai lần, ở dòng 2 và dòng 5. Giữ lại một dòng.',
    ]);
    assert.deepEqual(await daysOf(2028), before);
  });

  test('every wrong line is named with what is wrong', async () => {
    const csv = [
      'date,kind,name,name_en,part',
      '31/02/2028,nghỉ,Không có',
      '2028-05-01,holiday,Lao động',
      '2028-05-02,nghỉ,',
      '2028-12-29,nửa ngày,Tất niên,New Year’s Eve,tối',
      '1999-01-01,nghỉ,Xưa',
    ].join('\r\n');
    assert.deepEqual(await refused('nghi.csv', csv), [
      'Dòng 2: “31/02/2028” không phải là ngày từ 2010 đến 2049. Ghi như 20/11/2026.',
      'Dòng 3: “holiday” không phải là loại ngày. Ghi nghỉ, nửa ngày hoặc làm bù.',
      'Dòng 4: thiếu tên ngày. Ghi như Quốc khánh.',
      'Dòng 5: “tối” không phải là buổi. Ghi sáng hoặc chiều.',
      'Dòng 6: “1999-01-01” không phải là ngày từ 2010 đến 2049. Ghi như 20/11/2026.',
    ]);
    const year =
      '{ "years": [{ "year": 2028, "status": "sure", "days": [{ "date": "2029-01-01", "kind": "closed", "name": "x" }] }] }';
    assert.deepEqual(await refused('nghi.json', year), [
      'Dòng 1: ngày 2029-01-01 không thuộc năm 2028 của mục này. Chuyển ngày sang đúng năm.',
      'Năm 2028: “sure” không phải là mức kiểm tra. Ghi announced, unverified hoặc computed.',
    ]);
  });

  test('a file that cannot be read is refused by name', async () => {
    for (const [name, text] of [
      ['nghi.json', '{ "years": '],
      ['nghi.json', '{ "days": [] }'],
    ] as const)
      assert.throws(
        () => holidayText(name, text),
        (error: { code?: string; params?: { why?: string } }) => {
          assert.equal(error.code, 'HOLIDAY_FILE_UNREADABLE');
          assert.doesNotMatch(
            error.params?.why ?? '',
            /unexpected|token/i,
            'the engine’s English is kept out',
          );
          return true;
        },
      );
    assert.throws(
      () => holidayText('nghi.csv', 'date;nghi\n31/02/2026;nghỉ\n'),
      (error: { code?: string; params?: object }) => {
        assert.equal(error.code, 'HOLIDAY_COLUMNS_MISSING');
        assert.deepEqual(error.params, { file: 'nghi.csv', missing: 'loại (kind), tên (name)' });
        return true;
      },
    );
    await assert.rejects(holidayFile('/nowhere/nghi.json'), { code: 'ENOENT', path: '/nowhere/nghi.json' });
  });

  test('headings may be Vietnamese, as they are written or without tone marks; a file without a day is refused as that', () => {
    const row = {
      line: 2,
      date: '31/12/2026',
      kind: 'nửa ngày',
      name: 'Tất niên',
      nameEn: 'Eve',
      part: 'sáng',
    };
    for (const headings of [
      'Ngày;Loại;Tên;Tên tiếng Anh;Buổi',
      'ngay;loai;ten;ten tieng anh;buoi',
      'date;kind;name;name_en;part',
    ]) {
      const { rows } = holidayText('x.csv', `\uFEFF${headings}\r\n31/12/2026;nửa ngày;Tất niên;Eve;sáng\r\n`);
      assert.deepEqual(rows, [{ ...row, year: null }], headings);
    }
    for (const [name, text] of [
      ['x.csv', ''],
      ['x.csv', '\uFEFF\r\n'],
      ['x.csv', 'ngày,loại,tên\n\n'],
      ['x.json', '[]'],
      ['x.json', '{ "years": [] }'],
    ] as const)
      assert.throws(() => holidayText(name, text), { code: 'HOLIDAY_FILE_EMPTY', params: { file: name } });
  });

  test('a list of days adds to what is there; the same file again changes nothing', async () => {
    const csv = 'date;kind;name;name_en;part\n31/12/2026;nửa ngày;"Tất niên; họp mặt";Year’s end;sáng\n';
    const seen = f.changes().length;
    const first = await load('them.csv', csv);
    assert.deepEqual([first.added, first.changed, first.removed], [1, 0, 0]);
    const again = await load('them.csv', csv);
    assert.deepEqual([again.added, again.changed, again.removed, again.unchanged], [0, 0, 0, 1]);
    assert.equal(f.changes().length, seen + 1);
    const eve = (await listDays(f.db, standard, 2026)).at(-1);
    assert.deepEqual(eve, {
      date: '2026-12-31',
      kind: 'half',
      part: 'morning',
      name: { vi: 'Tất niên; họp mặt', en: 'Year’s end' },
    });
  });

  test('the announced list of a year replaces the computed one, and the doctor is content', async () => {
    const found = await holidaysKnown.run(f.env, bareWords);
    assert.equal(found.state, 'warn');
    assert.match(found.found, /2026 \S+\.unverified, 2027 \S+\.computed/);
    const note = { vi: 'Thông báo năm 2027', en: 'Notice of 2027' };
    const days = [{ date: '2027-02-11', kind: 'closed', name: 'Tết Nguyên đán', nameEn: 'Lunar New Year' }];
    const year = { year: 2027, status: 'announced', note, days };
    const report = await load('2027.json', JSON.stringify({ years: [year] }));
    assert.deepEqual([report.added, report.removed, report.years], [1, 12, [2027]]);
    assert.deepEqual(await daysOf(2027), ['2027-02-11 closed']);
    const entry = f.changes().at(-1);
    assert.deepEqual([entry?.body?.from, entry?.body?.to], ['2027-01-01', '2027-12-31']);
    assert.ok(String(entry?.body?.days).includes('2027-01-01 -'));
    await load('2026.json', JSON.stringify({ years: [{ ...year, year: 2026, days: [] }] }));
    assert.equal((await listYears(f.db, standard)).find(y => y.year === 2026)?.status, 'announced');
    assert.equal((await holidaysKnown.run(f.env, bareWords)).state, 'ok');
  });

  test('an agency without a calendar of its own cannot have holidays of its own', async () => {
    const source = holidayText('x.csv', 'date,kind,name\n2026-12-01,nghỉ,Lễ hội\n');
    await assert.rejects(importHolidays(f.db, source, f.act, f.agencies.other), {
      code: 'CALENDAR_NOT_FOUND',
    });
  });
});
