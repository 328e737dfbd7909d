import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listResults } from '#engines/cases';
import { delegate } from '#engines/identity';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: what ends a result, signed by delegation', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('who stands in reads before he signs for whom and as what; the one who delegated reads nothing of it, and others do not come there', async () => {
    const dossier = await s.signed();
    const [result] = await listResults(s.db, dossier.id);
    const of = `${s.pageOf(dossier)}/ket-qua/${result?.id}`;

    const standIn = await s.official('Giàng Thị Sua', s.agencies.saPa, ['officer']);
    for (const [postId, title] of [
      [s.signer.postId, 'Chủ tịch Ủy ban nhân dân'],
      [standIn.postId, 'Chánh Văn phòng'],
    ])
      await s.owner.run('UPDATE organisation.post SET title_vi = $2 WHERE id = $1', [postId, title]);
    assert.equal((await standIn.visit.open(`${of}/cap-lai`)).status, 403);
    const given = { fromPostId: s.signer.postId, toPostId: standIn.postId, roles: ['leader', 'signer'] };
    const days = { from: '2026-01-01', to: '2027-01-01', reason: 'Đi công tác' };
    await s.db.tx(tx => delegate(tx, { ...given, ...days }, s.act()));

    const said =
      /Ký theo ủy quyền của Chủ tịch Ủy ban nhân dân\. Chức danh người ký: TUQ\. CHỦ TỊCH ỦY BAN NHÂN DÂN, CHÁNH VĂN PHÒNG\./;
    for (const way of ['cap-lai', 'dinh-chinh', 'thu-hoi']) {
      assert.match((await standIn.visit.open(`${of}/${way}`)).html, said, way);
      const short = await standIn.visit.follow(`${of}/${way}`, { 'ly-do': 'Mất', cach: 'revocation' });
      assert.equal(short.status, 422);
      assert.match(short.html, said, 'also beside what has to be corrected');
      const own = await s.signer.visit.open(`${of}/${way}`);
      assert.equal(own.status, 200);
      assert.doesNotMatch(own.html, /ký theo ủy quyền/, way);
    }
  });
});
