import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Queryable, Tx } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import { statementsIn } from '#test/statements';
import { agenciesBelow, findAgency } from '../agencies.ts';
import { createAgency, endAgency } from '../edit-agencies.ts';
import { createArea } from '../edit-areas.ts';
import { organisation } from '../module.ts';
import { agencyFacts, areaFacts } from '../testing/facts.ts';
import { recordingAct } from '../testing/recording-act.ts';

describe('organisation: what is kept of units', () => {
  let database: TestDatabase;
  let centre: string;
  let areaId: string;
  const act = recordingAct();
  const FROM = { from: '2021-01-01', to: null };
  const DAY = '2026-11-27';
  before(async () => {
    database = await testDatabase([organisation]);
    centre = await database.db.tx(async tx => {
      areaId = (await createArea(tx, areaFacts({}), FROM, act)).id;
      const facts = agencyFacts({
        areaId,
        kind: 'provincial-committee',
        identifier: 'Z01',
        name: 'Một',
      });
      return (await createAgency(tx, facts, FROM, act)).id;
    });
  });
  after(() => database.drop());

  const asks = async (use: (tx: Tx) => Promise<unknown>): Promise<string[]> =>
    (await statementsIn(database.db, use)).filter(text => !/organisation\.stamp/.test(text));
  const name = async (q: Queryable) => (await findAgency(q, centre, DAY))?.name;
  const rename = (q: Queryable, to: string) =>
    q.run('UPDATE organisation.agency_version SET name = $2 WHERE agency_id = $1', [centre, to]);

  test('what one act has asked the next ones need not ask, until something is changed, whoever changes it', async () => {
    await asks(name);
    assert.deepEqual(await asks(name), []);
    await rename(database.owner, 'Hai');
    const again = await asks(async tx => assert.equal(await name(tx), 'Hai'));
    assert.equal(again.length, 1);
    assert.deepEqual(await asks(async tx => assert.equal(await name(tx), 'Hai')), []);
  });

  test('who changes a unit sees it changed, and nobody else does when it is taken back', async () => {
    await database.db.tx(name);
    const undone = new Error('undone');
    const told = database.db.tx(async tx => {
      assert.ok(await name(tx));
      await endAgency(tx, centre, '2026-01-01', act);
      assert.equal(await name(tx), undefined);
      throw undone;
    });
    await assert.rejects(told, undone);
    assert.deepEqual(await asks(async tx => assert.equal(await name(tx), 'Hai')), []);
  });

  test('an act finds units as they were when it first asked, the next act as they are', async () => {
    await database.db.tx(async tx => {
      assert.equal(await name(tx), 'Hai');
      await rename(database.owner, 'Ba');
      assert.equal(await name(tx), 'Hai');
    });
    await database.db.tx(async tx => assert.equal(await name(tx), 'Ba'));
  });

  test('rows are everybody’s: nobody can change them', async () => {
    const found = await database.db.tx(tx => findAgency(tx, centre, DAY));
    assert.throws(() => Object.assign(found ?? assert.fail(), { name: 'x' }), TypeError);
  });

  test('after a savepoint in which a statement failed units are asked for as before', async () => {
    await database.db.tx(async tx => {
      await tx.savepoint(() => tx.query('SELECT 1/0 WHERE $1', [true])).catch(() => undefined);
      assert.equal(await name(tx), 'Ba');
    });
  });

  describe('outside an act', () => {
    const below = async (q: Queryable) => (await agenciesBelow(q, centre, DAY)).map(a => a.name);
    /** The database of pages, and what is asked of it; `meanwhile` happens after each question for units. */
    const watched = (meanwhile = async (): Promise<unknown> => undefined) => {
      const asked: string[] = [];
      const query = async (text: string, values?: readonly unknown[]) => {
        const rows = await database.db.query(text, values);
        if (/WITH RECURSIVE down/.test(text)) {
          asked.push(text);
          await meanwhile();
        }
        return rows;
      };
      return { q: { ...database.db, query } as Queryable, asked };
    };
    before(() =>
      database.db.tx(async tx => {
        const facts = agencyFacts({ areaId, identifier: 'Z02', name: 'Sở', parentId: centre });
        await createAgency(tx, facts, FROM, act);
      }),
    );

    test('who stands below is worked out once, until something is changed', async () => {
      const { q, asked } = watched();
      assert.deepEqual(await below(q), ['Sở']);
      assert.deepEqual(await below(q), ['Sở']);
      assert.equal(asked.length, 1);
      await rename(database.owner, 'Bốn');
      await below(q);
      assert.equal(asked.length, 2);
    });

    test('what was answered while something was changed is kept for nobody', async () => {
      await rename(database.owner, 'Năm');
      let first = true;
      const { q, asked } = watched(async () => {
        if (first) await rename(database.owner, 'Sáu');
        first = false;
      });
      await below(q);
      await below(q);
      await below(q);
      assert.equal(asked.length, 2, 'the first answer belongs to no stamp, the second to that of the change');
    });
  });
});
