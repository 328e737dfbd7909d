import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dossier, findDossiers } from '#engines/cases';
import { indicators } from '#engines/indicators';
import { findTasks } from '#engines/work';
import type { CasesFixture } from '../../../engines/cases/testing/fixture.ts';
import { does, type People, withLibrary } from '../../../engines/cases/testing/people.ts';
import { countSteps } from '../count-steps.ts';
import { OTHERS, type OthersColumn, othersOf } from './others.ts';
import { tasksForOthers } from './others-behind.ts';

describe('performance: what agencies do in dossiers of others', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators],
  );

  const period = { from: '2026-11-01', to: '2026-12-31' };
  const PAGE = { limit: 100, offset: 0 };

  /** A dossier that lies at the counter, or has left it; of another agency than the counter's own commune where `saPa` decides. */
  async function made({ saPa, left, late }: { saPa: boolean; left: boolean; late?: true }): Promise<Dossier> {
    f.clock.set('2026-11-20T09:00:00+07:00');
    const dossier = await f.apply(p.reader);
    if (saPa)
      await f.owner.query('UPDATE cases.dossier SET agency_id = $2 WHERE id = $1', [
        dossier.id,
        f.agencies.saPa,
      ]);
    if (late) f.clock.set('2026-11-27T09:00:00+07:00');
    if (left) {
      await does(f, p.clerk, dossier, 'forward');
      for (const e of await f.ledger.history(f.db, `dossier:${dossier.id}`))
        if (countSteps.kinds.includes(e.kind))
          await f.db.tx(tx => countSteps.handle({ ...e, position: 0 }, tx));
    }
    return dossier;
  }

  test('of several agencies together or of one alone, each number is that of the list behind it', async () => {
    for (const saPa of [true, false]) {
      await made({ saPa, left: true });
      await made({ saPa, left: true, late: true });
      await made({ saPa, left: false });
    }
    const { centre, bacHa, saPa } = f.agencies;
    const numbers = new Map<string, Record<OthersColumn, number>>();
    // In time, soon, and late by now.
    for (const at of ['2026-11-20T09:30:00+07:00', '2026-12-10T09:00:00+07:00'])
      for (const agencyIds of [[centre], [centre, bacHa], [centre, bacHa, saPa], [bacHa]]) {
        const now = new Date(at);
        const lines = await othersOf(f.db, { agencyIds, period }, now);
        for (const { id, of } of lines) {
          numbers.set(`${agencyIds.length} ${id}`, of);
          for (const column of OTHERS) {
            const ids = await tasksForOthers(f.db, column, { agencyIds, only: id, period }, PAGE, now);
            assert.equal(ids.length, of[column], `${column} of ${agencyIds.length}`);
            const tasks = await findTasks(f.db, ids);
            assert.ok(tasks.every(task => task.agencyId === id));
            const dossiers = await findDossiers(
              f.db,
              tasks.map(task => task.subjectId),
            );
            assert.ok(dossiers.every(d => !agencyIds.includes(d.agencyId)));
          }
        }
        for (const column of OTHERS) {
          const ids = await tasksForOthers(f.db, column, { agencyIds, only: null, period }, PAGE, now);
          const sum = lines.reduce((n, line) => n + line.of[column], 0);
          assert.equal(ids.length, sum, `${column} of all together`);
        }
      }
    assert.ok((numbers.get(`1 ${centre}`)?.taken ?? 0) > (numbers.get(`2 ${centre}`)?.taken ?? 0));
    assert.deepEqual(
      [...numbers.keys()].filter(key => key.startsWith('3')),
      [],
      'of all together none is another',
    );
    const outside = { agencyIds: [bacHa], only: centre, period };
    assert.deepEqual(await tasksForOthers(f.db, 'taken', outside, PAGE, f.clock.now()), []);
  });
});
