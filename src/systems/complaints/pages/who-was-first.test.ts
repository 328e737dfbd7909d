import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ComplaintSite, complaintSite, type Official } from '../testing/site.ts';

describe('complaints: who comes second reads who was first, and when', () => {
  let s: ComplaintSite;
  let vice: Official;
  before(async () => {
    s = await complaintSite();
    vice = await s.official('Lù Văn Thắng', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  test('of two who carry a decision out at once the second is told that it was done, by whom and when; who presses twice is not', async () => {
    const path = await s.takenOn();
    const answer = {
      'ket-qua': 'changed',
      'viec-phai-lam': 'redo',
      'noi-dung': 'Hồ sơ đủ và nộp đúng nơi.',
    };
    await s.leader.visit.open(`${path}/giai-quyet`);
    await s.leader.visit.follow(`${path}/giai-quyet`, answer);
    assert.equal((await s.leader.visit.submit(`${path}/giai-quyet`)).status, 303);
    const form = `${path}/thi-hanh`;
    for (const { visit } of [s.leader, vice]) assert.equal((await visit.open(form)).status, 200);
    const done = await s.leader.visit.submit(form);
    assert.match(done.location ?? '', /xong=decision-carried-out/);
    assert.equal((await s.leader.visit.submit(form)).location, done.location, 'pressed twice');
    const late = await vice.visit.submit(form);
    assert.equal(late.status, 422);
    assert.match(
      late.html,
      /Thào A Sính đã thi hành Quyết định số \d+\/2026\/QĐ-GQKN lúc \d\d\/\d\d\/2026 \d\d:\d\d/,
    );
    assert.match((await vice.visit.open(form)).html, /giải quyết tiếp[.] Thào A Sính đã thi hành lúc \d\d\//);
    const acts = (await s.story(`complaint:${path.slice(-36)}`)).filter(kind => kind.endsWith('carried-out'));
    assert.equal(acts.length, 1);
  });

  test('who would decline, or take on, what another has just taken on or declined reads who did', async () => {
    const reason = { 'ly-do': 'Đơn không ghi rõ quyết định bị khiếu nại' };
    /** Both have a form open; the leader sends his, then the vice chairman hers. */
    const after = async (first: string, second: string) => {
      const path = await s.complain();
      await s.leader.visit.open(`${path}/${first}`);
      await vice.visit.open(`${path}/${second}`);
      const sent = await s.leader.visit.submit(`${path}/${first}`, first === 'thu-ly' ? {} : reason);
      assert.equal(sent.status, 303);
      const late = await vice.visit.submit(`${path}/${second}`, second === 'thu-ly' ? {} : reason);
      assert.equal((await vice.visit.open(`${path}/${second}`)).location, path, 'its form is closed');
      return late.html;
    };
    const TAKEN = /Thào A Sính đã thụ lý khiếu nại số [^<]* lúc \d\d\/\d\d\/2026 \d\d:\d\d/;
    assert.match(await after('thu-ly', 'khong-thu-ly'), TAKEN);
    assert.match(await after('thu-ly', 'thu-ly'), TAKEN);
    assert.match(
      await after('khong-thu-ly', 'thu-ly'),
      /Thào A Sính đã ghi không thụ lý khiếu nại số [^<]* lúc/,
    );
  });

  test('of two who take more time the second reads who took it, until when, and that it is given once; he keeps his reason', async () => {
    const path = await s.takenOn();
    const form = `${path}/gia-han`;
    const reason = { 'ly-do': 'Phải xác minh ở ba xã, chờ trả lời' };
    for (const { visit } of [s.leader, vice]) assert.equal((await visit.open(form)).status, 200);
    const done = await s.leader.visit.submit(form, reason);
    assert.equal(done.location, `${path}?xong=prolonged`, done.html.slice(0, 300));
    assert.equal((await s.leader.visit.submit(form, reason)).location, done.location, 'pressed twice');
    const WHO =
      /Thào A Sính đã kéo dài thời hạn giải quyết khiếu nại số \d+\/2026 lúc \d\d\/\d\d\/2026 \d\d:\d\d, hạn mới là \d\d\/\d\d\/202\d \d\d:\d\d[.] Thời hạn chỉ kéo dài được một lần \(Điều 28 Luật Khiếu nại số 02\/2011\/QH13\)/;
    const late = await vice.visit.submit(form, reason);
    assert.equal(late.status, 409);
    assert.match(late.html, WHO);
    assert.match(late.html, /Phải xác minh ở ba xã, chờ trả lời<\/textarea>/);
    const seen = await vice.visit.open(form);
    assert.equal(seen.status, 409);
    assert.match(seen.html, WHO);
    assert.doesNotMatch(seen.html, /name="ly-do"/);
    // So does who comes to one that was complex from the start.
    const complex = await s.complain();
    await s.leader.visit.open(`${complex}/thu-ly`);
    await s.leader.visit.submit(`${complex}/thu-ly`, { 'phuc-tap': '1' });
    assert.match(
      (await vice.visit.open(`${complex}/gia-han`)).html,
      /Thào A Sính đã thụ lý khiếu nại số [^<]* theo thời hạn của vụ việc phức tạp, hạn giải quyết là/,
    );
    assert.equal((await s.clerk.visit.open(form)).status, 403);
  });
});
