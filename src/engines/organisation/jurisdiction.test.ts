import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type TestDatabase, testDatabase } from '#test/database';
import { createAgency } from './edit-agencies.ts';
import { createArea } from './edit-areas.ts';
import { findAgencyAnswering, jurisdictionOf, setJurisdiction } from './jurisdiction.ts';
import { organisation } from './module.ts';
import { agencyFacts, areaFacts } from './testing/facts.ts';
import { recordingAct } from './testing/recording-act.ts';

describe('organisation: jurisdiction', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
  });
  after(() => database.drop());

  test('a branch answers for the communes that it serves, from the day on which it is said, and for no others', async () => {
    const { db } = database;
    const act = recordingAct();
    const since = { from: '2025-07-01', to: null };
    const { one, two, branch, office } = await db.tx(async tx => {
      const province = await createArea(tx, areaFacts({}), since, act);
      const commune = (code: string) =>
        createArea(
          tx,
          areaFacts({ code, level: 'commune', kind: 'commune', parentId: province.id }),
          since,
          act,
        );
      const agency = (identifier: string) =>
        createAgency(tx, agencyFacts({ areaId: province.id, identifier, kind: 'land-office' }), since, act);
      return {
        one: await commune('97001'),
        two: await commune('97002'),
        office: await agency('Z97.41'),
        branch: await agency('Z97.41.01'),
      };
    });
    const answers = async (areaId: string, date: string) =>
      (await findAgencyAnswering(db, 'land-office', areaId, date))?.id;
    await db.tx(tx => setJurisdiction(tx, branch.id, [one.id], '2026-01-01', act));
    assert.equal(await answers(one.id, '2026-01-01'), branch.id);
    assert.equal(await answers(two.id, '2026-01-01'), office.id);
    assert.equal(await answers(one.id, '2025-12-31'), office.id);
    await db.tx(tx => setJurisdiction(tx, branch.id, [two.id, two.id], '2026-06-01', act));
    assert.deepEqual(await jurisdictionOf(db, branch.id, '2026-05-31'), [one.id]);
    assert.deepEqual(await jurisdictionOf(db, branch.id, '2026-06-01'), [two.id]);
    assert.equal(await answers(one.id, '2026-06-01'), office.id);
    assert.equal(await findAgencyAnswering(db, 'tax', one.id, '2026-06-01'), undefined);
    assert.equal(act.entries.filter(e => e.kind === 'organisation.agency-areas-set').length, 2);
  });
});
