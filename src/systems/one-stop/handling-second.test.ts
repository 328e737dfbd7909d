import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDossier } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from './testing/site.ts';

describe('one-stop: who comes second', () => {
  let s: OneStopSite;
  let clerk: Official;
  let officer: Official;
  let signer: Official;
  let apply: OneStopSite['apply'];
  let pageOf: OneStopSite['pageOf'];
  let taskOf: OneStopSite['taskOf'];
  let step: OneStopSite['step'];

  before(async () => {
    s = await oneStopSite();
    ({ clerk, officer, signer, apply, pageOf, taskOf, step } = s);
  });
  after(() => s.close());

  test('who asks for papers in a second window, after he has asked in the first, reads that it was he', async () => {
    const dossier = await apply();
    const ask = `${pageOf(dossier)}/yeu-cau-bo-sung`;
    const reason = 'Thiếu ảnh chân dung cỡ 3 × 4';
    await clerk.visit.open(pageOf(dossier));
    assert.equal((await clerk.visit.submit(ask, { reason })).status, 303);
    const again = await clerk.visit.submit(ask, { reason: 'Thiếu giấy xác nhận của trường' });
    assert.equal(again.status, 403);
    assert.match(again.html, /chính người đang đăng nhập[\s\S]*Thiếu giấy xác nhận của trường/);
    assert.doesNotMatch(again.html, /Đăng nhập bằng tài khoản khác/);
  });

  test('whose step is given to another meanwhile reads who gave it to whom, and keeps what he had typed; who never had it reads nothing of that', async () => {
    const dossier = await apply();
    await step(clerk, dossier, 'forward');
    const task = await taskOf(dossier);
    const taker = await s.official('Ma Seo Sùng', s.agencies.bacHa, ['officer']);
    await officer.visit.open(pageOf(dossier));
    const give = `${pageOf(dossier)}/giao/${task}`;
    await signer.visit.open(give);
    assert.equal((await signer.visit.submit(give, { 'vi-tri': taker.postId })).status, 303);
    const reason = 'Giấy tờ không khớp với tờ khai';
    const tries: ReadonlyArray<[string, Record<string, string>]> = [
      [`buoc/${task}`, { outcome: 'propose', [`note-${task}`]: reason }],
      ['yeu-cau-bo-sung', { reason }],
      ['de-nghi-tu-choi', { 'reason-propose': reason }],
    ];
    for (const [path, typed] of tries) {
      const late = await officer.visit.submit(`${pageOf(dossier)}/${path}`, typed);
      assert.equal(late.status, 409, path);
      assert.match(late.html, /Thào A Sính đã giao bước này cho Ma Seo Sùng lúc \d\d:?/, path);
      assert.match(late.html, new RegExp(`<textarea[^>]*>[^<]*${reason}`), path);
      assert.equal(await taskOf(dossier), task);
      assert.equal((await findDossier(s.db, dossier.id))?.status, 'processing');
    }
    const reader = await clerk.visit.open(pageOf(dossier));
    assert.equal(reader.status, 200);
    const never = await clerk.visit.submit(`${pageOf(dossier)}/buoc/${task}`, { outcome: 'propose' });
    assert.doesNotMatch(never.html, /Ma Seo Sùng lúc/);
    await taker.visit.open(pageOf(dossier));
    const done = await taker.visit.submit(`${pageOf(dossier)}/buoc/${task}`, { outcome: 'propose' });
    assert.equal(done.status, 303);
  });

  test('of two leaders who apologise at once the second reads who did and when, and keeps what he had typed', async () => {
    const now = s.clock.now();
    s.clock.set(new Date(now.getTime() - 20 * 86_400_000).toISOString());
    const dossier = await apply();
    s.clock.set(now.toISOString());
    const deputy = await s.official('Sùng Thị Mai', s.agencies.bacHa, ['leader', 'signer']);
    const path = `${pageOf(dossier)}/xin-loi`;
    for (const who of [signer, deputy]) assert.match((await who.visit.open(path)).html, /name="ngay-hen"/);
    const typed = { 'ngay-hen': '25/11/2026', 'ly-do': 'Kho lưu trữ bị ngập, phải chờ.' };
    assert.equal((await signer.visit.submit(path, typed)).status, 303);
    // Something else happens before the second presses.
    await clerk.visit.open(pageOf(dossier));
    await clerk.visit.submit(`${pageOf(dossier)}/yeu-cau-bo-sung`, { reason: 'Thiếu ảnh chân dung' });
    const late = await deputy.visit.submit(path, { ...typed, 'ly-do': 'Máy in của phòng hỏng, phải chờ.' });
    assert.equal(late.status, 409);
    assert.match(late.html, /Máy in của phòng hỏng, phải chờ\./);
    assert.doesNotMatch(late.html, /Hạn hiện nay/);
    const again = await apologised();
    const second = await deputy.visit.submit(`${pageOf(again)}/xin-loi`, typed);
    assert.match(
      second.html,
      /đã được xin lỗi và hẹn lại một lần[^<]*Gần nhất, Thào A Sính: [^<]*xin lỗi[^<]*, lúc 20\/11\/2026 15:40/,
    );

    async function apologised() {
      s.clock.set(new Date(now.getTime() - 20 * 86_400_000).toISOString());
      const other = await apply();
      s.clock.set(now.toISOString());
      for (const who of [deputy, signer]) await who.visit.open(`${pageOf(other)}/xin-loi`);
      assert.equal((await signer.visit.submit(`${pageOf(other)}/xin-loi`, typed)).status, 303);
      await step(clerk, other, 'forward');
      return other;
    }
  });

  test('of two officials on one dossier the second reads who did what and when, and keeps what he had typed', async () => {
    const dossier = await apply();
    await step(clerk, dossier, 'forward');
    const deputy = await s.official('Sùng Thị Chở', s.agencies.bacHa, ['officer']);
    const task = await taskOf(dossier);
    for (const who of [officer, deputy]) await who.visit.open(pageOf(dossier));
    await officer.visit.submit(`${pageOf(dossier)}/buoc/${task}`, { outcome: 'propose' });
    const typed = { outcome: 'propose', [`note-${task}`]: 'Đủ điều kiện cấp thẻ' };
    const late = await deputy.visit.submit(`${pageOf(dossier)}/buoc/${task}`, typed);
    assert.equal(late.status, 409);
    assert.match(late.html, /Bước này đã có người làm xong/);
    assert.match(late.html, /Gần nhất, Lù Thị Sen: [^<]*, lúc 20\/11\/2026 15:40/);
    assert.match(late.html, /<textarea[^>]*>\s*Đủ điều kiện cấp thẻ</);
    assert.ok(late.html.includes(`href="${pageOf(dossier)}"`));
    const asked = await deputy.visit.submit(`${pageOf(dossier)}/yeu-cau-bo-sung`, {
      reason: 'Thiếu ảnh chân dung cỡ 3 × 4',
    });
    assert.equal(asked.status, 403);
    assert.match(asked.html, /Lù Thị Sen[\s\S]*Thiếu ảnh chân dung cỡ 3 × 4/);
    const given = await deputy.visit.submit(`${pageOf(dossier)}/giao/${task}`, {
      'vi-tri': 'tat-ca',
      'ghi-chu': 'Nhờ xem giúp',
    });
    assert.match(given.html, /Lù Thị Sen[\s\S]*Nhờ xem giúp/);
    // To one whose step it never was a refusal says nothing of it.
    const auditor = await s.official('Trần Văn Kiểm', s.agencies.province, ['auditor']);
    await auditor.visit.open(pageOf(dossier));
    const refused = await auditor.visit.submit(`${pageOf(dossier)}/tu-choi`, {
      reason: 'Không đủ điều kiện',
    });
    assert.equal(refused.status, 403);
    assert.doesNotMatch(refused.html, /Lù Thị Sen/);
  });
});
