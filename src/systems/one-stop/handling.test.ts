import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDossier, setWaitingDays, waitingDays } from '#engines/cases';
import { createAccount } from '#engines/identity';
import { endAgency } from '#engines/organisation';
import { type Official, type OneStopSite, oneStopSite } from './testing/site.ts';

describe('one-stop: handling', () => {
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

  test('each act is answered in a sentence; the officer looks at the result before anybody signs it', async () => {
    const dossier = await apply();
    const atReception = await clerk.visit.open(pageOf(dossier));
    assert.match(atReception.html, /<summary[^>]*>Từ chối tiếp nhận</);
    assert.match(await step(clerk, dossier, 'forward'), /role="status"[\s\S]*Đã xong bước này/);
    const { html } = await officer.visit.open(pageOf(dossier));
    assert.match(html, /<summary[^>]*>Đề nghị không giải quyết</, 'it has been received already');
    assert.doesNotMatch(html, /Từ chối tiếp nhận/);
    const preview = /href="([^"]*xem-truoc\.pdf[^"]*)"/.exec(html)?.[1] ?? '';
    const seen = await officer.visit.open(preview);
    assert.equal(seen.raw.subarray(0, 5).toString(), '%PDF-');
    assert.equal(
      (await officer.visit.open(`${pageOf(dossier)}/xem-truoc.pdf`)).status,
      403,
      'without a step of his',
    );
    assert.equal((await clerk.visit.open(preview)).status, 403, 'not his step');
    assert.match(await step(officer, dossier, 'propose'), /Đã xong bước này/);
    const signed = await step(signer, dossier, 'signed');
    assert.match(signed, /Đã ký và phát hành kết quả/);
    assert.match(signed, /Lù Thị Sen, bước “Thẩm tra”: thẩm định xong/, 'one colon');
  });

  test('the code on a slip, typed into the address, leads to the dossier whoever may read it', async () => {
    const dossier = await apply();
    const typed = `/can-bo/ho-so/${dossier.code}`;
    assert.equal((await clerk.visit.open(typed)).location, pageOf(dossier));
    const stranger = await s.official('Tẩn A Phù', s.agencies.saPa, ['officer']);
    assert.equal((await stranger.visit.open(typed)).status, 404);
    assert.equal((await clerk.visit.open('/can-bo/ho-so/000.00.00.H00-000000-0000')).status, 404);
  });

  test('who may not read personal data finds no number to call anywhere on the page, nor on its slips; who may does', async () => {
    const dossier = await apply({ phone: '0912345678' });
    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    await clerk.visit.open(pageOf(dossier));
    await clerk.visit.submit(`${pageOf(dossier)}/buoc/${await taskOf(dossier)}`, {
      outcome: 'forward',
      [`note-${await taskOf(dossier)}`]: 'Gọi 0912.345.678 hoặc my.giang@thu.example trước khi đến',
    });
    const seen = await auditor.visit.open(pageOf(dossier));
    assert.equal(seen.status, 200);
    assert.match(seen.html, /Gọi 0912 ••• 678 hoặc m•••@thu\.example trước khi đến/);
    assert.doesNotMatch(seen.html.replace(/[\s.-]/g, ''), /0912345678|mygiang@/);
    const whole = await officer.visit.open(pageOf(dossier));
    assert.match(whole.html, /0912 345 678/);
    assert.match(whole.html, /Gọi 0912\.345\.678/);
    // Files and the signed result bear the numbers in full.
    assert.match(seen.html, /chỉ người xử lý hồ sơ hoặc người có quyền xem dữ liệu cá nhân mở được/);
    const closed = ['giay-to', 'ket-qua'].map(part => `${pageOf(dossier)}/${part}/${dossier.id}`);
    for (const path of closed) {
      assert.equal((await auditor.visit.open(path)).status, 403, path);
      assert.equal((await officer.visit.open(path)).status, 404, 'there is none yet');
    }
    assert.doesNotMatch(whole.html, /người có quyền xem dữ liệu cá nhân mở được/);
  });

  test('the one apology: its form names the last day that may be promised; afterwards there is no form', async () => {
    const dossier = await apply();
    const path = `${pageOf(dossier)}/xin-loi`;
    const shown = await signer.visit.open(path);
    assert.match(shown.html, /muộn nhất là \d\d\/\d\d\/2026\.</, 'the last day is no example of another');
    const reason = 'Kho lưu trữ bị ngập, phải chờ.';
    const far = await signer.visit.submit(path, { 'ngay-hen': '31/12/2035', 'ly-do': reason });
    assert.equal(far.status, 422);
    assert.match(far.html, /Ngày hẹn lại 31\/12\/2035 quá xa/);
    const [, date = ''] = /muộn nhất (?:là )?(\d\d\/\d\d\/\d{4})/.exec(far.html) ?? [];
    const given = await signer.visit.submit(path, { 'ngay-hen': date, 'ly-do': reason });
    assert.equal(given.status, 303, given.html.slice(0, 2000));
    const again = (await signer.visit.open(path)).html;
    assert.match(again, new RegExp(`Đã xin lỗi và hẹn lại ${date}`));
    assert.doesNotMatch(again, /Gửi Phiếu xin lỗi|name="ngay-hen"/);
  });

  test('of a dossier that is late everybody reads that nobody has apologised yet, who may finds the way; afterwards nothing is owed', async () => {
    const now = s.clock.now();
    const fresh = await apply();
    s.clock.set(new Date(now.getTime() - 20 * 86_400_000).toISOString());
    const dossier = await apply();
    s.clock.set(now.toISOString());
    const reads = async (who: Official) => (await who.visit.open(pageOf(dossier))).html;
    assert.doesNotMatch((await officer.visit.open(pageOf(fresh))).html, /chưa nhận được Phiếu xin lỗi/);
    assert.match(await reads(officer), /chưa nhận được Phiếu xin lỗi\. Lãnh đạo cơ quan giải quyết/);
    const path = `${pageOf(dossier)}/xin-loi`;
    assert.match(await reads(signer), new RegExp(`chưa nhận được Phiếu xin lỗi\\. <a href="${path}"`));
    const [, date = ''] =
      /muộn nhất (?:là )?(\d\d\/\d\d\/\d{4})/.exec((await signer.visit.open(path)).html) ?? [];
    const given = await signer.visit.submit(path, {
      'ngay-hen': date,
      'ly-do': 'Kho lưu trữ bị ngập, phải chờ.',
    });
    assert.equal(given.status, 303, given.html.slice(0, 2000));
    assert.doesNotMatch(await reads(signer), /chưa nhận được Phiếu xin lỗi/);
  });

  test('staff read the same days as the applicant, and what the step has its share of', async () => {
    s.clock.set('2026-11-20T16:10:00+07:00');
    const reading = await apply();
    s.clock.set('2026-11-20T15:40:00+07:00');
    const card = await clerk.visit.open(pageOf(reading));
    const days = /<ol class="days[\s\S]*?<\/ol>/.exec(card.html)?.[0] ?? '';
    assert.match(days, /T6 20\/11<\/b><span>Tiếp nhận 16:10, sau giờ nhận trong ngày/);
    assert.match(days, /T2 23\/11<\/b><span>Được tính là ngày tiếp nhận, ngày này không tính/);
    assert.match(days, /class="[^"]*due[^"]*"><b>T4 25\/11/);
    assert.match(card.html, /Ngày nghỉ: thứ Bảy 21\/11, Chủ nhật 22\/11\./);
    assert.match(card.html, /được tính là tiếp nhận ngày thứ Hai 23\/11, ngày này không tính\./);
    // What is Vietnamese on an English page is read out as such.
    const english = (await clerk.visit.open(`${pageOf(reading)}?lang=en`)).html;
    const [name] = await s.db.query<{ step: string }>(
      `SELECT title->>'step' AS step FROM work.task WHERE id = $1`,
      [await taskOf(reading)],
    );
    assert.match(english, new RegExp(`<h3><span lang="vi">${name?.step}</span></h3>`));
    assert.match(english, new RegExp(`<ul class="where"><li><b><span lang="vi">${name?.step}</span></b>`));
    assert.match(
      (await clerk.visit.open('/can-bo?lang=en')).html,
      new RegExp(`<td[^>]*><span lang="vi">${name?.step}</span>`),
    );
    await clerk.visit.open('/can-bo?lang=vi');
    // As a process says that shares the limit out.
    const basis = { share: 10, ahead: 90, escalate: null };
    await s.db.run('UPDATE work.task SET due_basis = $2, due_at = $3 WHERE id = $1', [
      await taskOf(reading),
      basis,
      new Date('2026-11-23T09:09:00+07:00'),
    ]);
    const shared = await clerk.visit.open(pageOf(reading));
    assert.match(
      shared.html,
      /được 2 giờ 29 phút trong số 24 giờ 50 phút làm việc từ 20\/11\/2026 16:10 đến giờ hẹn trả 25\/11\/2026 17:00, kể cả ngày tiếp nhận/,
    );
  });

  test('whoever asks for more than a file holds is told so in the register, with all that was asked for', async () => {
    const { id } = await apply();
    const [{ columns = '' } = {}] = await s.owner.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(column_name), ',') AS columns FROM information_schema.columns
       WHERE table_schema = 'cases' AND table_name = 'dossier' AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'code')`,
    );
    await s.owner.query(
      `INSERT INTO cases.dossier (id, code, ${columns})
       SELECT gen_random_uuid(), code || n, ${columns} FROM cases.dossier, generate_series(1, 2001) n WHERE id = $1`,
      [id],
    );
    const asked = await clerk.visit.open('/can-bo/so-theo-doi/in.pdf?xem=&q=');
    assert.equal(asked.status, 303);
    assert.match(asked.location ?? '', /^\/can-bo\/so-theo-doi\?.*qua=2000/);
    const told = await clerk.visit.open(asked.location ?? '');
    assert.match(told.html, /role="alert"[\s\S]*Có hơn 2000 hồ sơ[\s\S]*Chọn khoảng ngày ngắn hơn/);
    assert.doesNotMatch(told.html, /href="[^"]*in\.pdf[^"]*qua=/);
    await s.owner.query(`DELETE FROM cases.dossier WHERE code ~ '-[0-9]{5,}$'`);
  });

  test('what slips cannot show, and what is longer than they hold, comes back with all that was typed', async () => {
    const dossier = await apply();
    await clerk.visit.open(pageOf(dossier));
    const path = `${pageOf(dossier)}/yeu-cau-bo-sung`;
    const sign = await clerk.visit.submit(path, { reason: 'Thiếu ảnh chân dung 😀' });
    assert.equal(sign.status, 422);
    assert.match(sign.html, /không thể hiện được ký tự “😀” \(U\+1F600\)/);
    assert.match(sign.html, /<textarea[^>]*>\s*Thiếu ảnh chân dung 😀</);
    const long = await clerk.visit.submit(path, { reason: 'ă'.repeat(5000) });
    assert.equal(long.status, 422);
    assert.match(long.html, /Nội dung dài 5000 ký tự, quá giới hạn 4000 ký tự/);
    assert.ok(long.html.includes('ă'.repeat(5000)), 'nothing is cut');
    assert.doesNotMatch(long.html, /<textarea[^>]*most/);
    const asked = await clerk.visit.submit(path, { reason: 'Thiếu ảnh chân dung cỡ 3 × 4' });
    const after = (await clerk.visit.open(asked.location ?? '')).html;
    assert.match(after, /Đã yêu cầu bổ sung; thời hạn giải quyết tạm dừng\. Người nộp hồ sơ được báo tin\./);
    assert.match(after, /thời hạn tạm dừng, ngày hẹn trả được tính lại/);
    assert.doesNotMatch(after, /hẹn trả \d/);
    assert.match(
      after,
      /Chờ người nộp bổ sung giấy tờ, từ 20\/11\/2026 15:40\. Sau đó làm tiếp:<\/p><ul class="where"><li>/,
    );
    assert.equal((await findDossier(s.db, dossier.id))?.status, 'supplementing');
  });

  test('the example of why a dossier is stopped names the days that the province waits; a clerk may not stop it', async () => {
    const dossier = await apply();
    await step(clerk, dossier, 'forward');
    const path = `${pageOf(dossier)}/dung`;
    const days = await waitingDays(s.db);
    assert.match((await signer.visit.open(path)).html, new RegExp(`Ví dụ: quá ${days} ngày kể từ Phiếu`));
    assert.match(
      (await signer.visit.open(path)).html,
      /không nộp phí, hoặc kết quả mà các bước còn lại căn cứ vào đã bị/,
    );
    await s.db.tx(tx => setWaitingDays(tx, days + 5, s.act()));
    const short = await signer.visit.submit(path, { 'ly-do': 'hết' });
    assert.equal(short.status, 422);
    assert.match(short.html, new RegExp(`Ví dụ: quá ${days + 5} ngày mà chưa nhận được`));
    assert.doesNotMatch(short.html, new RegExp(`quá ${days} ngày`));
    assert.equal((await clerk.visit.open(path)).status, 403);
  });

  test('whom no message reaches nobody was told: the clerk reads that the slip is to be handed over', async () => {
    // Made at a counter, without telephone: an account that nobody opens.
    const account = await s.db.tx(tx => createAccount(tx, { kind: 'citizen', name: 'Lò Thị Păn' }, s.act()));
    const dossier = await apply({ account, phone: '', channel: 'counter' });
    await clerk.visit.open(pageOf(dossier));
    const asked = await clerk.visit.submit(`${pageOf(dossier)}/yeu-cau-bo-sung`, {
      reason: 'Thiếu ảnh chân dung',
    });
    const { html } = await clerk.visit.open(asked.location ?? '');
    assert.match(html, /role="status"[\s\S]*Không tin nào đến được người nộp \([^)]*\): giao phiếu tận tay/);
    assert.doesNotMatch(html, /được báo tin\./);
    assert.match(html, /Tin đã gửi người nộp<\/h2><p class="why">Không tin nào đến được người nộp/);
    assert.doesNotMatch(html, /Tài khoản: /);
  });

  test('of a simulated dossier nobody is told, and nobody reads that somebody was', async () => {
    const dossier = await apply();
    await s.owner.query('UPDATE cases.dossier SET synthetic = true, applicant_id = NULL WHERE id = $1', [
      dossier.id,
    ]);
    await clerk.visit.open(pageOf(dossier));
    const asked = await clerk.visit.submit(`${pageOf(dossier)}/yeu-cau-bo-sung`, {
      reason: 'Thiếu ảnh chân dung',
    });
    assert.equal(asked.status, 303, asked.html.slice(0, 3000));
    const { html } = await clerk.visit.open(asked.location ?? '');
    assert.match(html, /role="status"[\s\S]*Hồ sơ mô phỏng: không có tin nào được gửi đi\./);
    assert.doesNotMatch(html, /được báo tin\./);
  });

  test('a slip of what was taken back is listed as void, and can still be read', async () => {
    const dossier = await apply();
    await clerk.visit.open(pageOf(dossier));
    const refused = await clerk.visit.submit(`${pageOf(dossier)}/tu-choi`, {
      reason: 'Nộp nhầm nơi, cư trú tại Sa Pa',
    });
    const after = (await clerk.visit.open(refused.location ?? '')).html;
    assert.match(after, /href="[^"]*\/phieu\/tu-choi\.pdf">Phiếu từ chối/);
    assert.doesNotMatch(after, /Không còn giá trị/);
    const over = /<h2>Quy trình<\/h2><p>Đã kết thúc lúc \d\d\/\d\d\/\d{4} \d\d:\d\d</;
    assert.match(after, over, 'where it was says that it is over');
    const back = /href="([^"]*\/hoan-tac\/[^"]*)"/.exec(after)?.[1] ?? assert.fail('no way back');
    await clerk.visit.open(back);
    await clerk.visit.submit(back, { 'ly-do': 'Người nộp có xác nhận cư trú' });
    const { html } = await clerk.visit.open(pageOf(dossier));
    assert.doesNotMatch(html, over);
    const [, slip = ''] =
      /href="([^"]*\/phieu\/tu-choi[^"]*)">Phiếu từ chối[\s\S]*?Không còn giá trị/.exec(html) ?? [];
    const read = await clerk.visit.open(slip);
    assert.equal(read.status, 200, slip);
    assert.equal(read.raw.subarray(0, 5).toString(), '%PDF-');
  });

  test('an unchanged hand-out changes nothing, and says so; a transfer is offered to committees only', async () => {
    const dossier = await apply();
    await step(clerk, dossier, 'forward');
    const give = `${pageOf(dossier)}/giao/${await taskOf(dossier)}`;
    await officer.visit.open(give);
    const same = await officer.visit.submit(give);
    assert.match(same.location ?? '', /xong=assign-unchanged/);
    const move = `${pageOf(dossier)}/chuyen`;
    const { html } = await officer.visit.open(move);
    assert.match(html, /Sa Pa/);
    assert.doesNotMatch(html, /Trung tâm Phục vụ|Sở /);
    const wrong = await officer.visit.submit(move, {
      'co-quan': s.agencies.centre,
      'ly-do': 'Người nộp cư trú nơi khác',
    });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /không có thẩm quyền giải quyết thủ tục này/);
    const sent = await officer.visit.submit(move, {
      'co-quan': s.agencies.saPa,
      'ly-do': 'Người nộp cư trú tại xã Sa Pa',
    });
    assert.equal(sent.status, 303);
    assert.equal((await findDossier(s.db, dossier.id))?.agencyId, s.agencies.saPa);
    // Who received it is no other by that.
    const page = (await officer.visit.open(pageOf(dossier))).html;
    assert.match(page, /thụ lý khi tiếp nhận<\/dt>\s*<dd[^>]*>[^<]*Bắc Hà/);
    assert.match(page, /thụ lý sau khi chuyển<\/dt>\s*<dd[^>]*>[^<]*Sa Pa/);
    assert.doesNotMatch(page, /Địa bàn khi tiếp nhận/);
  });

  test('an agency that was ended afterwards as of a day before reception still has its name on the page, which opens', async () => {
    const dossier = await apply();
    await s.owner.query('UPDATE cases.dossier SET agency_id = $2 WHERE id = $1', [
      dossier.id,
      s.agencies.saPa,
    ]);
    await s.db.tx(tx => endAgency(tx, s.agencies.saPa, '2026-11-19', s.act()));
    const { status, html } = await clerk.visit.open(pageOf(dossier));
    assert.equal(status, 200, html.slice(0, 600));
    assert.match(html, /Cơ quan thụ lý khi tiếp nhận<\/dt>\s*<dd[^>]*>[^<]*Sa Pa/);
  });
});
