import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actorOf, type Dossier, refuse, requestSupplement, supplement } from '#engines/cases';
import { indicators, sumsByAgency } from '#engines/indicators';
import { localDate } from '#platform/clock';
import type { CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { does, facing, type People, withLibrary } from '../../engines/cases/testing/people.ts';
import { undoes } from '../../engines/cases/testing/undoing.ts';
import { ASKED_AGAIN, CLOSED, countDossiers } from './count-dossiers.ts';
import { countSteps, STEP_MINUTES, STEPS_DONE } from './count-steps.ts';

describe('performance: acts that were taken back', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators],
  );

  /** What is counted when the followers have read what `d` went through, from the first entry that they have not seen. */
  async function counted(d: Dossier, from: number, ...of: string[]) {
    for (const e of (await f.ledger.history(f.db, `dossier:${d.id}`)).slice(from))
      for (const follower of [countDossiers, countSteps])
        if (follower.kinds.includes(e.kind)) await f.db.tx(tx => follower.handle({ ...e, position: 0 }, tx));
    const days = { from: localDate(f.clock.now()), to: localDate(f.clock.now()) };
    const all = of.length ? of : [CLOSED, STEPS_DONE, STEP_MINUTES];
    const here = (await sumsByAgency(f.db, all, days)).find(s => s.agencyId === f.agencies.bacHa);
    return all.map(indicator => here?.sums[indicator] ?? 0);
  }

  test('are not counted, whether the followers saw them before or after', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const before = await counted(dossier, 0);
    f.clock.set('2026-11-20T10:00:00+07:00');
    // Seen at once.
    await does(f, p.officer, dossier, 'propose');
    const [, steps = 0, minutes = 0] = await counted(dossier, 2);
    assert.deepEqual([steps - (before[1] ?? 0), minutes - (before[2] ?? 0)], [1, 60]);
    await undoes(f, p.officer, dossier);
    assert.deepEqual(await counted(dossier, 3), before);
    // Seen when all is over.
    const { actor } = await facing(f, p.officer, dossier);
    await f.db.tx(tx => refuse(tx, f.deps, { dossierId: dossier.id, reason: 'Trùng hồ sơ' }, actor));
    await undoes(f, p.officer, dossier);
    assert.deepEqual(await counted(dossier, 4), before);
  });

  test('who was asked for papers a second time is counted once, not with the first request, and not after it was taken back', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const asks = async (what: string) => {
      const { actor } = await facing(f, p.officer, dossier);
      await f.db.tx(tx =>
        requestSupplement(
          tx,
          f.deps,
          { dossierId: dossier.id, what, whyAgain: 'Giấy tờ gửi lên bị mờ' },
          actor,
        ),
      );
    };
    const answers = () =>
      f.db.tx(tx =>
        supplement(tx, f.deps, { dossierId: dossier.id, papers: [] }, actorOf(p.reader, f.clock.now())),
      );
    let seen = 0;
    const again = async () => {
      const n = await counted(dossier, seen, ASKED_AGAIN);
      seen = (await f.ledger.history(f.db, `dossier:${dossier.id}`)).length;
      return n[0] ?? 0;
    };
    await asks('Bản chụp căn cước');
    const first = await again();
    await answers();
    await asks('Bản chụp rõ hơn');
    assert.equal(await again(), first + 1);
    await undoes(f, p.officer, dossier);
    assert.equal(await again(), first);
    await asks('Bản chụp cả hai mặt');
    await answers();
    await asks('Bản chụp có dấu');
    assert.equal(await again(), first + 1);
  });
});
