import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listResults } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a reason that says too little', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('is asked for with the length that it must have, of a result and of a step; nothing is done, and what was typed stays', async () => {
    const dossier = await s.apply();
    const does = async (who: Official, outcome: string, note = '') => {
      await who.visit.open(s.pageOf(dossier));
      const task = await s.taskOf(dossier);
      return who.visit.submit(`${s.pageOf(dossier)}/buoc/${task}`, { outcome, [`note-${task}`]: note });
    };
    await does(s.clerk, 'forward');
    await does(s.officer, 'propose');
    const back = await does(s.signer, 'send-back', 'Sai tên');
    assert.equal(back.status, 422);
    assert.match(back.html, /Ghi rõ cần sửa gì, ít nhất 10 ký tự\. Ví dụ:/);
    assert.equal((await does(s.signer, 'signed')).status, 303);
    const [result] = await listResults(s.db, dossier.id);
    const of = `${s.pageOf(dossier)}/ket-qua/${result?.id}`;
    for (const [way, said] of [
      ['cap-lai', 'Ghi lý do cấp lại, ít nhất 10 ký tự. Ví dụ:'],
      ['dinh-chinh', 'Ghi lý do đính chính, ít nhất 10 ký tự. Ví dụ:'],
      ['thu-hoi', 'Ghi lý do thu hồi, hủy bỏ, ít nhất 10 ký tự. Ví dụ:'],
    ] as const) {
      await s.signer.visit.open(`${of}/${way}`);
      const short = await s.signer.visit.follow(`${of}/${way}`, { 'ly-do': 'Mất thẻ', cach: 'revocation' });
      assert.equal(short.status, 422, way);
      assert.ok(short.html.includes(said), way);
      assert.match(short.html, /Mất thẻ<\/textarea>/, way);
      assert.equal((await s.officer.visit.open(`${of}/${way}`)).status, 403, way);
    }
    assert.deepEqual(
      (await listResults(s.db, dossier.id)).map(r => r.status),
      ['valid'],
    );
  });
});
