import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findTask } from '#engines/work';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

describe('one-stop: a step that was sent without an outcome', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('whose it is reads that one has to be chosen, and keeps what he typed; whose it is not is refused as ever', async () => {
    const dossier = await s.apply();
    const first = await s.taskOf(dossier);
    const step = `${s.pageOf(dossier)}/buoc/${first}`;
    for (const outcome of ['', 'no-such-outcome']) {
      await s.clerk.visit.open(s.pageOf(dossier));
      const sent = await s.clerk.visit.submit(step, { outcome, [`note-${first}`]: 'Đã xem bản chính' });
      assert.equal(sent.status, 422);
      assert.match(sent.html, /role="alert"[\s\S]{0,80}Chưa chọn kết quả của bước/);
      assert.match(sent.html, /Đã xem bản chính<\/textarea>/);
      assert.doesNotMatch(sent.html, /đã có người làm/);
      assert.equal((await findTask(s.db, first))?.state, 'open');
    }
    await s.officer.visit.open(s.pageOf(dossier));
    assert.equal((await s.officer.visit.submit(step, { outcome: '' })).status, 403);

    await s.clerk.visit.open(s.pageOf(dossier));
    assert.equal((await s.clerk.visit.submit(step, { outcome: 'forward' })).status, 303);
    // Now somebody has done it, and that is said, whatever was chosen.
    const late = await s.clerk.visit.submit(step, { outcome: '' });
    assert.match(late.html, /đã có người làm/);
  });
});
