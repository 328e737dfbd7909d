import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actorOf } from '#engines/cases';
import { accountMessages } from '#engines/messaging';
import { newId } from '#platform/db';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { complaintFor } from './access.ts';
import { submitComplaint } from './actions/submit-complaint.ts';
import { takeOn } from './actions/take-on.ts';
import { choicesOf } from './choices.ts';
import { complaints } from './index.ts';
import { notifyComplainant, toldOf } from './notify.ts';
import type { Complaint } from './types.ts';

describe('complaints: whom a message reaches', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    async (library, all) => {
      f = library;
      p = all;
    },
    [complaints],
  );

  /** The reader complains, from her account or on paper, about a simulated dossier. */
  async function complains(accountId: string | null): Promise<Complaint> {
    const at = f.clock.now();
    const real = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
    await does(f, p.clerk, real, 'forward');
    await does(f, p.officer, real, 'propose');
    await signs(f, p.chairman, real);
    const dossier = { ...(await f.again(real)), synthetic: true };
    const [choice] = await choicesOf(f.db, f.ledger, dossier, at);
    const wish = {
      id: newId(),
      dossier,
      ground: choice?.ground ?? assert.fail(),
      knownOn: '2026-11-20',
      content: 'Thẻ ghi sai tên của tôi',
      wish: 'Đính chính tên',
      lateReason: '',
      channel: 'online' as const,
      who: {
        accountId,
        name: p.reader.name,
        phone: '+84912345678',
        email: 'doc.gia@example.vn',
        lang: 'vi' as const,
        delegate: null,
      },
      papers: [],
    };
    const made = await f.db.tx(tx => submitComplaint(tx, f.ledger, wish, actorOf(p.reader, at)));
    const { actor } = await complaintFor(f.db, p.officer, made.id, 'complaint.handle', at);
    const taken = await f.db.tx(tx =>
      takeOn(tx, f.ledger, { id: made.id, complex: false, remote: false }, actor),
    );
    for (const entry of await f.ledger.history(f.db, `complaint:${made.id}`))
      await f.db.tx(tx => notifyComplainant.handle({ ...entry, position: 0 }, tx));
    return taken;
  }
  const sentAbout = async ({ dossierId }: Complaint) =>
    f.db.query<{ channel: string; key: string }>(
      `SELECT channel, text_key AS key FROM messaging.message WHERE about_id = $1 AND text_key LIKE 'complaints.%' ORDER BY created_at, key`,
      [dossierId],
    );

  test('of a complaint about a simulated dossier the account that it came from is told, and no telephone; without an account nobody is', async () => {
    const own = await complains(p.reader.accountId);
    assert.equal(await toldOf(f.db, own), 'told');
    assert.deepEqual(
      (await sentAbout(own)).map(m => [m.channel, m.key]).sort(),
      ['submitted', 'taken-on'].map(act => ['account', `complaints.message.${act}`]),
    );
    const read = await accountMessages(f.db, p.reader.accountId, { limit: 20, offset: 0 });
    assert.ok(read.some(m => m.key === 'complaints.message.taken-on' && m.params.number === own.number));
    const onPaper = await complains(null);
    assert.equal(await toldOf(f.db, onPaper), 'synthetic');
    assert.deepEqual(await sentAbout(onPaper), []);
  });
});
