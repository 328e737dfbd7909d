import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ComplaintSite, complaintSite, type Official } from '../testing/site.ts';

describe('complaints: who may settle one', () => {
  let s: ComplaintSite;
  let vice: Official;
  before(async () => {
    s = await complaintSite();
    vice = await s.official('Lù Văn Thắng', s.agencies.bacHa, ['leader', 'signer'], 'Phó Chủ tịch');
  });
  after(() => s.close());

  const tookPart = (path: string, { accountId }: Official) =>
    s.owner.run('INSERT INTO complaints.took_part (complaint_id, account_id) VALUES ($1, $2)', [
      path.slice(-36),
      accountId,
    ]);

  test('who had a part in what it is about gets no form to fill in, and reads who may settle it', async () => {
    const path = await s.takenOn();
    await tookPart(path, vice);
    const led = await vice.visit.open(`${path}/giai-quyet`);
    assert.deepEqual([led.status, led.location], [303, path]);
    const { html } = await vice.visit.open(path);
    assert.match(
      html,
      /Người đã tham gia giải quyết hồ sơ này[^<]*Giải quyết được khiếu nại này: Thào A Sính[.]/,
    );
    assert.ok(!html.includes(`${path}/giai-quyet`));
    assert.equal((await s.leader.visit.open(`${path}/giai-quyet`)).status, 200);
    assert.equal((await s.clerk.visit.open(`${path}/giai-quyet`)).status, 403);
  });

  test('a finding that is too short is told how many characters it has and how many it takes', async () => {
    const path = await s.takenOn();
    const form = await s.leader.visit.open(`${path}/giai-quyet`);
    assert.match(form.html, /mỗi ý một dòng, ít nhất 20 ký tự/);
    const wish = { 'ket-qua': 'kept', 'noi-dung': 'Tôi tự giải quyết' };
    const { html } = await s.leader.visit.follow(`${path}/giai-quyet`, wish);
    assert.match(html, /Viết ít nhất 20 ký tự \(mới có 17\)[.] Ghi đã xác minh gì/);
  });
});
