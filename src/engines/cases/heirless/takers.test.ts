import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dayAfter, localDate } from '#platform/clock';
import { type CasesFixture, casesFixture } from '../testing/fixture.ts';
import { leftAt } from './left-at.ts';
import { takersAt } from './takers.ts';

describe('cases: who takes over what an agency without an heir leaves', () => {
  let f: CasesFixture;
  let on: string;
  before(async () => {
    f = await casesFixture();
    on = dayAfter(localDate(f.clock.now()));
    const my = await f.citizen('Giàng Thị Mỷ');
    await f.apply(my);
    await f.apply(my);
  });
  after(() => f.close());

  const shown = async (agencyId: string) =>
    (await takersAt(f.db, agencyId, on)).map(({ agency, ...left }) => ({ id: agency?.id ?? null, ...left }));

  test('what lies at a centre of a commune is its committee’s', async () => {
    const lies = await leftAt(f.db, f.agencies.centre);
    assert.equal(lies.steps, 2);
    assert.deepEqual(await shown(f.agencies.centre), [{ id: f.agencies.bacHa, ...lies }]);
  });

  test('what the committee itself decides is nobody’s once it is gone, and where nothing lies nobody takes anything', async () => {
    await f.owner.run('UPDATE cases.dossier SET agency_id = $1', [f.agencies.bacHa]);
    assert.deepEqual(await shown(f.agencies.bacHa), [{ id: null, dossiers: 2, steps: 0 }]);
    assert.deepEqual(await shown(f.agencies.saPa), []);
  });
});
