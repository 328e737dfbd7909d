import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createDraft, findDraftVersion, findProcedureInForce } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../../../engines/procedures/testing/content.ts';
import { listLine } from '../../../../engines/procedures/testing/line.ts';
import { DESIGN } from '../../testing/modules.ts';

describe('procedure design: release by two people', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000005';
  const home = `${ROOT}/${CODE}`;
  const page = `${home}/phat-hanh`;
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let an: Official;
  let binh: Official;
  let chi: Official;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    binh = await s.official('Hoàng Thị Yên', s.agencies.province, ['procedure-approver']);
    chi = await s.official('Lê Thị Phương', s.agencies.province, ['procedure-approver']);
    await s.db.tx(tx => createDraft(tx, CODE, libraryCard(), s.act(an.accountId)));
  });
  after(() => s.close());

  test('the editor asks, may not approve, and cannot edit while it waits', async () => {
    const ready = await an.visit.open(page);
    assert.match(ready.html, /Trình phê duyệt/);
    assert.doesNotMatch(ready.html, /Duyệt và phát hành/);
    assert.equal((await an.visit.submit(page, { 'tu-ngay': '31/02/2027' })).status, 422);
    const asked = await an.visit.submit(page, { 'tu-ngay': '01/12/2026', 'ghi-chu': 'Theo quyết định mới' });
    assert.equal(asked.location, `${page}?xong=proposed`);
    assert.equal((await an.visit.submit(`${page}/duyet`)).status, 403);
    assert.match((await an.visit.open(`${home}/phap-ly`)).html, /đang chờ duyệt nên không sửa được/);
    const late = await an.visit.submit(`${home}/phap-ly`, { ten: 'Tên khác' });
    assert.equal(late.status, 422);
    assert.match(late.html, /Tên khác/);
    assert.match((await chi.visit.open(`${ROOT}/cho-duyet`)).html, /Cấp thẻ thư viện xã/);
    const place = (html: string) => /cho-duyet"[^>]*>Chờ duyệt(.*?)<\/a>/.exec(html)?.[1];
    assert.equal(place((await chi.visit.open(ROOT)).html), ' <span>1</span>');
    assert.equal(place((await an.visit.open(ROOT)).html), '', 'who may not approve has nothing waiting');
  });

  test('sent back with a reason, it is mended; who has written of it approves no more, another does', async () => {
    await binh.visit.open(page);
    const silent = await binh.visit.submit(`${page}/tra-lai`, { 'ly-do': ' ' });
    assert.equal(silent.status, 422);
    assert.match(silent.html, /href="#f-ly-do"/);
    assert.equal((await binh.visit.submit(`${page}/tra-lai`, { 'ly-do': 'Thiếu từ khóa' })).status, 303);
    assert.match((await an.visit.open(page)).html, /Hoàng Thị Yên trả lại lúc[\s\S]*Thiếu từ khóa/);
    await binh.visit.open(`${home}/phap-ly`);
    assert.equal((await binh.visit.submit(`${home}/phap-ly`, { 'tu-khoa': 'đọc sách' })).status, 303);
    await an.visit.open(page);
    await an.visit.submit(page, { 'tu-ngay': '20/11/2026' });
    const own = await binh.visit.open(page);
    assert.match(own.html, /phải do người khác duyệt/);
    const alone = await binh.visit.submit(`${page}/duyet`, { 'tu-ngay': '20/11/2026' });
    assert.equal(alone.status, 422);
    assert.match(alone.html, /không được tự duyệt/);
    await chi.visit.open(page);
    const done = await chi.visit.submit(`${page}/duyet`);
    assert.equal(done.location, `${home}?ban=1&xong=published`);
    assert.equal((await findProcedureInForce(s.db, CODE, '2026-11-20'))?.number, 1);
    const pressed = await chi.visit.submit(`${page}/duyet`, { ban: '1' });
    assert.equal(pressed.location, done.location, 'who pressed twice reads what was done');
    const other = await binh.visit.submit(`${page}/duyet`, { ban: '1' });
    assert.equal(other.location, `${home}?ban=1`, 'who did not approve it is not told that he did');
    assert.equal((await chi.visit.submit(`${page}/duyet`, { ban: '9' })).status, 404);
    assert.equal((await an.visit.submit(`${page}/duyet`, { ban: '1' })).status, 403);
    const { html } = await an.visit.open(home);
    assert.match(html, /Phạm Minh Tuệ, Hoàng Thị Yên/);
    assert.match(html, /Lê Thị Phương/);
  });

  test('what is hardly meant is released only when whoever proposes it confirms it; the approver reads it and the whole first version', async () => {
    const odd = '9.000006';
    const at = `${ROOT}/${odd}/phat-hanh`;
    const content = libraryCard({ results: [], legalBasis: [], serviceLevel: 'counter' });
    await s.db.tx(tx => createDraft(tx, odd, content, s.act(an.accountId)));
    const { html } = await an.visit.open(at);
    assert.match(html, /Chưa ghi kết quả[\s\S]*Chưa ghi căn cứ[\s\S]*“Không trực tuyến” nhưng/);
    const silent = await an.visit.submit(at, { 'tu-ngay': '01/12/2026' });
    assert.equal(silent.status, 422);
    assert.match(silent.html, /href="#f-xac-nhan"/);
    const other = await an.visit.submit(at, { 'tu-ngay': '01/12/2026', 'xac-nhan': 'no-result' });
    assert.equal(other.status, 422, 'what was confirmed is not all there is');
    const seen = 'no-result no-legal-basis counter-has-online-limit';
    const past = await an.visit.submit(at, { 'tu-ngay': '01/11/2026', 'xac-nhan': seen });
    assert.equal(past.status, 422);
    assert.match(past.html, /name="xac-nhan"[^>]* checked/, 'what was confirmed stays confirmed');
    assert.doesNotMatch(other.html, /name="xac-nhan"[^>]* checked/);
    assert.equal(
      (await an.visit.submit(at, { 'tu-ngay': '01/12/2026', 'xac-nhan': seen })).location,
      `${at}?xong=proposed`,
    );
    const toRead = (await chi.visit.open(at)).html;
    assert.match(toRead, /Chưa ghi căn cứ pháp lý/);
    assert.match(toRead, /Đọc toàn bộ thủ tục[\s\S]*href="[^"]*\?ban=1"/);
    assert.doesNotMatch(toRead, /Xem thay đổi so với bản đang áp dụng/);
    assert.doesNotMatch(toRead, /rut-lai/, 'the approver sends back, and takes nothing away from others');
    assert.match(
      (await an.visit.open(`${ROOT}/${odd}/phap-ly`)).html,
      /<fieldset disabled>[\s\S]*name="ten"/,
      'while it waits nothing can be typed',
    );
    await an.visit.open(at);
    await an.visit.submit(`${at}/rut-lai`);
  });

  test('approved for a later day it is found in a list and by search, and so when it was withdrawn', async () => {
    const code = '9.000007';
    const at = `${ROOT}/${code}/phat-hanh`;
    await s.db.tx(tx => createDraft(tx, code, libraryCard({ name: 'Cấp thẻ kho' }), s.act(an.accountId)));
    await an.visit.open(at);
    await an.visit.submit(at, { 'tu-ngay': '01/01/2027' });
    await chi.visit.open(at);
    const both = await Promise.all(['1', '1'].map(ban => chi.visit.submit(`${at}/duyet`, { ban })));
    assert.deepEqual(
      both.map(answer => answer.location),
      Array(2).fill(`${ROOT}/${code}?ban=1&xong=published`),
      'a double press is one',
    );
    const aside = `${ROOT}/khong-ap-dung`;
    const row = (html: string) => /9\.000007[\s\S]*?<\/tr>/.exec(html)?.[0] ?? '';
    assert.match(row((await an.visit.open(aside)).html), /Cấp thẻ kho[\s\S]*01\/01\/2027/);
    assert.match((await an.visit.open(`${ROOT}?q=${code}`)).html, /khong-ap-dung\?q=9\.000007">[^<]*\(1\)/);
    const { html } = await chi.visit.open(`${ROOT}/${code}?ban=1`);
    const ban = /name="ban" value="([^"]+)"[\s\S]*?Rút/.exec(html)?.[1] ?? assert.fail();
    const { html: page } = await chi.visit.open(`${ROOT}/${code}`);
    assert.match(page, /Không có bản nào khác đang áp dụng: thủ tục chưa nhận hồ sơ/);
    assert.equal((await chi.visit.submit(`${ROOT}/${code}/rut`, { ban })).status, 303);
    assert.match(row((await an.visit.open(`${aside}?q=the+kho`)).html), />[đĐ]ã rút</);
    assert.doesNotMatch((await an.visit.open(`${aside}?q=khac`)).html, /9\.000007/);
  });

  test('what is asked for can be taken back', async () => {
    const { html } = await an.visit.open(home);
    await an.visit.submit(`${home}/ban-thao`, { ban: /name="ban" value="([^"]+)"/.exec(html)?.[1] ?? '' });
    await an.visit.open(page);
    assert.equal((await an.visit.submit(page, { 'tu-ngay': '19/11/2026' })).status, 422);
    await an.visit.open(page);
    await an.visit.submit(page, { 'tu-ngay': '21/11/2026' });
    await an.visit.open(page);
    assert.equal((await an.visit.submit(`${page}/rut-lai`)).location, `${page}?xong=taken-back`);
    assert.ok(await findDraftVersion(s.db, CODE));
    const { procedureId } = (await findDraftVersion(s.db, CODE)) ?? assert.fail();
    assert.deepEqual((await s.story(`procedure:${procedureId}`)).slice(-3), [
      'procedure.draft-created',
      'procedure.proposed',
      'procedure.proposal-taken-back',
    ]);
  });

  test('a list that one loads is approved as a whole by another', async () => {
    await an.visit.open(`${ROOT}/nhap`);
    const file = Buffer.from(`${listLine({ code: '9.830001' })}\n${listLine({ code: '9.830002' })}\n`);
    const loaded = await an.visit.upload(`${ROOT}/nhap`, 'tep', 'thu-tuc.jsonl', file);
    assert.match(loaded.html, /Chờ duyệt/);
    const { html } = await chi.visit.open(`${ROOT}/cho-duyet`);
    const batch = /href="(\/can-bo\/thu-tuc\/cho-duyet\/[^"]+)"/.exec(html)?.[1] ?? assert.fail();
    assert.match((await chi.visit.open(batch)).html, /Duyệt cả 2 thủ tục/);
    assert.equal((await an.visit.submit(batch)).status, 403);
    const done = await chi.visit.submit(batch);
    assert.match(done.html, /Đã duyệt và phát hành 2 thủ tục/);
    assert.ok(await findProcedureInForce(s.db, '9.830002', '2026-11-20'));
    assert.equal((await chi.visit.open(batch)).status, 404);
    assert.deepEqual(s.missing, []);
  });
});
