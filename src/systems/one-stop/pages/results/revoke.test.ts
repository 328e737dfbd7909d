import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listResultActs, listResults } from '#engines/cases';
import { wordsOf } from '../../../../engines/cases/testing/words-of.ts';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a decision that ends a result is shown before it is signed', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  const TYPED = {
    cach: 'annulment',
    'can-cu': 'Điều 7 Nội quy thư viện',
    'ly-do': 'Giấy tờ kèm hồ sơ là giả, số 010190005555\nNgười nộp đã xác nhận',
  };

  test('it stands in the page and as a file, nothing is signed by looking, and only what was shown is signed', async () => {
    const dossier = await s.signed({ electronic: true });
    const [result] = await listResults(s.db, dossier.id);
    const form = `${s.pageOf(dossier)}/ket-qua/${result?.id}/thu-hoi`;
    const { visit } = s.signer;
    const status = async () => (await listResults(s.db, dossier.id)).map(r => r.status);

    assert.match((await visit.open(form)).html, /Xem quyết định trước khi ký/);
    const shown = await visit.follow(form, TYPED);
    assert.equal(shown.status, 200, shown.html.slice(0, 300));
    assert.match(
      shown.html,
      /Quyết định sẽ ký[\s\S]*Số: …\/QĐ-[\s\S]*Căn cứ Điều 7 Nội quy thư viện;[\s\S]*Hủy bỏ [\s\S]*Lý do: Giấy tờ kèm hồ sơ là giả, số\s[\s\S]*trong thời hạn 90 ngày kể từ ngày nhận được[\s\S]*Ký quyết định/,
    );
    const pdf = await visit.submit(form, { 'ban-pdf': '1' });
    assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
    assert.deepEqual(await status(), ['valid']);

    // The page has an address of its own: it can be loaded again, and what was typed stands in the form.
    const again = (await visit.open(`${form}?xem=1`)).html;
    assert.match(again, /Lý do: Giấy tờ kèm hồ sơ là giả, số 010190005555<br>Người nộp đã xác nhận\./);
    assert.match(again, /CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM[\s\S]*Nơi nhận:[\s\S]*Lưu: VT, hồ sơ\./);
    const changed = await visit.submit(form, { 'ly-do': 'Một lý do khác, chưa ai xem' });
    assert.equal(changed.status, 422);
    assert.match(changed.html, /Quyết định không còn như bản đã xem/);
    await visit.open(form);
    assert.equal((await visit.submit(form, { ...TYPED, 'da-xem': '1' })).status, 422, 'without its mark');
    assert.equal((await s.clerk.visit.open(form)).status, 403);
    assert.deepEqual(await status(), ['valid']);

    await visit.open(form);
    await visit.follow(form, TYPED);
    assert.match((await visit.submit(form)).location ?? '', /xong=result-revoked/);
    assert.deepEqual(await status(), ['revoked']);
    const [act] = await listResultActs(s.db, dossier.id);
    assert.deepEqual([act?.kind, act?.reason], ['annulment', TYPED['ly-do']]);

    // Whoever opens a form of what holds no more reads what became of it, and finds nothing to sign.
    for (const act of ['thu-hoi', 'dinh-chinh', 'cap-lai']) {
      const over = await visit.open(form.replace('thu-hoi', act));
      assert.equal(over.status, 200);
      assert.match(
        over.html,
        /không còn hiệu lực: chính người đang đăng nhập đã hủy bỏ lúc [^<]+Quyết định số/,
      );
      assert.doesNotMatch(over.html, /<textarea|Việc vừa gửi/);
    }
    assert.equal((await s.clerk.visit.open(form)).status, 403);

    // Who has no step of it reads the reason with the number masked, also beside the result.
    const page = (await visit.open(s.pageOf(dossier))).html;
    assert.match(page, /Lý do: Giấy tờ kèm hồ sơ là giả, số ••••••••5555/);
    assert.ok(!page.includes('010190005555'));
  });

  test('who may read the page only opens no file that bears what the decision says of people; who has it in hand does', async () => {
    const dossier = await s.signed({ electronic: true });
    const [result] = await listResults(s.db, dossier.id);
    const form = `${s.pageOf(dossier)}/ket-qua/${result?.id}/thu-hoi`;
    const typed = { ...TYPED, 'ly-do': 'Giấy tờ của người khác, số 010191004185, điện thoại 0911222345' };
    await s.signer.visit.open(form);
    await s.signer.visit.follow(form, typed);
    assert.equal((await s.signer.visit.submit(form)).status, 303);
    const [act] = await listResultActs(s.db, dossier.id);
    const page = s.pageOf(dossier);
    const decision = `${page}/quyet-dinh/${act?.id}.pdf`;

    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    const seen = await auditor.visit.open(page);
    assert.match(seen.html, /Quyết định số \d/, 'that there is one');
    assert.doesNotMatch(seen.html, /href="[^"]*\/(?:quyet-dinh|ket-qua|giay-to)\//);
    for (const file of [decision, `${page}/ket-qua/${result?.id}.pdf`, `${page}/xem-truoc.pdf`])
      assert.equal((await auditor.visit.open(file)).status, 403, file);
    // What he may open bears no number in full.
    const links = [...seen.html.matchAll(/href="([^"]*\.pdf)"/g)].map(([, href = '']) => href);
    assert.ok(links.length > 0);
    for (const file of links) {
      const { status, raw } = await auditor.visit.open(file);
      assert.equal(status, 200, file);
      assert.doesNotMatch(wordsOf(raw).replace(/[\s.]/g, ''), /010191004185|0911222345|0912345678/, file);
    }

    for (const who of [s.signer, s.clerk]) {
      const { html } = await who.visit.open(page);
      assert.ok(html.includes(`href="${decision}"`));
      assert.match(wordsOf((await who.visit.open(decision)).raw), /010191004185/);
    }
    const stranger = await s.official('Tẩn A Phù', s.agencies.saPa, ['officer']);
    assert.equal((await stranger.visit.open(decision)).status, 404);
  });
});
