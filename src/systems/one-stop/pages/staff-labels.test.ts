import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

describe('one-stop: what a form asks a citizen stands on pages of officials under the label for them', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('the clerk reads, mends and looks back under “Cách nhận thẻ”; another commune’s officer reads nothing', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    await s.db.run(
      `INSERT INTO cases.reception (dossier_id, agency_id, clerk_id, post_id, received_at, procedure_code, applicant_id, folded_name)
       VALUES ($1, $2, $3, $4, $5, '9.700001', $6, 'giang thi my')`,
      [dossier.id, s.agencies.centre, s.clerk.accountId, s.clerk.postId, s.clock.now(), s.signer.accountId],
    );
    const { visit } = s.clerk;
    const read = async (path: string) => {
      const { html } = await visit.open(path);
      assert.match(html, /Cách nhận thẻ/, path);
      assert.doesNotMatch(html, /Nhận thẻ ở đâu/, path);
      return html;
    };
    await read(s.pageOf(dossier));
    const mend = `${s.pageOf(dossier)}/sua-to-khai`;
    await read(mend);
    const wrong = await visit.submit(mend, { 'result.way': 'nowhere', 'ly-do': 'Gõ sai so với phiếu' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Chọn cách nhận thẻ/);
    await visit.open(mend);
    const post = { 'result.way': 'post', 'result.address': 'Thôn Na Hối Nùng, xã Bắc Hà' };
    const done = await visit.submit(mend, { ...post, 'ly-do': 'Gõ sai so với phiếu' });
    assert.match(done.location ?? '', /xong=answers-corrected/, done.html);
    assert.match(
      await read(s.pageOf(dossier)),
      /Cách nhận thẻ: <del>Tại quầy<\/del> → <b>Qua bưu chính<\/b>/,
    );
    const stranger = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['officer']);
    assert.equal((await stranger.visit.open(s.pageOf(dossier))).status, 404);
  });
});
