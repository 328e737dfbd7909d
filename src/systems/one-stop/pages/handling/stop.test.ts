import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findDossier } from '#engines/cases';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: pages/handling/stop', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('who stops what its applicant was asked for a moment ago is asked whether he means it; the page says what was asked, and by whom', async () => {
    const dossier = await s.apply();
    await s.step(s.clerk, dossier, 'forward');
    const path = `${s.pageOf(dossier)}/dung`;
    const reason = 'Người nộp báo không cần thẻ nữa';
    assert.doesNotMatch((await s.signer.visit.open(path)).html, /van-dung/);
    await s.officer.visit.open(s.pageOf(dossier));
    await s.officer.visit.submit(`${s.pageOf(dossier)}/yeu-cau-bo-sung`, { reason: 'Thiếu ảnh chân dung' });
    const asked = await s.signer.visit.submit(path, { 'ly-do': reason });
    assert.equal(asked.status, 422);
    assert.match(asked.html, /Phiếu số \d+\/2026 do Lù Thị Sen lập lúc [^“]*“Thiếu ảnh chân dung”/);
    assert.match(asked.html, new RegExp(reason));
    assert.equal((await findDossier(s.db, dossier.id))?.status, 'supplementing');
    const done = await s.signer.visit.submit(path, { 'ly-do': reason, 'van-dung': '1' });
    assert.match(done.location ?? '', /xong=stopped/);
  });

  test('who examined a dossier is told in the place of the link that another stops it', async () => {
    const both = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['officer', 'signer']);
    const dossier = await s.apply();
    await s.step(s.clerk, dossier, 'forward');
    await s.step(both, dossier, 'propose');
    const link = new RegExp(`href="${s.pageOf(dossier)}/dung"`);
    const { html } = await both.visit.open(s.pageOf(dossier));
    assert.doesNotMatch(html, link);
    assert.match(
      html,
      /Dừng giải quyết: việc này để người ủy quyền hoặc một người có quyền quyết định khác làm/,
    );
    assert.doesNotMatch((await both.visit.open(`${s.pageOf(dossier)}/dung`)).html, /name="ly-do"/);
    assert.match((await s.signer.visit.open(s.pageOf(dossier))).html, link);
  });
});
