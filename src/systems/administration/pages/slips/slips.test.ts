import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type StaffSite, staffSite } from '#test/staff-site';
import { wordsOf } from '../../../../engines/cases/testing/words-of.ts';
import { ADMINISTRATION } from '../../testing/modules.ts';
import { SLIPS as ROOT, WAITING } from './list.ts';

describe('administration: slips', () => {
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
  });
  after(() => s.close());

  const wording = {
    'kho-giay': 'A4',
    ten: 'PHIẾU TỪ CHỐI\nTIẾP NHẬN HỒ SƠ',
    'noi-dung': 'Kính gửi **{{nguoi-nop}}**\n\n> {{ly-do}}',
    cuoi: 'Lưu: Bộ phận Một cửa.',
    'da-doc': '0',
  };

  test('the seven slips are listed, and one is worded anew, looked at before, and can be taken back to what it was', async () => {
    const { html } = await province.visit.open(ROOT);
    for (const name of ['Giấy tiếp nhận hồ sơ', 'Phiếu từ chối giải quyết', 'Sổ theo dõi hồ sơ'])
      assert.ok(html.includes(name), name);
    const page = `${ROOT}/refusal`;
    const form = (await province.visit.open(page)).html;
    assert.match(form, /<code>\{\{ly-do\}\}<\/code> lý do/);
    assert.doesNotMatch(form, /<code>\{\{hen-moi\}\}/, 'a refusal has no new date');
    assert.match(form, /\{\{ten-cho-dien\}\} là chỗ điền/);
    const looked = await province.visit.submit(page, { ...wording, viec: 'xem' });
    assert.equal(looked.status, 200);
    assert.match(looked.html, /^%PDF-/);
    assert.doesNotMatch((await province.visit.open(ROOT)).html, /Sửa ngày/, 'looking changes nothing');
    const saved = await province.visit.submit(page, wording);
    assert.equal(saved.location, `${page}?xong=slip-saved`);
    const after = (await province.visit.open(page)).html;
    assert.match(after, /Kính gửi \*\*\{\{nguoi-nop\}\}\*\*/);
    const old = /href="([^"]+\?ban=0)"/.exec(after)?.[1] ?? assert.fail('no earlier text');
    assert.match((await province.visit.open(old)).html, /Qua xem xét/);
    assert.deepEqual(await s.story('slip:refusal'), ['slip.reworded']);
  });

  test('what is written wrong is named with its line, and nothing that was typed is lost', async () => {
    const page = `${ROOT}/stop`;
    await province.visit.open(page);
    const wrong = await province.visit.submit(page, {
      ...wording,
      'noi-dung': 'Hẹn lại\n{{hen-moi}}',
      ten: '',
    });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Dòng 2: phiếu này không có hen-moi/);
    assert.match(wrong.html, /Ghi tên phiếu/);
    assert.match(wrong.html, /Hẹn lại\n\{\{hen-moi\}\}/);
    for (const [field, line, said] of [
      ['cuoi', 'Lưu: {{khong-co}}', 'Dòng 1: phiếu này không có khong-co'],
      ['cuoi', 'Lưu: {{ma-ho-so', 'Dòng 1: dấu ngoặc chưa khép'],
      ['cuoi', '| {{khong-co}}', 'Dòng 1: phiếu này không có khong-co'],
      ['ten', 'PHIẾU\n{{hai chữ}}', 'Dòng 2: tên “{{hai chữ}}” viết chưa đúng'],
    ] as const) {
      const refused = await province.visit.submit(page, {
        ...wording,
        'noi-dung': '{{ly-do}}',
        [field]: line,
      });
      assert.equal(refused.status, 422, line);
      assert.ok(refused.html.includes(said), line);
    }
    assert.deepEqual(await s.story('slip:stop'), []);
  });

  test('a text without what the slip is given for is not saved, nor one whose bold does not end; what was typed stays', async () => {
    for (const [kind, body, said] of [
      ['supplement', 'Kính gửi {{nguoi-nop}}, xin bổ sung.', 'còn thiếu {{noi-dung}}.'],
      ['apology', 'Xin lỗi {{nguoi-nop}}.', 'còn thiếu {{ly-do}}, {{hen-moi}}.'],
      ['stop', 'Dừng:\n**{{ly-do}}', 'Dòng 2: chữ đậm chưa khép ở “**{{ly-do}}”'],
      ['stop', '| Lý do: **{{ly-do}} | Ngày: {{ngay-lap}}**', 'Dòng 1: chữ đậm chưa khép'],
    ] as const) {
      const page = `${ROOT}/${kind}`;
      await province.visit.open(page);
      const refused = await province.visit.submit(page, { ...wording, 'noi-dung': body });
      assert.equal(refused.status, 422);
      assert.ok(refused.html.includes(said), said);
      assert.ok(refused.html.includes(`${body}</textarea>`), 'what was typed');
      assert.deepEqual(await s.story(`slip:${kind}`), []);
    }
  });

  test('who saved later is told who came first and when, himself too; who keeps one commune only has no say', async () => {
    const page = `${ROOT}/apology`;
    await province.visit.open(page);
    const text = { ...wording, 'noi-dung': 'Lý do {{ly-do}}, hẹn lại {{hen-moi}}' };
    assert.equal((await province.visit.submit(page, text)).status, 303);
    const late = await province.visit.submit(page, {
      ...text,
      'noi-dung': 'Bản khác: {{ly-do}}, {{hen-moi}}',
    });
    assert.equal(late.status, 422);
    assert.match(
      late.html,
      /Chính người đang đăng nhập đã sửa mẫu phiếu này lúc 20\/11\/2026 15:40, sau khi trang này được mở/,
    );
    assert.match(late.html, /Bản khác/);
    const other = await s.official('Trần Thị Lan', s.agencies.province, ['province-admin']);
    await other.visit.open(page);
    const second = await other.visit.submit(page, text);
    assert.match(second.html, /Nguyễn Quang Hưng đã sửa mẫu phiếu này lúc 20\/11\/2026 15:40/);
    assert.equal((await local.visit.open(page)).status, 403);
    assert.equal((await province.visit.open(`${ROOT}/nothing`)).status, 404);
  });

  test('the province says how long an applicant is waited for; what is no number of days is refused, and a commune has no say', async () => {
    assert.match((await province.visit.open(ROOT)).html, /chờ người nộp quá 15 ngày/);
    await province.visit.open(WAITING);
    const wrong = await province.visit.submit(WAITING, { 'so-ngay': '15 ngày' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Ghi số ngày từ 1 đến 365/);
    assert.match(wrong.html, /value="15 ngày"/);
    for (const _ of ['said', 'said again']) {
      await province.visit.open(WAITING);
      const saved = await province.visit.submit(WAITING, { 'so-ngay': '30' });
      assert.equal(saved.location, `${ROOT}?xong=waiting-set`);
    }
    assert.match((await province.visit.open(ROOT)).html, /chờ người nộp quá 30 ngày/);
    assert.deepEqual(await s.story('rule:waiting'), ['waiting-rule.set']);
    assert.equal((await local.visit.open(WAITING)).status, 403);
  });

  test('looked at before, a slip names the hotline as it will', async () => {
    const page = `${ROOT}/supplement`;
    await province.visit.open(page);
    const text = { ...wording, 'noi-dung': 'Gọi số {{duong-day-nong}}.\n\n{{noi-dung}}', viec: 'xem' };
    assert.match(wordsOf((await province.visit.submit(page, text)).raw), /Gọi số 1022\./);
  });
});
