import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, listBrought } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../../testing/site.ts';

describe('one-stop: what is brought to any counter of the province', () => {
  let s: OneStopSite;
  let far: Official;
  before(async () => {
    s = await oneStopSite();
    far = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
  });
  after(() => s.close());

  const statusOf = async (d: Dossier) => (await findDossier(s.db, d.id))?.status;

  async function waiting(): Promise<Dossier> {
    const dossier = await s.apply({ channel: 'counter' });
    await s.clerk.visit.open(s.pageOf(dossier));
    await s.clerk.visit.submit(`${s.pageOf(dossier)}/yeu-cau-bo-sung`, {
      reason: 'Thiếu ảnh chân dung\r\nHợp đồng thuê nhà',
    });
    return dossier;
  }
  /** The dossier at a counter, found by what was typed or scanned. */
  const found = async (who: Official, typed: string) =>
    (await who.visit.open(`/can-bo/tiep-nhan?q=${encodeURIComponent(typed)}`)).location ?? '';

  test('the code leads a clerk of another commune to what a counter must see, and nothing more; the papers are taken in, printed and taken back', async () => {
    const dossier = await waiting();
    const path = await found(far, dossier.code.toLowerCase());
    assert.equal(path, `/can-bo/tiep-nhan/da-nop/${dossier.id}`);
    const end = dossier.code.split('-').slice(1).join('-');
    for (const who of [s.clerk, far])
      assert.equal(await found(who, end), path, 'the end of the code is enough');
    assert.match((await far.visit.open('/can-bo/tiep-nhan?q=261120-9999')).html, /261120-9999/);
    const card = (await far.visit.open(path)).html;
    assert.match(
      card,
      /Thiếu ảnh chân dung\s*<br>Hợp đồng thuê nhà/,
      'each paper asked for on a line of its own',
    );
    assert.doesNotMatch(card, /Hẹn trả kết quả trước/, 'nothing is promised while it waits');
    assert.match(card, /Giàng Thị Mỷ/);
    assert.match(card, /bo-sung" autofocus/, 'the cursor is on what she most likely comes for');
    assert.doesNotMatch(card, /0912345678|0912 345 678|Mở hồ sơ</);
    assert.equal((await far.visit.open(s.pageOf(dossier))).status, 404);
    const form = `${path}/bo-sung`;
    assert.match(
      (await far.visit.open(form)).html,
      /Cần bổ sung, theo Phiếu số \d+\/2026[\s\S]*<br>Hợp đồng thuê nhà/,
    );
    assert.match((await far.visit.open(form)).html, /name="(ban-chinh|ten)\.[^>]* autofocus/);
    const nothing = await far.visit.submit(form, { 'giay-khac': 'Hộ chiếu C1234567' });
    assert.equal(nothing.status, 422);
    assert.match(nothing.html, /Ghi số bản giấy tờ đã nhận/);
    const unknown = await far.visit.submit(form, {
      'ten.khac-1': 'Ảnh',
      'ban-chinh.khac-1': '2',
      kiem: '010092003345',
    });
    assert.equal(unknown.status, 422);
    assert.match(unknown.html, /không phải của hồ sơ này/);
    assert.match(unknown.html, /value="Ảnh"/);
    const counted = await far.visit.submit(form, { 'ten.khac-1': 'Ảnh', 'ban-sao.khac-1': 'abc', kiem: '' });
    assert.equal(counted.status, 422);
    assert.match(counted.html, /href="#f-ban-sao\.khac-1">Ghi số bản là số từ 0 đến 99: Ảnh</);
    assert.match(counted.html, /name="ban-sao\.khac-1"[^>]*value="abc"/);
    assert.doesNotMatch(counted.html, /[Rr]út ngắn/);
    const code = await far.visit.submit(form, {
      'ten.khac-1': 'Ảnh',
      'ban-chinh.khac-1': '2',
      'ban-sao.khac-1': '',
      kiem: dossier.code,
      'giay-khac': '',
    });
    assert.match(code.html, /Mã hồ sơ chưa cho biết ai đến/);
    assert.equal(await statusOf(dossier), 'supplementing');
    const done = await far.visit.submit(form, {
      'ten.khac-1': 'Ảnh',
      'ban-chinh.khac-1': '2',
      kiem: '',
      'giay-khac': 'Hộ chiếu C1234567',
    });
    assert.match(done.location ?? '', /xong=supplement-brought/, done.html.slice(0, 300));
    assert.notEqual(await statusOf(dossier), 'supplementing');
    const after = (await far.visit.open(done.location ?? '')).html;
    assert.match(after, /<dt>Hẹn trả kết quả trước<\/dt>\s*<dd[^>]*>\d\d\/11\/2026/);
    assert.match(after, /Ảnh \(2 bản chính\)/, 'of what there is none nothing is said');
    const slip = /href="([^"]*\/phieu\/[^"]*\.pdf)"/.exec(after)?.[1] ?? assert.fail('no slip');
    assert.equal((await far.visit.open(slip)).status, 200);
    assert.match((await s.clerk.visit.open(s.pageOf(dossier))).html, /Giàng Thị Mỷ nộp giấy tờ bổ sung/);
    const back = /href="([^"]*\/hoan-tac\/[^"]*)"/.exec(after)?.[1] ?? assert.fail('no way back');
    await far.visit.open(back);
    const undone = await far.visit.submit(back, { 'ly-do': '' });
    assert.match(undone.location ?? '', /\/da-nop\/.*xong=undone/);
    assert.equal(await statusOf(dossier), 'supplementing');
  });

  test('it is withdrawn on a signed request only, and the citizen may see which counters opened it', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    const path = `${await found(far, dossier.code)}/rut`;
    await far.visit.open(path);
    const person = { 'giay-khac': 'Hộ chiếu C1234567' };
    const unsigned = await far.visit.submit(path, person);
    assert.equal(unsigned.status, 422);
    assert.equal(await statusOf(dossier), 'received');
    const done = await far.visit.submit(path, { ...person, 'don-ky': '1', 'ly-do': 'Nộp nhầm' });
    assert.match(done.location ?? '', /xong=withdrawal-brought/);
    assert.equal(await statusOf(dossier), 'withdrawn');
    assert.equal((await listBrought(s.db, dossier.id)).length, 1);
    const read = await s.story(`dossier:${dossier.id}`);
    assert.ok(read.includes('ledger.record-read'));
  });

  test('what was asked for stands at the counter while it is waited for, and not once the dossier is withdrawn', async () => {
    const dossier = await waiting();
    const path = await found(far, dossier.code);
    assert.match((await far.visit.open(path)).html, /Cần bổ sung, theo Phiếu số/);
    await far.visit.open(`${path}/rut`);
    const signed = { 'giay-khac': 'Hộ chiếu C1234567', 'don-ky': '1', 'ly-do': 'Nộp nhầm' };
    await far.visit.submit(`${path}/rut`, signed);
    assert.equal(await statusOf(dossier), 'withdrawn');
    const { html } = await far.visit.open(path);
    assert.match(html, /Hồ sơ này không chờ bổ sung/);
    assert.doesNotMatch(html, /Cần bổ sung, theo Phiếu số/);
  });

  test('that nothing is waited for is said without the withdrawal, which it still allows; of what is over both are', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    const path = await found(far, dossier.code);
    const none = (await far.visit.open(`${path}/bo-sung`)).html;
    assert.match(none, /Hồ sơ này hiện không chờ bổ sung giấy tờ\./);
    assert.doesNotMatch(none, /không rút được|<form[^>]*bo-sung/);
    assert.ok((await far.visit.open(path)).html.includes(`href="${path}/rut"`));
    await far.visit.open(`${path}/rut`);
    const signed = { 'giay-khac': 'Hộ chiếu C1234567', 'don-ky': '1', 'ly-do': 'Nộp nhầm' };
    assert.equal((await far.visit.submit(`${path}/rut`, signed)).status, 303);
    for (const act of ['bo-sung', 'rut'])
      assert.match((await far.visit.open(`${path}/${act}`)).html, /không chờ bổ sung và không rút được nữa/);
  });

  test('who brings papers, or takes it back, when it was stopped meanwhile reads who did that and keeps what was typed; another counter not who', async () => {
    const dossier = await waiting();
    const path = `/can-bo/tiep-nhan/da-nop/${dossier.id}`;
    const typed = { 'bo-sung': 'Đã thay hợp đồng thuê nhà mới', rut: 'Nộp nhầm nơi cư trú' };
    for (const who of [s.clerk, far])
      for (const act of ['bo-sung', 'rut'] as const) await who.visit.open(`${path}/${act}`);
    const stop = `${s.pageOf(dossier)}/dung`;
    await s.signer.visit.open(stop);
    const reason = { 'ly-do': 'Người nộp báo không cần nữa', 'van-dung': '1' };
    assert.equal((await s.signer.visit.submit(stop, reason)).status, 303);
    for (const who of [s.clerk, far]) {
      const papers = { 'loi-nhan': typed['bo-sung'] };
      const back = { 'don-ky': '1', 'ly-do': typed.rut, 'giay-khac': 'Hộ chiếu C1234567' };
      for (const [act, fields] of [
        ['bo-sung', papers],
        ['rut', back],
      ] as const) {
        const { status, html } = await who.visit.submit(`${path}/${act}`, fields);
        assert.equal(status, 409, act);
        assert.match(html, /Hồ sơ đã có người làm trước/);
        assert.match(html, new RegExp(typed[act]));
        assert.equal(/Thào A Sính: dừng/i.test(html), who === s.clerk, act);
      }
    }
  });

  test('who asks for papers again is told when they were asked for, and says why these were not; the story shows it', async () => {
    const dossier = await waiting();
    const form = `/can-bo/tiep-nhan/da-nop/${dossier.id}/bo-sung`;
    await s.clerk.visit.open(form);
    await s.clerk.visit.submit(form, { 'loi-nhan': 'Ảnh gửi sau', 'giay-khac': 'Hộ chiếu C1234567' });
    await s.clerk.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, {
      outcome: 'forward',
    });
    const { html } = await s.officer.visit.open(s.pageOf(dossier));
    assert.match(html, /đã được yêu cầu bổ sung 1 lần, gần nhất ngày 20\/11\/2026, Phiếu số \d+\/2026/);
    const again = { reason: 'Thiếu giấy xác nhận nơi ở' };
    const ask = `${s.pageOf(dossier)}/yeu-cau-bo-sung`;
    const refused = await s.officer.visit.submit(ask, again);
    assert.equal(refused.status, 422);
    assert.match(refused.html, /ghi vì sao lần đó chưa yêu cầu/);
    assert.match(refused.html, /Thiếu giấy xác nhận nơi ở<\/textarea>/);
    const asked = await s.officer.visit.submit(ask, { ...again, 'why-again': 'Người nộp vừa đổi nơi ở' });
    assert.equal(asked.status, 303, asked.html.slice(0, 300));
    const story = (await s.officer.visit.open(s.pageOf(dossier))).html;
    assert.match(story, /yêu cầu bổ sung lần 2[\s\S]*vì sao yêu cầu thêm: “Người nộp vừa đổi nơi ở”/);
  });

  test('who may not receive is refused at every address, and finds nothing by the code', async () => {
    const dossier = await waiting();
    const path = `/can-bo/tiep-nhan/da-nop/${dossier.id}`;
    for (const at of [path, `${path}/bo-sung`, `${path}/rut`])
      assert.equal((await s.officer.visit.open(at)).status, 403);
    await s.officer.visit.open(s.pageOf(dossier));
    assert.equal((await s.officer.visit.submit(`${path}/rut`, { 'don-ky': '1' })).status, 403);
    const { html } = await far.visit.open('/can-bo/tiep-nhan?q=001.18.60.H38-261128-9999');
    assert.match(html, /Không có hồ sơ nào mang mã 001\.18\.60\.H38-261128-9999/);
  });

  test('the slip of a result that the post brought back leads to its hand-over, and so does the dossier; another counter reads where it lies', async () => {
    const dossier = await s.signed({ owner: 'Lò Thị Xuân', post: 'Thôn Na Hối Nùng, xã Bắc Hà' });
    const { visit } = s.clerk;
    await visit.open('/can-bo/buu-chinh?tat-ca=1');
    await visit.submit('/can-bo/buu-chinh', { thu: [dossier.id], [`ma.${dossier.id}`]: 'EB123456785VN' });
    const card = await found(s.clerk, dossier.code);
    assert.match((await visit.open(card)).html, /không chờ bổ sung/, 'the post has it');
    const letter = (await visit.open('/can-bo/buu-chinh?q=EB123456785VN')).location ?? '';
    await visit.open(letter);
    const back = { viec: 'returned', 'ngay-hoan': '20/11/2026', 'ly-do': 'Không có người nhận' };
    assert.equal((await visit.submit(letter, back)).status, 303);
    for (const page of [card, s.pageOf(dossier)]) {
      const { html } = await visit.open(page);
      assert.match(html, /Bưu chính chuyển hoàn kết quả ngày 20\/11\/2026\. Kết quả đang ở [^.]*Bắc Hà/);
      assert.ok(html.includes(`href="${letter}/tra"`), page);
      assert.doesNotMatch(html, /không chờ bổ sung|quy trình không còn bước nào/);
    }
    assert.equal((await visit.open(`${letter}/tra`)).status, 200);
    const elsewhere = (await far.visit.open(await found(far, dossier.code))).html;
    assert.match(elsewhere, /Kết quả đang ở [^.]*Bắc Hà/);
    assert.ok(!elsewhere.includes(letter));
    assert.equal((await far.visit.open(`${letter}/tra`)).status, 404);
  });

  test('the slip of a result that waits at the counter leads to its hand-over; another counter reads where it waits', async () => {
    const dossier = await s.signed({ owner: 'Sùng Thị Pà' });
    const to = `href="${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}"`;
    const card = (await s.clerk.visit.open(await found(s.clerk, dossier.code))).html;
    assert.match(card, /Kết quả chờ trả tại [^.]*Bắc Hà/);
    assert.ok(card.includes(to));
    const elsewhere = (await far.visit.open(await found(far, dossier.code))).html;
    assert.match(elsewhere, /Kết quả chờ trả tại [^.]*Bắc Hà/);
    assert.ok(!elsewhere.includes(to));
  });
});
