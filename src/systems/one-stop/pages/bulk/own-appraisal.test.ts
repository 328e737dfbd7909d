import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: who examined a dossier reads that somebody else signs it', () => {
  let s: OneStopSite;
  let both: Official;
  before(async () => {
    s = await oneStopSite();
    both = await s.official('Lù Thị Mai', s.agencies.bacHa, ['officer', 'signer']);
  });
  after(() => s.close());

  async function examinedBy(officer: Official, owner: string): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [officer, 'propose'],
    ] as const) {
      await who.visit.open(s.pageOf(dossier));
      const step = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
      assert.equal((await who.visit.submit(step, { outcome })).status, 303);
    }
    return dossier;
  }

  test('on its page, in place of the buttons, and in the list of many to be signed, where it is not ticked', async () => {
    const own = await examinedBy(both, 'Lò Thị Mai');
    const other = await examinedBy(s.officer, 'Tẩn Mý Chạn');
    const { html } = await both.visit.open(s.pageOf(own));
    assert.match(html, /Người đã thẩm định hồ sơ [^<]+ không ký hồ sơ này/);
    assert.doesNotMatch(html, /value="signed"/);
    assert.match((await both.visit.open(s.pageOf(other))).html, /value="signed"/);
    const head = (await s.signer.visit.open(s.pageOf(own))).html;
    assert.match(head, /value="signed"/);
    assert.match(head, /Người đã thẩm định: Lù Thị Mai/);

    await both.visit.open('/can-bo');
    const chon = await Promise.all([own, other].map(s.taskOf));
    const chosen = await both.visit.submit('/can-bo/hang-loat', { viec: 'ky', chon });
    const review = (await both.visit.open(chosen.location ?? '')).html;
    const lines = review.split('<tr').filter(line => line.includes('type="checkbox"'));
    const [mine, theirs] = [own, other].map(d => lines.find(line => line.includes(d.code)) ?? assert.fail());
    assert.match(mine ?? '', /Người khác ký[\s\S]*Người đã thẩm định/);
    assert.doesNotMatch(mine ?? '', / checked/);
    assert.doesNotMatch(theirs ?? '', /Người khác ký/);
    assert.match(theirs ?? '', / checked/);
    assert.deepEqual(s.missing, []);
  });
});
