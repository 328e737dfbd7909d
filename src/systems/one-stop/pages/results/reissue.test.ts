import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listResultActs, listResults } from '#engines/cases';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a copy of a result is shown before it is signed', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('what it takes the place of and why stand in the page, the paper in a file; only what was shown is signed', async () => {
    const dossier = await s.apply({ electronic: true });
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [s.officer, 'propose'],
      [s.signer, 'signed'],
    ] as const) {
      await who.visit.open(s.pageOf(dossier));
      const step = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
      assert.equal((await who.visit.submit(step, { outcome })).status, 303);
    }
    const [first] = await listResults(s.db, dossier.id);
    const form = `${s.pageOf(dossier)}/ket-qua/${first?.id}/cap-lai`;
    const { visit } = s.signer;
    const status = async () => (await listResults(s.db, dossier.id)).map(r => r.status);
    const typed = { 'ly-do': 'Người dân báo mất bản giấy' };

    assert.match((await visit.open(form)).html, /Xem bản cấp lại trước khi ký/);
    const shown = await visit.follow(form, typed);
    assert.equal(shown.status, 200, shown.html.slice(0, 300));
    assert.ok(shown.html.includes(`Bản số ${first?.number} hết giá trị`), shown.html);
    assert.match(shown.html, /không hoàn tác được[\s\S]*Người dân báo mất bản giấy[\s\S]*Ký bản cấp lại/);
    const pdf = await visit.submit(form, { 'ban-pdf': '1' });
    assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
    assert.match((await visit.open(`${form}?xem=1`)).html, /Người dân báo mất bản giấy/);
    await visit.open(form);
    assert.equal((await visit.submit(form, { ...typed, 'da-xem': '1' })).status, 422, 'without its mark');
    assert.equal((await s.clerk.visit.open(form)).status, 403);
    assert.deepEqual(await status(), ['valid']);

    await visit.open(form);
    await visit.follow(form, typed);
    assert.match((await visit.submit(form)).location ?? '', /xong=result-reissued/);
    assert.deepEqual((await status()).toSorted(), ['replaced', 'valid']);
    const [act] = await listResultActs(s.db, dossier.id);
    assert.deepEqual([act?.kind, act?.reason], ['reissue', typed['ly-do']]);
  });
});
