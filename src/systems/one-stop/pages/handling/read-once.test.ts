import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listResults } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: what a form is about is read once when it is opened', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('a form that may come too late reads its dossier once, and the form of a result that result', async t => {
    const asked = t.mock.method(s.db, 'maybe');
    /** How often the dossier and a result were read by their ids while a form was opened. */
    const readsOf = async (who: Official, path: string) => {
      asked.mock.resetCalls();
      const { html } = await who.visit.open(path);
      assert.match(html, /<form method="post"/, path);
      const texts = asked.mock.calls.map(call => String(call.arguments[0]));
      const read = (part: string) => texts.filter(text => text.includes(part)).length;
      return {
        dossier: read('FROM cases.dossier d WHERE d.id = $1'),
        result: read('FROM cases.result WHERE id = $1'),
      };
    };

    const open = await s.apply();
    const page = s.pageOf(open);
    for (const path of ['chuyen', 'hoi-y-kien', `giao/${await s.taskOf(open)}`])
      assert.equal((await readsOf(s.clerk, `${page}/${path}`)).dossier, 1, path);

    const signed = await s.signed({ electronic: true });
    const [result] = await listResults(s.db, signed.id);
    const of = `${s.pageOf(signed)}/ket-qua/${result?.id}`;
    for (const path of ['dinh-chinh', 'cap-lai', 'thu-hoi']) {
      const reads = await readsOf(s.signer, `${of}/${path}`);
      assert.deepEqual([reads.dossier, reads.result], [1, 1], path);
    }
  });

  test('who comes back after an hour to a correction that he had typed in is written down as having looked again', async () => {
    const signed = await s.signed({ electronic: true });
    const [result] = await listResults(s.db, signed.id);
    const form = `${s.pageOf(signed)}/ket-qua/${result?.id}/dinh-chinh`;
    const looks = async () => (await s.ledger.accesses(s.db, `dossier:${signed.id}`)).length;
    await s.signer.visit.open(form);
    await s.signer.visit.follow(form, { 'ly-do': 'Tên bạn đọc in sai dấu, đã xem thẻ cũ' });
    const first = await looks();
    assert.ok(first > 0);
    s.clock.set('2026-11-20T16:05:00+07:00');
    assert.match((await s.signer.visit.open(form)).html, /đã xem thẻ cũ<\/textarea>/);
    assert.equal(await looks(), first + 1);
  });
});
