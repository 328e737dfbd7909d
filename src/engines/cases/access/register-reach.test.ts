import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Queryable } from '#platform/db';
import { type Dossier, dossierFor, listRegister, withLegacies, withLegaciesByPlace } from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { formerPlaces, reformOf2027 } from '../testing/former-places.ts';
import { does, type People, signs, withLibrary } from '../testing/people.ts';
import type { WholeReach } from './register-reach.ts';

describe('cases: the register of a place whose former agency went to several', () => {
  let f: CasesFixture;
  let p: People;
  let whole: Dossier;
  let running: Dossier;
  let split: Dossier;
  let places: Awaited<ReturnType<typeof formerPlaces>>;
  const reform = new Date('2027-01-04T08:00:00+07:00');
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    places = await formerPlaces(f);
    const at = (commune: string) => f.apply(p.reader, { data: f.filledIn({ commune, way: 'electronic' }) });
    whole = await at('99031');
    running = await at('99031');
    split = await at('99032');
    const roles = ['receiver', 'officer', 'leader', 'signer'];
    const there = await f.official('Lâm Thị Páo', places.taChai.agency, roles);
    await does(f, there, whole, 'forward');
    await does(f, there, whole, 'propose');
    await signs(f, there, whole);
    await reformOf2027(f, places);
  });

  const ofAgency = (agencyId: string, q: Queryable = f.db, fields: string[] | null = null) =>
    withLegaciesByPlace(q, [{ agencyId, fields }], reform);
  const listed = async (reach: WholeReach['reach'] | null, q: Queryable = f.db) =>
    new Set((await listRegister(q, reach, {}, { limit: 50, offset: 0 }, reform)).map(line => line.id));

  test('a commune lists what the former agency had about its area, finished or not; the other commune and a third do not', async () => {
    const { bacHa, saPa, centre } = f.agencies;
    const here = await listed((await ofAgency(bacHa)).reach);
    assert.deepEqual([here.has(whole.id), here.has(running.id), here.has(split.id)], [true, true, false]);
    for (const agency of [saPa, centre]) {
      const { reach } = await ofAgency(agency);
      assert.deepEqual(reach, [{ agencyId: agency, fields: null }], 'no committee of that place');
    }
    const other = await listed((await ofAgency(bacHa, f.db, ['another-field'])).reach);
    assert.equal(other.has(whole.id), false, 'a right for some fields stays one for these');
    await dossierFor(f.db, p.chairman, whole.id, 'read', reform);
    await assert.rejects(dossierFor(f.db, p.stranger, whole.id, 'read', reform), { code: 'NOT_FOUND' });
  });

  test('what is about a place that several have now is listed by none of them, which is told, and by who reads everything', async () => {
    for (const agency of [f.agencies.bacHa, f.agencies.saPa]) {
      const { reach, undecided } = await ofAgency(agency);
      assert.deepEqual(undecided, [places.naHoi.area]);
      assert.equal((await listed(reach)).has(split.id), false);
    }
    assert.deepEqual((await ofAgency(f.agencies.centre)).undecided, [], 'a counter is the heir of no place');
    assert.ok((await listed(null)).has(split.id));
    for (const who of [p.chairman, p.stranger])
      await assert.rejects(dossierFor(f.db, who, split.id, 'read', reform), { code: 'NOT_FOUND' });
  });

  test('who looks at agencies only is told of none whose work went to several', async () => {
    const reach = await withLegacies(f.db, [{ agencyId: f.agencies.bacHa, fields: null }], reform);
    assert.equal(
      reach.some(r => r.agencyId === places.taChai.agency),
      false,
    );
  });

  test('both are found by indexes, a page of each place', async () => {
    const plans: string[] = [];
    await f.db.tx(async tx => {
      // So few rows are read in one piece otherwise.
      await tx.run('SET LOCAL enable_seqscan = off');
      const query = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> => {
        if (sql.includes('cases.dossier'))
          plans.push((await tx.query(`EXPLAIN ${sql}`, values)).map(row => Object.values(row)[0]).join('\n'));
        return tx.query<T>(sql, values as unknown[]);
      };
      const q = { ...tx, query } as typeof tx;
      assert.ok((await listed((await ofAgency(f.agencies.bacHa, q)).reach, q)).has(whole.id));
    });
    assert.equal(plans.length, 2);
    for (const plan of plans) {
      assert.match(plan, /area_id_agency_id_received_at_id_idx/);
      assert.match(plan, /area_id_received_by_received_at_id_idx/);
      assert.doesNotMatch(plan, /Seq Scan on dossier/);
    }
  });
});
