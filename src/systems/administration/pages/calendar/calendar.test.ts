import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findCalendar, listDays, listHours } from '#engines/worktime';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: calendar', () => {
  const ROOT = '/can-bo/quan-tri/lich';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let clerk: Official;
  let common: string;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    common = `${ROOT}/${s.calendarId}`;
  });
  after(() => s.close());

  test('the province’s administrator sets a day and takes it back; each is one entry that deadlines follow', async () => {
    await province.visit.open(`${common}/ngay`);
    const wrong = await province.visit.follow(`${common}/ngay`, { ngay: '31/02/2026', ten: '' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /href="#f-ngay"[\s\S]*href="#f-ten"/);
    const day = { ngay: '24/11/2026', loai: 'half', buoi: 'morning', ten: 'Ngày Văn hóa Việt Nam' };
    const looked = await province.visit.follow(`${common}/ngay`, day);
    assert.match(
      looked.html,
      /Ghi ngày 24\/11\/2026 vào lịch\?[\s\S]*Ngày Văn hóa Việt Nam[\s\S]*Không có hồ sơ nào phải dời ngày hẹn trả[\s\S]*Chưa ghi gì/,
    );
    assert.deepEqual(await listDays(s.db, s.calendarId, 2026), [], 'only looked at');
    const changed = await province.visit.follow(`${common}/ngay`, { 'sua-lai': '1' });
    assert.match(
      changed.html,
      /value="24\/11\/2026"[\s\S]*value="half" checked/,
      'all that was typed is there',
    );
    await province.visit.follow(`${common}/ngay`);
    const set = await province.visit.submit(`${common}/ngay`);
    assert.equal(set.location, `${common}?nam=2026&xong=day-set`);
    assert.deepEqual(await listDays(s.db, s.calendarId, 2026), [
      { date: '2026-11-24', kind: 'half', part: 'morning', name: { vi: day.ten, en: day.ten } },
    ]);
    const { html } = await province.visit.open(`${ROOT}?nam=2026`);
    assert.match(html, /Ngày Văn hóa Việt Nam/);
    assert.match(html, /Chưa có danh sách ngày nghỉ năm 2026/);
    const asks = await province.visit.open(`${common}/ngay/bo?ngay=2026-11-24`);
    assert.match(
      asks.html,
      /Bỏ ngày 24\/11\/2026 khỏi lịch\?[\s\S]*Thứ Ba, 24\/11\/2026[\s\S]*Ngày Văn hóa Việt Nam/,
    );
    assert.match(asks.html, /Không có hồ sơ nào phải dời ngày hẹn trả/);
    const unsaid = await province.visit.submit(`${common}/ngay/bo`, { ngay: '2026-11-24', 'ly-do': '' });
    assert.equal(unsaid.status, 422);
    assert.equal((await listDays(s.db, s.calendarId, 2026)).length, 1, 'nothing happens without a reason');
    const why = { ngay: '2026-11-24', 'ly-do': 'Đặt nhầm ngày' };
    const done = await province.visit.submit(`${common}/ngay/bo`, why);
    assert.match(done.html, /Đã bỏ ngày 24\/11\/2026/);
    assert.deepEqual(await listDays(s.db, s.calendarId, 2026), []);
    const again =
      done.html.match(/href="([^"]*\/ngay\?ngay=2026-11-24[^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const refilled = (await province.visit.open(again)).html;
    assert.match(
      refilled,
      /value="24\/11\/2026"[\s\S]*value="half" checked[\s\S]*value="Ngày Văn hóa Việt Nam"/,
    );
    assert.equal((await province.visit.open(`${common}/ngay/bo?ngay=2026-11-24`)).status, 404);
    assert.deepEqual(await s.story(`calendar:${s.calendarId}`), [
      'worktime.calendar-created',
      'worktime.calendar-changed',
      'worktime.calendar-changed',
    ]);
  });

  test('the administrator of Bắc Hà sees the common calendar, changes only his own, and nothing of Sa Pa', async () => {
    const { html } = await local.visit.open(ROOT);
    assert.match(html, /Lịch làm việc chung do người quản trị toàn tỉnh quản lý/);
    assert.doesNotMatch(html, new RegExp(`${common}/ngay`));
    for (const path of ['ngay', 'gio', 'nhap', 'ngay/bo?ngay=2026-11-24'])
      assert.equal((await local.visit.open(`${common}/${path}`)).status, 404);
    assert.equal((await local.visit.submit(`${common}/ngay/bo`, { ngay: '2026-11-24' })).status, 404);
    assert.equal((await clerk.visit.open(ROOT)).status, 403);

    await local.visit.open(`${ROOT}/moi`);
    const form = { 'co-quan': 'Z99.60.01', 'tu-ngay': '01/12/2026', 'thu-6': '7:30-11:30' };
    assert.equal((await local.visit.follow(`${ROOT}/moi`, { ...form, 'co-quan': 'Z99.60.02' })).status, 422);
    const bad = await local.visit.follow(`${ROOT}/moi`, { ...form, 'thu-6': 'sáng' });
    assert.match(bad.html, /href="#f-thu-6"/);
    assert.match(bad.html, /value="sáng"/);
    const created = await local.visit.follow(`${ROOT}/moi`, form);
    assert.match(
      created.html,
      /Lập lịch riêng cho [\s\S]*Thứ Bảy[\s\S]*07:30–11:30[\s\S]*Không có hồ sơ nào phải dời/,
    );
    assert.equal(await findCalendar(s.db, s.agencies.bacHa), undefined, 'only looked at');
    assert.equal((await local.visit.submit(`${ROOT}/moi`)).status, 303);
    const own = await findCalendar(s.db, s.agencies.bacHa);
    assert.deepEqual((await listHours(s.db, own?.id ?? ''))[0]?.week[6], [[450, 690]]);
    await local.visit.open(`${ROOT}/${own?.id}/gio`);
    const summer = { 'tu-ngay': '15/05/2027', 'den-ngay': '14/09/2027', 'thu-1': '7:00-11:30, 13:30-17:00' };
    const asked = await local.visit.follow(`${ROOT}/${own?.id}/gio`, summer);
    assert.match(
      asked.html,
      /Đổi sang giờ làm việc này\?[\s\S]*15\/05\/2027[\s\S]*14\/09\/2027[\s\S]*07:00–11:30, 13:30–17:00 \(trước đây: 07:30–12:00, 13:30–17:00\)/,
    );
    assert.equal((await listHours(s.db, own?.id ?? '')).length, 1, 'only looked at');
    assert.equal((await local.visit.submit(`${ROOT}/${own?.id}/gio`)).status, 303);
    assert.deepEqual(
      (await listHours(s.db, own?.id ?? '')).map(p => [p.from, p.to]),
      [
        ['2026-12-01', '2027-05-15'],
        ['2027-05-15', '2027-09-15'],
        ['2027-09-15', null],
      ],
    );
    const stranger = await s.official('Lục Văn Toàn', s.agencies.saPa, ['agency-admin']);
    assert.equal((await stranger.visit.open(`${ROOT}/${own?.id}`)).status, 404);
  });

  test('what a day or hours would move can be loaded again and come back to, until it is set; a certain day is shown as the calendar has it', async () => {
    const path = `${common}/ngay`;
    const wish = { ngay: '22/12/2026', loai: 'closed', ten: 'Ngày hội của tỉnh' };
    await province.visit.open(path);
    assert.equal((await province.visit.submit(path, wish)).location, `${path}?xem=1`);
    for (const _ of ['shown', 'loaded again'])
      assert.match((await province.visit.open(`${path}?xem=1`)).html, /Ghi ngày 22\/12\/2026 vào lịch\?/);
    assert.match((await province.visit.open(path)).html, /chưa hoàn tất[\s\S]*value="Ngày hội của tỉnh"/);
    assert.doesNotMatch((await province.visit.open(`${path}?ngay=2027-02-06`)).html, /Ngày hội của tỉnh/);
    assert.equal((await local.visit.open(`${path}?xem=1`)).location, path, 'nobody else sees it');
    await province.visit.open(`${path}?xem=1`);
    assert.match((await province.visit.submit(path)).location ?? '', /xong=day-set/);
    assert.doesNotMatch((await province.visit.open(path)).html, /Ngày hội của tỉnh/);

    const hours = `${common}/gio`;
    await province.visit.open(hours);
    const asked = await province.visit.submit(hours, { 'tu-ngay': '15/05/2028', 'thu-1': '7:00-11:00' });
    assert.equal(asked.location, `${hours}?xem=1`);
    assert.match((await province.visit.open(`${hours}?xem=1`)).html, /Đổi sang giờ làm việc này\?/);
    assert.match((await province.visit.open(hours)).html, /value="15\/05\/2028"[\s\S]*value="7:00-11:00"/);
  });

  test('a name that is too long is refused with how long it is, and stays as it was typed', async () => {
    await province.visit.open(`${common}/ngay`);
    const name = `Ngày ${'rất '.repeat(60)}dài`;
    const form = { ngay: '25/11/2026', loai: 'closed', ten: name };
    const refused = await province.visit.follow(`${common}/ngay`, form);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /href="#f-ten">Tên[^<:]*: rút ngắn còn tối đa 200 ký tự; đang có 248 ký tự</);
    assert.ok(refused.html.includes(`value="${name}"`), 'nothing is cut');
    assert.doesNotMatch(refused.html, /maxlength/, 'nor does the browser cut it');
  });

  test('a file of holidays is written whole or not at all, and its wrong lines are named', async () => {
    const path = `${common}/nhap`;
    const { html: form } = await province.visit.open(path);
    const [, sample = ''] = /<pre>([\s\S]*?)<\/pre>/.exec(form) ?? [];
    assert.match(sample, /\n20\/11\/2028,nửa ngày,Ngày Nhà giáo Việt Nam,/);
    const bad = 'date,kind,name,name_en,part\n02/09/2027,nghỉ,Quốc khánh,,\n31/02/2027,nghỉ,Tết,,\n';
    const refused = await province.visit.upload(path, 'tep', 'nghi.csv', Buffer.from(bad));
    assert.equal(refused.status, 422);
    assert.match(refused.html, /Dòng 3: “31\/02\/2027” không phải là ngày/);
    assert.deepEqual(await listDays(s.db, s.calendarId, 2027), []);
    await province.visit.open(path);
    const good = await province.visit.upload(
      path,
      'tep',
      'nghi.csv',
      Buffer.from(bad.replace('31/02', '06/02')),
    );
    assert.equal(good.status, 200);
    assert.match(
      good.html,
      /Thêm mới[\s\S]*>2<[\s\S]*Thứ Bảy, 06\/02\/2027[\s\S]*Nghỉ[\s\S]*Tết[\s\S]*Thứ Năm, 02\/09\/2027[\s\S]*Quốc khánh[\s\S]*Không có hồ sơ nào phải dời ngày hẹn trả[\s\S]*Chưa ghi gì/,
    );
    assert.deepEqual(await listDays(s.db, s.calendarId, 2027), [], 'only looked at');
    const written = await province.visit.submit(path);
    assert.match(written.html, /Đã nhập ngày nghỉ[\s\S]*Không có hồ sơ nào phải dời ngày hẹn trả/);
    assert.equal((await listDays(s.db, s.calendarId, 2027)).length, 2);
    await province.visit.open(path);
    const latin = await province.visit.upload(path, 'tep', 'nghi.csv', Buffer.from([0x64, 0xff, 0xfe]));
    assert.match(latin.html, /UTF-8/);
    await province.visit.open(path);
    const half = 'Ngày;Loại;Tên;Buổi\n02/09/2027;nửa ngày;Quốc khánh;chiều\n';
    const changed = await province.visit.upload(path, 'tep', 'nghi.csv', Buffer.from(half));
    assert.match(changed.html, /Thay đổi[\s\S]*Làm nửa ngày, Buổi chiều[\s\S]*Trước đây: Nghỉ/);
    await province.visit.open(path);
    const empty = await province.visit.upload(path, 'tep', 'nghi.csv', Buffer.from('ngày,loại,tên\n'));
    assert.equal(empty.status, 422);
    assert.match(empty.html, /Tệp nghi\.csv chưa có ngày nào/);
    assert.doesNotMatch(empty.html, /Ghi vào lịch/);
    await province.visit.open(path);
    const again = await province.visit.upload(
      path,
      'tep',
      'nghi.csv',
      Buffer.from(bad.replace('31/02', '06/02')),
    );
    assert.match(again.html, /Tệp không làm thay đổi ngày nào/);
    assert.doesNotMatch(again.html, /Ghi vào lịch/, 'nothing to confirm');
    assert.deepEqual(s.missing, []);
  });
});
