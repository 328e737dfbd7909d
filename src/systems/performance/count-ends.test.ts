import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actorAt,
  actorOf,
  type Dossier,
  factsOf,
  findDossier,
  refuse,
  requestSupplement,
  stopProcessing,
  withdraw,
} from '#engines/cases';
import { indicators, sumsByAgency } from '#engines/indicators';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, facing, type People, withLibrary } from '../../engines/cases/testing/people.ts';
import { undoes } from '../../engines/cases/testing/undoing.ts';
import { CLOSED, countDossiers, IN_TIME, LATE, RECEIVED } from './count-dossiers.ts';
import { countSteps, OTHERS_IN_TIME, OTHERS_LATE, OTHERS_TAKEN, STEPS_DONE } from './count-steps.ts';

describe('performance: what ended a dossier', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators],
  );

  const RECEIVED_AT = '2026-11-20T09:00:00+07:00';
  const seen = new Map<string, number>();

  /** Lets the followers read what they have not of `d`. */
  async function follow(d: Dossier) {
    const entries = await f.ledger.history(f.db, `dossier:${d.id}`);
    for (const e of entries.slice(seen.get(d.id) ?? 0))
      for (const follower of [countDossiers, countSteps])
        if (follower.kinds.includes(e.kind)) await f.db.tx(tx => follower.handle({ ...e, position: 0 }, tx));
    seen.set(d.id, entries.length);
  }

  const all = { from: '2026-11-01', to: '2027-02-28' };

  /** By how much an act moves what is counted of the agency that decides: in time, late, closed without a result. */
  async function counts(d: Dossier, act: () => Promise<unknown>): Promise<number[]> {
    const now = async () => {
      await follow(d);
      const here = (await sumsByAgency(f.db, [IN_TIME, LATE, CLOSED], all)).find(
        s => s.agencyId === d.agencyId,
      );
      return [IN_TIME, LATE, CLOSED].map(indicator => here?.sums[indicator] ?? 0);
    };
    const before = await now();
    await act();
    return (await now()).map((n, i) => n - (before[i] ?? 0));
  }

  const begun = async (): Promise<Dossier> => {
    f.clock.set(RECEIVED_AT);
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    return f.again(dossier);
  };
  const late = (d: Dossier) => f.clock.set(new Date(d.dueAt.getTime() + 3 * 3_600_000));
  /** The chairman in the post in which he decides there. */
  const chairing = async (d: Dossier) =>
    actorAt(
      p.chairman,
      f.clock.now(),
      await factsOf(f.db, await f.again(d), f.clock.now()),
      'dossier.decide',
    );
  const declines = async (d: Dossier) => {
    const actor = await chairing(d);
    await f.db.tx(tx => refuse(tx, f.deps, { dossierId: d.id, reason: 'Không đủ điều kiện' }, actor));
  };
  const stops = async (d: Dossier) => {
    const actor = await chairing(d);
    await f.db.tx(tx => stopProcessing(tx, f.deps, { dossierId: d.id, reason: 'Thư viện đóng cửa' }, actor));
  };
  const withdraws = (d: Dossier) =>
    f.db.tx(tx =>
      withdraw(tx, f.deps, { dossierId: d.id, reason: 'Không cần nữa' }, actorOf(p.reader, f.clock.now())),
    );

  test('a notice that it is not settled settles it: in time by its day, late after that', async () => {
    const inTime = await begun();
    assert.deepEqual(await counts(inTime, () => declines(inTime)), [1, 0, 1]);
    const over = await begun();
    late(over);
    assert.deepEqual(await counts(over, () => declines(over)), [0, 1, 1]);
    assert.deepEqual(
      await counts(over, () => undoes(f, p.chairman, over)),
      [0, -1, -1],
      'taken back, it is neither',
    );
  });

  test('what was stopped or taken back by its applicant is late after its day, and nothing before', async () => {
    for (const ends of [stops, withdraws]) {
      const before = await begun();
      assert.deepEqual(await counts(before, () => ends(before)), [0, 0, 1]);
      const over = await begun();
      late(over);
      assert.deepEqual(
        await counts(over, () => ends(over)),
        [0, 1, 1],
        'no ending makes a late one less late',
      );
    }
  });

  test('while the clock stands still nothing is due, however long that lasts', async () => {
    const dossier = await begun();
    const { actor } = await facing(f, p.officer, dossier);
    const asked = { dossierId: dossier.id, what: 'Bản chụp căn cước' };
    await f.db.tx(tx => requestSupplement(tx, f.deps, asked, actor));
    f.clock.set('2026-12-20T09:00:00+07:00');
    assert.deepEqual(await counts(dossier, () => stops(dossier)), [0, 0, 1]);
    const [entry] = (await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.stopped'])).slice(-1);
    assert.equal(entry?.body.stood, true);
    assert.deepEqual(await counts(dossier, () => undoes(f, p.chairman, dossier)), [0, 0, -1]);
  });

  test('a step at the counter is one in another agency’s dossier, counted by its own due time for the counter', async () => {
    const of = async () => {
      const sums = async (more: { notAbout?: string[] } = {}) =>
        (
          await sumsByAgency(f.db, [STEPS_DONE, OTHERS_TAKEN, OTHERS_IN_TIME, OTHERS_LATE], all, {
            agencyIds: [f.agencies.centre],
            ...more,
          })
        )[0]?.sums ?? {};
      const [here, none] = [await sums(), await sums({ notAbout: [f.agencies.bacHa] })];
      assert.equal(none[OTHERS_TAKEN] ?? 0, 0, 'of both agencies together none is another');
      return [OTHERS_TAKEN, OTHERS_IN_TIME, OTHERS_LATE].map(i => here[i] ?? 0);
    };
    const dossier = await begun();
    assert.deepEqual([dossier.agencyId, dossier.receivedBy], [f.agencies.bacHa, f.agencies.centre]);
    await follow(dossier);
    const [taken = 0, inTime = 0, over = 0] = await of();
    f.clock.set(RECEIVED_AT);
    const other = await f.apply(p.reader);
    late((await findDossier(f.db, other.id)) ?? assert.fail());
    await does(f, p.clerk, other, 'forward');
    await follow(other);
    assert.deepEqual(await of(), [taken + 1, inTime, over + 1]);
    await undoes(f, p.clerk, other);
    await follow(other);
    assert.deepEqual(await of(), [taken, inTime, over], 'it is open again, and counted where it lies');
  });

  test('what was transferred stays received where it came in, read again too', async () => {
    const dossier = await begun();
    const { bacHa, saPa } = f.agencies;
    const received = async () => {
      const sums = await sumsByAgency(f.db, [RECEIVED], all);
      return [bacHa, saPa].map(id => sums.find(s => s.agencyId === id)?.sums[RECEIVED] ?? 0);
    };
    await follow(dossier);
    const before = await received();
    await f.owner.query('UPDATE cases.dossier SET agency_id = $2 WHERE id = $1', [dossier.id, saPa]);
    const [came] = await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.submitted']);
    assert.ok(came);
    await f.db.tx(tx => countDossiers.handle({ ...came, position: 0 }, tx));
    assert.deepEqual(await received(), [(before[0] ?? 0) + 1, before[1]], 'by the other it was not received');
  });
});
