import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actorOf, type Dossier } from '#engines/cases';
import { newId } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { type NewComplaint, submitComplaint } from './actions/submit-complaint.ts';
import { choicesOf } from './choices.ts';
import { complaints } from './index.ts';
import { inTime, loadFor } from './pages/act-pages.ts';

describe('complaints: the day that is said, and the one on record', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [complaints],
  );

  /** A card of 20/11 that its reader opened for the first time on 22/11, or has not. */
  async function card(opened: boolean): Promise<Dossier> {
    f.clock.set('2026-11-20T09:00:00+07:00');
    const dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    if (opened)
      await f.owner.run('UPDATE cases.result SET fetched_at = $2 WHERE dossier_id = $1', [
        dossier.id,
        new Date('2026-11-22T20:00:00+07:00'),
      ]);
    f.clock.set('2027-02-25T09:00:00+07:00');
    return f.again(dossier);
  }
  async function complains(dossier: Dossier, change: Partial<NewComplaint>) {
    const at = f.clock.now();
    const [choice] = await choicesOf(f.db, f.ledger, dossier, at);
    const { accountId, name, phone } = p.reader;
    const wish: NewComplaint = {
      ...{ id: newId(), dossier, ground: choice?.ground ?? assert.fail(), lateReason: '' },
      ...{ knownOn: '2027-02-20', content: 'Thẻ ghi sai tên của tôi', wish: 'Đính chính tên' },
      who: { accountId, name, phone, email: null, lang: 'vi', delegate: null },
      ...{ channel: 'online', papers: [], ...change },
    };
    return f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actorOf(p.reader, at)));
  }
  const facing = async (id: string) => {
    const ctx = { ...f.ctx, visitor: p.officer, req: { params: { complaint: id } } } as unknown as Ctx;
    const loaded = await loadFor('complaint.handle')(ctx);
    return inTime(f.ctx, loaded).toString();
  };

  test('who had it more than ninety days ago by our record is asked why; what he says stays, and the official reads both days', async () => {
    const dossier = await card(true);
    const gently = { code: 'COMPLAINT_LATE_BY_RECORD', params: { day: '22/11/2026', last: '22/02/2027' } };
    await assert.rejects(complains(dossier, {}), gently);
    await assert.rejects(complains(dossier, { knownOn: '2026-11-21' }), { code: 'COMPLAINT_LATE' });
    const lateReason = 'Con tôi mở xem, tôi đi làm xa mới về';
    const { id, knownOn, lateReason: kept } = await complains(dossier, { lateReason });
    assert.deepEqual([knownOn, kept], ['2027-02-20', lateReason]);
    assert.match(
      await facing(id),
      /Hai ngày không khớp[\s\S]*ghi biết ngày 20\/02\/2027; theo ghi nhận của cơ quan đã nhận ngày 22\/11\/2026[\s\S]*đến hết 22\/02\/2027/,
    );
  });

  test('where nothing is on record nobody is asked, and no days disagree', async () => {
    const { id, lateReason } = await complains(await card(false), {});
    assert.equal(lateReason, null);
    assert.doesNotMatch(await facing(id), /không khớp/);
  });
});
