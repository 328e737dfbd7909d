import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Visit } from '#test/visit';
import { withdrawComplaint } from '../actions/take-on.ts';
import { type ComplaintSite, complaintSite, type Official } from '../testing/site.ts';

const KEPT = { 'ket-qua': 'kept', 'noi-dung': 'Hồ sơ thiếu tờ khai, đã hướng dẫn tại quầy.' };
const CHANGED = {
  'ket-qua': 'changed',
  'viec-phai-lam': 'redo',
  'noi-dung': 'Hồ sơ nộp đúng nơi, đủ giấy tờ.',
};

describe('complaints: a decision is signed once', () => {
  let s: ComplaintSite;
  let vice: Official;
  before(async () => {
    s = await complaintSite();
    vice = await s.official('Lù Văn Thắng', s.agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  async function signs({ visit }: Official, path: string, typed: Record<string, string>) {
    await visit.open(`${path}/giai-quyet`);
    const shown = await visit.follow(`${path}/giai-quyet`, typed);
    assert.match(shown.html, /Ký quyết định giải quyết/);
    return { shown, sent: await visit.submit(`${path}/giai-quyet`) };
  }

  test('before it is signed the signer reads what cannot be undone, and who can still change it', async () => {
    const path = await s.takenOn();
    const { shown, sent } = await signs(s.leader, path, KEPT);
    assert.match(
      shown.html,
      /Ký xong không hoàn tác được[\s\S]*khiếu nại lần hai hoặc Tòa án mới thay đổi được/,
    );
    assert.equal(sent.location, `${path}?xong=settled`);
  });

  test('who comes to sign what was signed is led to the complaint: who signed, when, and what was decided', async () => {
    const path = await s.takenOn();
    assert.equal((await vice.visit.open(`${path}/giai-quyet`)).status, 200);
    await signs(s.leader, path, KEPT);
    for (const who of [vice, s.leader]) {
      const { status, location } = await who.visit.open(`${path}/giai-quyet`);
      assert.deepEqual([status, location], [303, `${path}?xong=settled-before`]);
      assert.match(
        (await who.visit.open(location ?? '')).html,
        /đã được giải quyết: Thào A Sính ký Quyết định số \d+\/2026\/QĐ-GQKN lúc [^<]*[.] Giữ nguyên quyết định bị khiếu nại[.] Không còn quyết định nào phải ký/,
      );
    }
    // Before it is taken on there is none to sign either; and who signs nothing is refused as before.
    const fresh = await s.complain();
    assert.equal((await vice.visit.open(`${fresh}/giai-quyet`)).location, `${fresh}?xong=nothing-to-sign`);
    assert.equal((await s.clerk.visit.open(`${path}/giai-quyet`)).status, 403);
  });

  test('the second of two who sign reads who was first, and keeps what he typed; nothing of his is signed', async () => {
    const path = await s.takenOn();
    await vice.visit.open(`${path}/giai-quyet`);
    await vice.visit.follow(`${path}/giai-quyet`, CHANGED);
    const other = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['leader', 'signer']);
    await other.visit.open(`${path}/giai-quyet`);
    await signs(s.leader, path, KEPT);
    const first =
      /Thào A Sính đã ký Quyết định số \d+\/2026\/QĐ-GQKN giải quyết khiếu nại số \d+\/2026 lúc \d\d\/\d\d\/2026/;
    const late = await vice.visit.submit(`${path}/giai-quyet`);
    assert.match(late.html, /<h1>Khiếu nại đã có người làm trước<\/h1>/);
    // So does he who only looks at what he would sign, and whoever comes back to it later: there is no form any more.
    const looks = await other.visit.follow(`${path}/giai-quyet`, CHANGED);
    const back = await other.visit.open(`${path}/giai-quyet`);
    for (const seen of [looks, back])
      assert.match(seen.html, /<h1>Khiếu nại đã có người làm trước<\/h1>/, 'under one title');
    for (const seen of [late, looks, back, await vice.visit.open(`${path}/giai-quyet`)]) {
      assert.equal(seen.status, 409);
      assert.match(seen.html, first);
      assert.match(seen.html, /Hồ sơ nộp đúng nơi, đủ giấy tờ[.]<\/textarea>/);
      assert.doesNotMatch(seen.html, /Xem quyết định|name="ket-qua"/);
      assert.ok(seen.html.includes(`href="${path}"`));
    }
    const { outcome } = await s.db.one<{ outcome: string }>(
      'SELECT outcome FROM complaints.complaint WHERE id = $1',
      [path.slice(-36)],
    );
    assert.equal(outcome, 'kept');
  });

  test('who comes back to a decision on a complaint that was withdrawn meanwhile reads that, with what he typed', async () => {
    const path = await s.takenOn();
    await vice.visit.open(`${path}/giai-quyet`);
    await vice.visit.follow(`${path}/giai-quyet`, CHANGED);
    const by = { ...s.leader, agencyId: s.agencies.bacHa, at: s.clock.now() };
    await s.db.tx(tx => withdrawComplaint(tx, s.ledger, { id: path.slice(-36), reason: '' }, by));
    for (const seen of [
      await vice.visit.open(`${path}/giai-quyet`),
      await vice.visit.submit(`${path}/giai-quyet`),
    ]) {
      assert.equal(seen.status, 409);
      assert.match(seen.html, /<h1>Việc này không còn làm được<\/h1>/, 'no official was first');
      assert.match(seen.html, /Lý A Nủ[^<]* rút khiếu nại/);
      assert.match(seen.html, /Hồ sơ nộp đúng nơi, đủ giấy tờ[.]<\/textarea>/);
    }
  });

  test('who holds the receipt reads that the decision was carried out, and not before it is', async () => {
    const path = await s.takenOn();
    await signs(s.leader, path, CHANGED);
    const anyone = new Visit(s.server, '');
    const receipt = `/kiem-tra/n/${path.slice(-36)}`;
    assert.doesNotMatch((await anyone.open(receipt)).html, /Quyết định đã được thi hành/);
    await s.leader.visit.open(`${path}/thi-hanh`);
    assert.equal((await s.leader.visit.submit(`${path}/thi-hanh`)).status, 303);
    const { html } = await anyone.open(receipt);
    assert.match(html, /Quyết định đã được thi hành<\/dt><dd>\d\d\/\d\d\/2026 \d\d:\d\d/);
    assert.doesNotMatch(html, /Lý A Nủ|đủ giấy tờ/);
  });
});
