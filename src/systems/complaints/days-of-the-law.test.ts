import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actorOf, refuse } from '#engines/cases';
import { newId } from '#platform/db';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { facing, type People, withLibrary } from '../../engines/cases/testing/people.ts';
import { complaintFor } from './access.ts';
import { lastDay, submitComplaint } from './actions/submit-complaint.ts';
import { takeOn } from './actions/take-on.ts';
import { choicesOf } from './choices.ts';
import { complaints } from './index.ts';

describe('complaints: days of the law', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [complaints],
  );

  test('what comes after office hours, or where nobody works, runs from that day itself', async () => {
    f.clock.set('2026-11-20T09:00:00+07:00');
    const dossier = await f.apply(p.reader);
    const { input, actor } = await facing(f, p.clerk, dossier);
    const refused = await f.db.tx(tx =>
      refuse(tx, f.deps, { ...input, reason: 'Không cư trú tại xã' }, actor),
    );
    const [choice] = await choicesOf(f.db, f.ledger, refused, f.clock.now());
    f.clock.set('2026-11-20T19:30:00+07:00');
    const { accountId, name, phone } = p.reader;
    const who = { accountId, name, phone, email: null, lang: 'vi', delegate: null } as const;
    const text = { content: 'Tôi cư trú tại xã', wish: 'Nhận hồ sơ', lateReason: '', knownOn: '2026-11-20' };
    const wish = {
      ...{ id: newId(), dossier: refused, ground: choice?.ground ?? assert.fail() },
      ...{ ...text, channel: 'online' as const, who, papers: [] },
    };
    const by = actorOf(p.reader, f.clock.now());
    const complaint = await f.db.tx(tx => submitComplaint(tx, f.ledger, wish, by));
    assert.equal(
      complaint.takeOnDue.toISOString(),
      '2026-11-30T10:00:00.000Z',
      'Saturday is the first of ten',
    );
    f.clock.set('2026-11-21T10:00:00+07:00');
    const { id } = complaint;
    const officer = (await complaintFor(f.db, p.officer, id, 'complaint.handle', f.clock.now())).actor;
    const taken = await f.db.tx(tx => takeOn(tx, f.ledger, { id, complex: false, remote: false }, officer));
    assert.equal(taken.settleDue?.toISOString(), '2026-12-21T10:00:00.000Z', 'Sunday is the first of thirty');
    const known = { agencyId: f.agencies.bacHa, knownOn: '2026-11-21', level: 1, at: f.clock.now() } as const;
    assert.equal(await lastDay(f.db, known), '2027-02-19');
  });
});
