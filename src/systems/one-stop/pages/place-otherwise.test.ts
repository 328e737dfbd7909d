import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../testing/site.ts';

const OTHERWISE = /Tờ khai ghi Xã Bắc Hà, hồ sơ đã chuyển về Xã Sa Pa\./;

describe('one-stop: answers name the place that a dossier was transferred away from', () => {
  let s: OneStopSite;
  let there: Official;
  before(async () => {
    s = await oneStopSite();
    there = await s.official('Sùng A Chứ', s.agencies.saPa, ['officer', 'leader', 'signer']);
  });
  after(() => s.close());

  /** Typed in by the clerk for Bắc Hà, and transferred to Sa Pa. */
  async function transferred({ own = false, owner = 'Giàng A Phử' } = {}): Promise<Dossier> {
    const dossier = await s.apply({ channel: 'counter', owner });
    if (!own)
      await s.db.run(
        `INSERT INTO cases.reception (dossier_id, agency_id, clerk_id, post_id, received_at, procedure_code, applicant_id, folded_name)
         VALUES ($1, $2, $3, $4, $5, '9.700001', $6, 'giang thi my')`,
        [dossier.id, s.agencies.centre, s.clerk.accountId, s.clerk.postId, s.clock.now(), s.signer.accountId],
      );
    await s.step(s.clerk, dossier, 'forward');
    const move = `${s.pageOf(dossier)}/chuyen`;
    await s.officer.visit.open(move);
    const wish = { 'co-quan': s.agencies.saPa, 'ly-do': 'Người nộp cư trú tại xã Sa Pa' };
    assert.equal((await s.officer.visit.submit(move, wish)).status, 303);
    return dossier;
  }
  const reads = async (who: Official, dossier: Dossier) => (await who.visit.open(s.pageOf(dossier))).html;

  test('who checks and who signs read so, until it is corrected; who has no step of it does not', async () => {
    const dossier = await transferred();
    assert.match(await reads(there, dossier), OTHERWISE);
    assert.doesNotMatch(await reads(s.officer, dossier), OTHERWISE);
    await s.step(there, dossier, 'propose');
    const html = await reads(there, dossier);
    assert.match(html, OTHERWISE);
    assert.match(html, /sửa tờ khai trước khi ký/);
    const path = `${s.pageOf(dossier)}/sua-to-khai`;
    await s.clerk.visit.open(path);
    const wish = { 'place.commune': '99002', 'ly-do': 'Chọn nhầm xã' };
    const done = await s.clerk.visit.submit(path, wish);
    assert.equal(done.status, 303, done.html.slice(0, 3000));
    assert.doesNotMatch(await reads(there, dossier), OTHERWISE);
  });

  test('what an applicant declared himself no official corrects: who signs reads that', async () => {
    const html = await reads(there, await transferred({ own: true }));
    assert.match(html, OTHERWISE);
    assert.match(html, /Người nộp tự kê khai/);
  });

  test('among many to be signed it is not ticked, and says why', async () => {
    const dossier = await transferred({ owner: 'Tẩn Mý Chạn' });
    await s.step(there, dossier, 'propose');
    await there.visit.open('/can-bo');
    const chon = [await s.taskOf(dossier)];
    const chosen = await there.visit.submit('/can-bo/hang-loat', { viec: 'ky', chon });
    const { html } = await there.visit.open(chosen.location ?? '');
    assert.match(html, OTHERWISE);
    assert.doesNotMatch(html, / checked/);
  });
});
