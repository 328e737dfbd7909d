import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { formatDate } from '#platform/clock';
import { newId } from '#platform/db';
import { complaints } from '#systems/complaints';
import { type ActingFor, actingFor } from './support/acting-for.ts';

const MIGRATION = path.join(complaints.folder, 'migrations/20261130T1341-complaint-is-the-applicants.sql');

describe('somebody acts in a citizen’s name', () => {
  let s: ActingFor;
  before(async () => {
    s = await actingFor();
  });
  after(() => s.close());

  test('a complaint that a delegate hands in is the owner’s: he opens it while he may act, and no longer', async () => {
    const mandate = await s.lets();
    const { code } = await s.refused();
    const form = `/ho-so/${code}/khieu-nai`;
    const him = s.delegate.visit;
    const her = s.principal.visit;
    await him.open(form);
    const sent = await him.submit(form, {
      've-viec': 'refusal',
      'ngay-biet': formatDate(s.clock.now()),
      'noi-dung': 'Hồ sơ của bà Mỷ đủ giấy tờ',
      'de-nghi': 'Nhận lại hồ sơ',
    });
    assert.match(sent.location ?? '', /^\/khieu-nai\/[0-9a-f-]{36}[?]xong=da-gui$/);
    const one = (sent.location ?? '').split('?')[0] ?? '';
    const acting = (await him.open(sent.location ?? '')).html;
    assert.match(acting, /Ông\/Bà đang làm thay cho Giàng Thị Mỷ/);
    assert.match(acting, /Sùng A Hòa làm thay Giàng Thị Mỷ/, 'the story names both');
    assert.match((await him.open(`/ho-so/${code}`)).html, new RegExp(`href="${one}"`));
    assert.doesNotMatch((await him.open('/khieu-nai')).html, new RegExp(one), 'it is not among his own');

    // It is hers: on all her pages.
    assert.match((await her.open('/khieu-nai')).html, new RegExp(`href="${one}"`));
    assert.match((await her.open(`/ho-so/${code}`)).html, new RegExp(`href="${one}"`));
    const own = await her.open(one);
    assert.equal(own.status, 200);
    assert.doesNotMatch(own.html, /đang làm thay cho/);
    const [entry] = await s.ledger.history(s.db, `complaint:${one.split('/')[2]}`);
    assert.deepEqual([entry?.actor, entry?.body.for], [s.delegate.accountId, s.principal.accountId]);

    // It is settled: both read the decision while he may act, then only she.
    const staff = `/can-bo${one}`;
    await s.leader.visit.open(`${staff}/thu-ly`);
    assert.equal((await s.leader.visit.submit(`${staff}/thu-ly`)).status, 303);
    assert.equal((await her.open(`${one}/thong-bao.pdf`)).status, 200);
    assert.equal((await him.open(`${one}/thong-bao.pdf`)).status, 200);
    await s.leader.visit.open(`${staff}/giai-quyet`);
    await s.leader.visit.follow(`${staff}/giai-quyet`, {
      'ket-qua': 'kept',
      'noi-dung': 'Đã đối chiếu: hồ sơ nộp nhầm nơi, phải nộp tại xã Bắc Hà.',
    });
    const settled = await s.leader.visit.submit(`${staff}/giai-quyet`);
    assert.equal(settled.status, 303, settled.html);
    assert.equal((await her.open(`${one}/quyet-dinh.pdf`)).status, 200);
    assert.equal((await him.open(`${one}/quyet-dinh.pdf`)).status, 200);
    await s.ends(mandate);
    for (const page of ['', '/quyet-dinh.pdf', '/thong-bao.pdf', `/tep/${newId()}`])
      assert.equal((await him.open(`${one}${page}`)).status, 404, page);
    assert.equal((await him.submit(`${one}/rut`)).status, 404);
    assert.doesNotMatch((await him.open('/khieu-nai')).html, new RegExp(one));
    // She appeals.
    const again = await her.open(one);
    assert.match(again.html, new RegExp(`${form}[?]ve-viec=lan-hai`));
    assert.equal((await her.open(`${one}/quyet-dinh.pdf`)).status, 200);
    const paperOf = async (complaint: string) => {
      const { raw } = await her.open(`${complaint}/quyet-dinh.pdf`);
      const text = execFileSync('pdftotext', ['-', '-'], { input: raw, encoding: 'utf8' });
      return text.replaceAll(/\s+/g, ' ');
    };
    const check = `/kiem-tra/k/${one.split('/')[2]}`;
    assert.doesNotMatch((await s.delegate.visit.open(check)).html, /lần hai/);
    assert.doesNotMatch(await paperOf(one), /Giải quyết khiếu nại lần đầu:/);

    // The one above overturns it: the second paper names the first, and the check of the first names the second.
    assert.match(
      (await her.open(form)).html,
      /nhận được hoặc biết Quyết định số 1\/2026\/QĐ-GQKN của [^<]*Bắc Hà ngày nào/,
    );
    const appeal = {
      've-viec': `lan-hai.${one.split('/')[2]}`,
      'ngay-biet': formatDate(s.clock.now()),
      'noi-dung': 'Hồ sơ đủ giấy tờ, nộp đúng nơi',
      'de-nghi': 'Nhận lại hồ sơ',
    };
    const second = ((await her.submit(form, appeal)).location ?? '').split('?')[0] ?? '';
    const head = s.director.visit;
    await head.open(`/can-bo${second}/thu-ly`);
    await head.submit(`/can-bo${second}/thu-ly`);
    const choices = (await head.open(`/can-bo${second}/giai-quyet`)).html;
    assert.match(
      choices,
      /lần đầu số [^.]*ngày 20\/11\/2026 được giữ nguyên[\s\S]*lần đầu số [^.]*ngày 20\/11\/2026 bị hủy bỏ/,
    );
    await head.follow(`/can-bo${second}/giai-quyet`, {
      'ket-qua': 'changed',
      'viec-phai-lam': 'redo',
      'noi-dung': 'Hồ sơ nộp đúng nơi, phải được tiếp nhận.',
    });
    await head.submit(`/can-bo${second}/giai-quyet`);
    assert.match(
      await paperOf(second),
      /Giải quyết khiếu nại lần đầu: [^.]*Bắc Hà nhận đơn khiếu nại lần đầu số 1\/2026 ngày 20 tháng 11 năm 2026[.] Quyết định số 1\/2026\/QĐ-GQKN ký ngày 20 tháng 11 năm 2026 của [^:]*Bắc Hà: giữ nguyên Phiếu từ chối/,
    );
    assert.match(
      await paperOf(second),
      /Điều 1[.] Chấp nhận khiếu nại [^.]*[.] [^.]*[.] Hủy bỏ Quyết định giải quyết khiếu nại lần đầu số 1\/2026\/QĐ-GQKN ký ngày 20 tháng 11 năm 2026 của [^.]*Bắc Hà[.]/,
    );
    for (const page of [await her.open(second), await head.open(`/can-bo${second}`)])
      assert.match(page.html, /lần đầu số [^.]*1\/2026\/QĐ-GQKN[^.]* ngày 20\/11\/2026 bị hủy bỏ/);
    const checked = (await s.delegate.visit.open(check)).html;
    assert.match(checked, /Quyết định số 1\/2026\/QĐ-GQKN là thật/);
    assert.match(
      checked,
      /đã có Quyết định giải quyết khiếu nại lần hai số 1\/2026\/QĐ-GQKN, do [^<]*tỉnh[^<]* ký ngày 20\/11\/2026/,
    );
    const second2 = (await s.delegate.visit.open(`/kiem-tra/k/${second.split('/')[2]}`)).html;
    assert.doesNotMatch(second2, /khiếu nại lần hai số/);
  });

  test('what a delegate complained of she takes back herself', async () => {
    const mandate = await s.lets();
    const { code } = await s.refused();
    const form = `/ho-so/${code}/khieu-nai`;
    await s.delegate.visit.open(form);
    const sent = await s.delegate.visit.submit(form, {
      've-viec': 'refusal',
      'ngay-biet': formatDate(s.clock.now()),
      'noi-dung': 'Hồ sơ của bà Mỷ đủ giấy tờ',
      'de-nghi': 'Nhận lại hồ sơ',
    });
    const one = (sent.location ?? '').split('?')[0] ?? '';
    await s.ends(mandate);
    assert.equal((await s.delegate.visit.submit(`${one}/rut`)).status, 404);
    await s.principal.visit.open(one);
    assert.equal((await s.principal.visit.submit(`${one}/rut`)).location, one);
    assert.match((await s.principal.visit.open(one)).html, /Đã rút/);

    // One that was written down as the delegate's before is hers, too, also where it is closed.
    const id = one.split('/')[2];
    const whose = () => s.db.one('SELECT account_id AS id FROM complaints.complaint WHERE id = $1', [id]);
    await s.owner.run('UPDATE complaints.complaint SET account_id = $2 WHERE id = $1', [
      id,
      s.delegate.accountId,
    ]);
    await s.owner.run(await readFile(MIGRATION, 'utf8'));
    assert.deepEqual(await whose(), { id: s.principal.accountId });
  });

  test('her own rating a delegate neither reads nor replaces; his is said to be his, and she replaces it', async () => {
    const mandate = await s.lets();
    const { code } = await s.refused();
    const page = `/ho-so/${code}/danh-gia`;
    const him = s.delegate.visit;
    const her = s.principal.visit;
    await him.open(page);
    assert.equal((await him.submit(page, { muc: '5' })).status, 303);
    assert.match((await him.open(page)).html, /Người làm thay Sùng A Hòa[\s\S]*Lưu đánh giá/);
    const seen = (await her.open(`/ho-so/${code}`)).html;
    assert.match(seen, /Rất hài lòng[\s\S]{0,200}Người làm thay Sùng A Hòa/);
    assert.doesNotMatch(seen, /Đánh giá của Ông\/Bà/);
    await her.open(page);
    const own = { muc: '1', 'gop-y': 'Phải đi lại ba lần' };
    assert.equal((await her.submit(page, own)).status, 303);
    assert.match((await her.open(`/ho-so/${code}`)).html, /Đánh giá của Ông\/Bà/);
    assert.doesNotMatch((await her.open(page)).html, /Sùng A Hòa/);

    for (const address of [page, `/ho-so/${code}`]) {
      const { html } = await him.open(address);
      assert.match(html, /Giàng Thị Mỷ đã tự đánh giá hồ sơ này/);
      assert.doesNotMatch(html, /ba lần|Rất không hài lòng/);
    }
    const refused = await him.submit(page, { muc: '5', gui: '1' });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /Người nộp đã tự đánh giá hồ sơ này/);
    // Code and digits, which he knows, are no way round it.
    await him.open('/danh-gia');
    const digits = { ma: code, so: '5678' };
    assert.match((await him.submit('/danh-gia', digits)).html, /Đăng nhập để xem, sửa đánh giá/);
    const round = await him.submit('/danh-gia', { ...digits, gui: '1', muc: '5' });
    assert.equal(round.status, 422);
    assert.doesNotMatch(round.html, /ba lần/);
    assert.match((await her.open(page)).html, /Phải đi lại ba lần/);
    await s.ends(mandate);
  });

  test('that a delegate opened her dossier she reads by name, once an hour; her own opening is not told', async () => {
    const mandate = await s.lets();
    const { code } = await s.refused();
    const her = s.principal.visit;
    assert.match((await her.open(`/ho-so/${code}`)).html, /Chưa có ai mở hồ sơ này/);
    await s.delegate.visit.open(`/ho-so/${code}`);
    await s.delegate.visit.open(`/ho-so/${code}/khieu-nai`);
    const { html } = await her.open(`/ho-so/${code}`);
    assert.equal(html.split('Người làm thay Sùng A Hòa, ').length, 2);
    const looks = (await her.open('/ai-da-xem')).html;
    const whole = new RegExp(
      `Người làm thay Sùng A Hòa[\\s\\S]{0,200}${code}[\\s\\S]{0,80}để làm thay Ông/Bà`,
    );
    assert.match(looks.replaceAll(/<[^>]+>/g, ''), whole);
    // Whom she lets act no longer sees nothing, of which nothing is written.
    await s.ends(mandate);
    s.clock.set(new Date(s.clock.now().getTime() + 3_600_000).toISOString());
    assert.equal((await s.delegate.visit.open(`/ho-so/${code}`)).status, 404);
    const after = (await her.open(`/ho-so/${code}`)).html;
    assert.equal(after.split('Người làm thay Sùng A Hòa, ').length, 2);
  });
});
