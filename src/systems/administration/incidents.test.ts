import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDossier } from '#engines/cases';
import { openTasks } from '#engines/work';
import { undelivered } from '#test/incident';
import type { StaffSite } from '#test/staff-site';
import { register } from '../../engines/cases/testing/modules.ts';
import {
  INCIDENT_DESK,
  type IncidentDesk,
  type Official,
  openIncidentDesk,
  READER,
} from './testing/incident-desk.ts';

describe('administration: incidents', () => {
  const ROOT = INCIDENT_DESK;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let neighbour: Official;
  let clerk: Official;
  let stuck: IncidentDesk['stuck'];
  let call: IncidentDesk['call'];
  let close: IncidentDesk['close'];

  before(async () => {
    ({ s, province, local, neighbour, clerk, stuck, call, close } = await openIncidentDesk());
  });
  after(() => close());

  test('the administrator of Bắc Hà finds what stands still, reads why, and lets it run again', async () => {
    const { dossier, path } = await stuck();
    const { html } = await local.visit.open(ROOT);
    assert.ok(html.includes(`href="${path}"`) && html.includes(dossier.code));
    assert.match(html, /Dịch vụ không trả lời được/);
    assert.doesNotMatch(html, new RegExp(READER), 'whose it is he need not know');
    const page = await local.visit.open(path);
    assert.match(page.html, /Tra sổ bạn đọc/);
    assert.match(page.html, /sổ bạn đọc không trả lời/);
    assert.match(page.html, /Thời hạn vẫn tính[\s\S]*Việc cần làm/);
    assert.match(page.html, /Nội dung kỹ thuật<\/summary>\s*Dịch vụ được gọi: <code>reader-register<\/code>/);
    assert.doesNotMatch(page.html, new RegExp(READER));
    assert.doesNotMatch(page.html, /can-bo\/ho-so\//, 'nor is the dossier his to open');
    s.clock.advance(60_000);
    const done = await local.visit.submit(`${path}/chay-lai`);
    assert.equal(done.location, `${path}?xong=incident-retried`);
    assert.match((await local.visit.open(path)).html, /Đang chạy lại/);
    s.clock.advance(60_000);
    await call(dossier);
    assert.match((await local.visit.open(path)).html, /Lỗi lần gần nhất.*20\/11\/2026 15:42/s);
    register.answer = async () => ({ known: true });
    await local.visit.submit(`${path}/chay-lai`);
    await call(dossier, 1);
    assert.ok((await openTasks(s.db, dossier.id)).some(t => t.elementId === 'check'));
    const settled = await local.visit.open(path);
    assert.match(settled.html, /Đã giải quyết[\s\S]*Đã xảy ra/);
    assert.doesNotMatch(settled.html, /Thời hạn vẫn tính|Việc cần làm/, 'nothing is left to do');
    assert.match(settled.html, /Hồ sơ đã đi tiếp\. Bước đang chờ:[\s\S]*<br>Duyệt lịch, tại UBND xã Bắc Hà</);
    assert.doesNotMatch(settled.html, new RegExp(READER));
    assert.doesNotMatch((await local.visit.open(ROOT)).html, new RegExp(dossier.code));
    assert.match((await local.visit.open(`${ROOT}?xem=da-xong`)).html, new RegExp(dossier.code));
    const late = await local.visit.submit(`${path}/chay-lai`);
    assert.equal(late.status, 409);
    assert.match(late.html, /Chính người đang đăng nhập, lúc [^<]*: Chạy lại việc bị lỗi của hồ sơ/);
    assert.match(settled.html, /Người làm lần gần nhất<\/dt><dd>Chính người đang đăng nhập, lúc/);
    for (const who of [province, neighbour]) await who.visit.open(ROOT);
    const second = await province.visit.submit(`${path}/chay-lai`);
    assert.equal(second.status, 409);
    assert.match(second.html, /Sùng A Chứ, lúc \d\d\/\d\d\/2026 \d\d:\d\d: Chạy lại việc bị lỗi của hồ sơ/);
    assert.match(second.html, /Việc vừa gửi không được thực hiện/);
    assert.equal((await neighbour.visit.submit(`${path}/chay-lai`)).status, 404);
    const entry = (await s.ledger.history(s.db, `dossier:${dossier.id}`)).find(
      e => e.kind === 'case.incident-retried',
    );
    assert.deepEqual([entry?.actor, entry?.post], [local.accountId, local.postId]);
  });

  test('the administrator of Sa Pa and a clerk of Bắc Hà are told of nothing, and can do nothing', async () => {
    const { dossier, path } = await stuck();
    assert.match((await neighbour.visit.open(ROOT)).html, /Không có hồ sơ nào đang đứng lại/);
    for (const page of [path, `${path}/ve-dau`])
      assert.equal((await neighbour.visit.open(page)).status, 404, page);
    for (const act of [`${path}/chay-lai`, `${path}/ve-dau`]) {
      assert.equal((await neighbour.visit.submit(act, { 'ly-do': 'Quy trình bị lỗi' })).status, 404, act);
      assert.equal((await clerk.visit.open(path)).status, 403);
    }
    assert.deepEqual(
      (await s.ledger.history(s.db, `dossier:${dossier.id}`)).map(e => e.kind),
      ['case.submitted'],
    );
  });

  test('where nothing helps the dossier goes back to its first step, with a reason that is kept', async () => {
    const { dossier, path } = await stuck();
    for (const who of [local, province]) await who.visit.open(`${path}/ve-dau`);
    const short = await local.visit.submit(`${path}/ve-dau`, { 'ly-do': 'lỗi' });
    assert.equal(short.status, 422);
    assert.match(short.html, /lỗi<\/textarea>/);
    const reason = 'Sổ bạn đọc đã đổi, phải tra lại';
    const done = await local.visit.submit(`${path}/ve-dau`, { 'ly-do': reason });
    assert.equal(done.location, `${path}?xong=process-restarted`);
    assert.match((await local.visit.open(done.location ?? '')).html, /Đã đưa hồ sơ về bước đầu/);
    assert.equal(
      (await local.visit.open(`${path}/ve-dau`)).location,
      path,
      'once: it says what became of it',
    );
    const late = await province.visit.submit(`${path}/ve-dau`, { 'ly-do': 'Nhánh kia không tới được' });
    assert.equal(late.status, 409);
    assert.match(late.html, /Sùng A Chứ, lúc \d\d\/\d\d\/2026 \d\d:\d\d: Đưa hồ sơ về bước đầu/);
    assert.match(late.html, /Nhánh kia không tới được<\/textarea>/);
    assert.match((await province.visit.open(path)).html, /Người làm lần gần nhất<\/dt><dd>Sùng A Chứ, lúc/);
    const now = await findDossier(s.db, dossier.id);
    assert.deepEqual(
      now?.processState.tokens.map(t => t.at),
      ['look-up'],
    );
    assert.deepEqual(now?.dueAt, dossier.dueAt);
    const entry = (await s.ledger.history(s.db, `dossier:${dossier.id}`)).at(-1);
    assert.equal(entry?.kind, 'case.process-restarted');
    assert.deepEqual(entry?.personal, { reason });
  });

  test('a message that reached nobody is sent again, or somebody is told otherwise; a neighbour sees none of it', async () => {
    const { dossier } = await stuck();
    const [one, other, third] = [
      await undelivered(s.owner, dossier.id),
      await undelivered(s.owner, dossier.id),
      await undelivered(s.owner, dossier.id),
    ];
    const MESSAGES = `${ROOT}/tin`;
    const list = await local.visit.open(MESSAGES);
    assert.match(list.html, /Tin không gửi được \(3\)/);
    assert.match(list.html, /bấm “Gửi lại”[\s\S]*Bên chuyển tin không nhận sau 10 lần gửi/);
    assert.match(list.html, /<button class="btn">Gửi lại</, 'what is done first is the main button');
    assert.doesNotMatch(list.html, /0912 345 678|\+84912345678/, 'the whole number nobody needs');
    assert.match((await neighbour.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    assert.equal((await neighbour.visit.submit(`${MESSAGES}/${one}/gui-lai`)).status, 404);
    assert.equal((await clerk.visit.open(MESSAGES)).status, 403);

    assert.equal(
      (await local.visit.submit(`${MESSAGES}/${one}/gui-lai`)).location,
      `${MESSAGES}?xong=message-again`,
    );
    const state = async (id: string) =>
      s.owner.one('SELECT state, attempts FROM messaging.message WHERE id = $1', [id]);
    assert.deepEqual(await state(one), { state: 'queued', attempts: 0 });
    for (const [who, told] of [
      [local, /Chính người đang đăng nhập, lúc [^<]*: Gửi lại tin không gửi được/],
      [province, /Sùng A Chứ, lúc [^<]*: Gửi lại tin không gửi được/],
    ] as const) {
      const twice = await who.visit.submit(`${MESSAGES}/${one}/gui-lai`);
      assert.equal(twice.status, 409, 'it is on its way');
      assert.match(twice.html, told);
    }
    assert.equal((await neighbour.visit.submit(`${MESSAGES}/${one}/gui-lai`)).status, 404);
    assert.deepEqual(await s.story(`message:${one}`), ['message.sent-again']);

    const form = `${MESSAGES}/${other}/bao-khac`;
    for (const who of [local, province]) await who.visit.open(form);
    assert.equal((await local.visit.submit(form, { 'cach-bao': 'gọi' })).status, 422);
    const told = await local.visit.submit(form, { 'cach-bao': 'Gọi điện ngày 28/11, gặp vợ ông Páo' });
    assert.equal(told.location, `${MESSAGES}?xong=message-settled`);
    assert.deepEqual(await s.story(`message:${other}`), ['message.settled']);
    const late = await province.visit.submit(form, { 'cach-bao': 'Đến nhà ngày 29/11, gặp ông Páo' });
    assert.equal(late.status, 409);
    assert.match(late.html, /Sùng A Chứ, lúc [^<]*: Ghi cách báo khác/);
    assert.match(late.html, /Đến nhà ngày 29\/11, gặp ông Páo<\/textarea>/);
    assert.equal((await neighbour.visit.submit(form, { 'cach-bao': 'Gọi điện ngày 28/11' })).status, 404);
    const kept = (await local.visit.open(`${ROOT}?xem=da-xong`)).html;
    assert.match(kept, new RegExp(`${dossier.code}[\\s\\S]*gặp vợ ông Páo[\\s\\S]*Sùng A Chứ`));
    // The list says which it is, on paper too, where the tabs are not; nothing in it is urgent.
    assert.match(kept, /<h1>Sự cố đã giải quyết<\/h1>[\s\S]*Không còn việc phải làm ở danh sách này/);
    assert.doesNotMatch(kept, /cần xử lý ngay/);
    assert.match((await local.visit.open(ROOT)).html, /<h1>Sự cố: hồ sơ đứng lại<\/h1>[\s\S]*cần xử lý ngay/);
    assert.match((await local.visit.open(MESSAGES)).html, /<h1>Sự cố: tin không gửi được<\/h1>/);
    assert.doesNotMatch((await neighbour.visit.open(`${ROOT}?xem=da-xong`)).html, /ông Páo/);
    assert.match((await local.visit.open('/can-bo/quan-tri')).html, /1 tin không gửi được/);

    await s.owner.run(`UPDATE messaging.message SET state = 'undeliverable' WHERE id = $1`, [one]);
    const twice = (await local.visit.open(MESSAGES)).html;
    assert.match(twice, /Gửi lại tất cả 2 tin/);
    assert.equal(
      twice.split(/Gửi lại lúc \d\d\/\d\d\/\d{4} \d\d:\d\d, vẫn không tới/).length,
      2,
      'of the one alone',
    );
    await local.visit.submit(`${MESSAGES}/gui-lai`);
    assert.deepEqual(await state(third), { state: 'queued', attempts: 0 });
    assert.match((await local.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    assert.deepEqual(s.missing, []);
  });

  test('a message about no dossier is the province’s to see to: whose official it was for is said, a citizen’s name is not', async () => {
    const MESSAGES = `${ROOT}/tin`;
    const brief = await undelivered(s.owner, null, { email: 'toan.sapa@example.vn' });
    await s.owner.run(`UPDATE identity.account SET email = 'toan.sapa@example.vn' WHERE id = $1`, [
      neighbour.accountId,
    ]);
    const invited = await undelivered(s.owner, null, { phone: '+84912345111' });
    const { html } = await province.visit.open(MESSAGES);
    assert.match(html, /Tin không gửi được \(2\)/);
    assert.match(html, /Lục Văn Toàn/);
    assert.match(html, /Theo địa chỉ, không có tên/);
    assert.match((await local.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    for (const act of [`${MESSAGES}/${brief}/gui-lai`, `${MESSAGES}/${brief}/bao-khac`])
      assert.equal((await local.visit.submit(act, { 'cach-bao': 'Gọi điện ngày 28/11' })).status, 404, act);

    const again = `${MESSAGES}/${invited}/gui-lai`;
    assert.equal((await province.visit.submit(again)).location, `${MESSAGES}?xong=message-again`);
    assert.equal((await province.visit.submit(again)).status, 409, 'it is on its way');
    assert.equal((await local.visit.submit(again)).status, 404);
    const form = `${MESSAGES}/${brief}/bao-khac`;
    assert.match((await province.visit.open(form)).html, /không tới được/);
    const told = await province.visit.submit(form, { 'cach-bao': 'Gọi điện cho anh Toàn ngày 28/11' });
    assert.equal(told.location, `${MESSAGES}?xong=message-settled`);
    assert.deepEqual(await s.story(`message:${brief}`), ['message.settled']);
    assert.match((await province.visit.open(MESSAGES)).html, /Không có tin nào không gửi được/);
    assert.deepEqual(s.missing, []);
  });
});
