import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { newId, type Tx } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import { findArea, findAreaByCode, resolveArea, successorsOf } from '../areas.ts';
import { organisation } from '../module.ts';
import { areaFacts } from '../testing/facts.ts';
import type { Period } from '../types.ts';
import { held } from './refusals.ts';
import { AREA } from './thing.ts';
import { insertThings, insertVersions, upsertSuccessions } from './write.ts';

describe('organisation: dated/periods', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation]);
  });
  after(() => database.drop());

  const undone = new Error('undone');
  const inDatabase = async (tell: (tx: Tx) => Promise<void>) =>
    assert.rejects(
      database.db.tx(async tx => {
        await tell(tx);
        throw undone;
      }),
      undone,
    );

  const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
  const DAYS = 12;
  const period = fc
    .tuple(fc.integer({ min: 0, max: DAYS - 1 }), fc.option(fc.integer({ min: 1, max: DAYS })))
    .map(([from, length]) => ({ from: day(from), to: length === null ? null : day(from + length) }));
  const meet = (a: Period, b: Period) => (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);
  const on = (p: Period, date: string) => p.from <= date && (p.to === null || date < p.to);

  test('any versions written one by one: the database keeps those that meet no other, and finds each on its days', async () => {
    const version = fc.record({ thing: fc.nat({ max: 3 }), code: fc.constantFrom('91', '92', '93'), period });
    await fc.assert(
      fc.asyncProperty(fc.array(version, { maxLength: 10 }), async versions => {
        await inDatabase(async tx => {
          const ids = [newId(), newId(), newId(), newId()];
          await insertThings(tx, AREA, ids);
          const kept: typeof versions = [];
          for (const one of versions) {
            const free = kept.every(
              k => !meet(k.period, one.period) || (k.thing !== one.thing && k.code !== one.code),
            );
            const write = held(tx, { label: one.code }, () =>
              insertVersions(tx, AREA, [
                {
                  id: ids[one.thing] ?? '',
                  versionId: newId(),
                  facts: areaFacts({ code: one.code, name: `Thử ${one.thing}` }),
                  ...one.period,
                },
              ]),
            );
            if (free) {
              await write;
              kept.push(one);
            } else await assert.rejects(write, { name: 'AppError' });
          }
          for (let n = 0; n <= DAYS; n += 3) {
            for (const code of ['91', '92', '93']) {
              const expected = kept.find(k => k.code === code && on(k.period, day(n)));
              const found = await findAreaByCode(tx, code, 'province', day(n));
              assert.equal(found?.id, expected && ids[expected.thing]);
            }
            for (const [thing, id] of ids.entries()) {
              const expected = kept.find(k => k.thing === thing && on(k.period, day(n)));
              assert.equal((await findArea(tx, id, day(n)))?.code, expected?.code);
            }
          }
        });
      }),
      { numRuns: 25 },
    );
  });

  test('any chain of reforms: every unit resolves, on every day, to the unit that holds its ground', async () => {
    // Each reform merges some of the units that are there into a new one, in the order of days.
    const reforms = fc.array(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(reforms, async merges => {
        await inDatabase(async tx => {
          type Unit = { id: string; from: string; to: string | null; into: Unit | null };
          const units: Unit[] = Array.from({ length: 6 }, () => ({
            id: newId(),
            from: day(0),
            to: null,
            into: null,
          }));
          for (const [i, picks] of merges.entries()) {
            const date = day(2 * i + 1);
            const alive = units.filter(u => u.to === null);
            const merged = [...new Set(picks.map(p => alive[p % alive.length]))].filter(u => u !== undefined);
            const made: Unit = { id: newId(), from: date, to: null, into: null };
            for (const unit of merged) Object.assign(unit, { to: date, into: made });
            units.push(made);
          }
          await insertThings(
            tx,
            AREA,
            units.map(u => u.id),
          );
          const versions = units.map((u, i) => ({
            id: u.id,
            versionId: newId(),
            facts: areaFacts({ code: `9${String(i).padStart(2, '0')}` }),
            from: u.from,
            to: u.to,
          }));
          await insertVersions(tx, AREA, versions);
          const links = units.flatMap(u =>
            u.into
              ? [
                  {
                    fromId: u.id,
                    intoId: u.into.id,
                    on: u.into.from,
                    share: 'whole' as const,
                    unverified: false,
                    note: null,
                  },
                ]
              : [],
          );
          await upsertSuccessions(tx, AREA, links);
          for (let n = 0; n <= 11; n += 2) {
            for (const unit of units) {
              const heir = (u: Unit): Unit => (u.into && u.into.from <= day(n) ? heir(u.into) : u);
              const expected = heir(unit);
              if (unit.from > day(n)) {
                await assert.rejects(resolveArea(tx, unit.id, day(n)), { code: 'AREA_NOT_FOUND' });
                continue;
              }
              assert.equal((await resolveArea(tx, unit.id, day(n))).id, expected.id);
              const heirs = (await successorsOf(tx, unit.id, day(n))).map(v => v.id);
              assert.deepEqual(heirs, expected === unit ? [] : [expected.id]);
            }
          }
        });
      }),
      { numRuns: 20 },
    );
  });
});
