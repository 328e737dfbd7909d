import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { queueMessage } from '#engines/messaging';
import type { Ledger } from '#platform/ledger';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../../engines/cases/testing/people.ts';
import { groundsOf } from './grounds.ts';
import { handedOver } from './handed-over.ts';
import { complaints } from './index.ts';
import type { Complaint, Ground } from './types.ts';

const FRIDAY = '2026-11-20T09:00:00+07:00';

describe('complaints: when the complainant had it', () => {
  let f: CasesFixture;
  let p: People;
  let dossier: Dossier;
  let ground: Ground;
  withLibrary(
    async (library, all) => {
      f = library;
      p = all;
      f.clock.set(FRIDAY);
      dossier = await f.apply(p.reader, { data: f.filledIn({ way: 'electronic' }) });
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      await signs(f, p.chairman, dossier);
      ground = (await groundsOf(f.db, f.ledger, dossier))[0] ?? assert.fail();
    },
    [complaints],
  );

  const had = async (about: Partial<Ground>, ledger: Pick<Ledger, 'history'> = f.ledger) =>
    (
      await handedOver(f.db, ledger, {
        complaint: { firstId: null, ground: { ...ground, ...about } } as Complaint,
        dossier,
      })
    ).map(g => `${g.how} ${g.on}`);
  const entry = (day: number, kind: string, body: object) => ({
    id: `e${day}`,
    kind: `case.${kind}`,
    at: new Date(`2026-11-${day}T10:00:00+07:00`),
    body,
  });
  const said = (...entries: object[]) =>
    ({ history: async () => entries }) as unknown as Pick<Ledger, 'history'>;

  test('an electronic result is there at once, and was first opened on another day', async () => {
    assert.deepEqual(await had({}), ['online 2026-11-20']);
    await f.owner.run('UPDATE cases.result SET fetched_at = $2 WHERE id = $1', [
      ground.id,
      new Date('2026-11-22T20:00:00+07:00'),
    ]);
    assert.deepEqual(await had({}), ['online 2026-11-20', 'fetched 2026-11-22']);
  });

  test('a paper is handed over at a counter, or given to the post and delivered; a corrected delivery is no second one', async () => {
    const counter = entry(22, 'returned', { how: 'counter' });
    assert.deepEqual(await had({}, said(counter)), ['counter 2026-11-22'], 'its opening is no other day');
    const post = [
      entry(23, 'returned', { how: 'post' }),
      entry(25, 'mail-delivered', { on: '2026-11-24' }),
      entry(26, 'mail-delivered', { on: '2026-11-25', corrected: true }),
    ];
    assert.deepEqual(await had({}, said(...post)), [
      'fetched 2026-11-22',
      'posted 2026-11-23',
      'delivered 2026-11-25',
    ]);
    const another = entry(23, 'returned', { how: 'counter', anew: ['9/2026'] });
    const before = entry(10, 'returned', { how: 'counter' });
    assert.deepEqual(await had({}, said(before, another)), ['fetched 2026-11-22'], 'neither is this result');
  });

  test('a decision is handed over in the place of the result that it ended', async () => {
    const decision = { kind: 'decision', id: null, number: '7/QĐ-UBND' } as const;
    const given = entry(24, 'returned', { how: 'counter', ended: 'revocation', decision: '7/QĐ-UBND' });
    assert.deepEqual(await had(decision, said(given)), ['counter 2026-11-24']);
    assert.deepEqual(
      await had({}, said(given)),
      ['fetched 2026-11-22'],
      'the result was not handed over with it',
    );
  });

  test('of a refusal the day counts on which a message of it went out; one that did not go out tells nothing', async () => {
    const refusal = { kind: 'refusal', id: null } as const;
    const message = { phone: '+84912345678', key: 'cases.message.refused', params: {}, lang: 'vi' } as const;
    const about = { kind: 'dossier', id: dossier.id };
    await f.db.tx(tx => queueMessage(tx, { ...message, about, dedupe: 'refused' }, f.clock.now()));
    assert.deepEqual(await had(refusal, said()), []);
    await f.owner.run(
      "UPDATE messaging.message SET state = 'sent', sent_at = $2 WHERE about_id = $1 AND text_key = 'cases.message.refused'",
      [dossier.id, new Date('2026-11-21T08:00:00+07:00')],
    );
    assert.deepEqual(await had(refusal, said()), ['told 2026-11-21']);
    assert.deepEqual(await had({ kind: 'stop', id: null }, said()), []);
  });
});
