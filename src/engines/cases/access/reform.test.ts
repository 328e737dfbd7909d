import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { scopeRole } from '#engines/identity';
import {
  createAgency,
  createArea,
  endAgency,
  endArea,
  findAgency,
  linkAgencies,
  linkAreas,
} from '#engines/organisation';
import { assignTask, inbox, inboxCounts, openTasks, planEscalations } from '#engines/work';
import type { Queryable } from '#platform/db';
import { SINCE } from '../../identity/testing/agencies.ts';
import { changesKept } from '../../organisation/testing/changes-kept.ts';
import { agencyFacts, areaFacts } from '../../organisation/testing/facts.ts';
import { escalate } from '../deadlines/escalate.ts';
import {
  askerOf,
  controlSlipOf,
  type Dossier,
  doable,
  dossierFor,
  factsOf,
  heirOf,
  listRegister,
  reachOfInbox,
  withLegaciesByPlace,
} from '../index.ts';
import { storyOf } from '../read/story.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, type People, stepsOf, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

type Official = People['clerk'];

describe('cases: access/reform', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const DAY_BEFORE = '2026-12-31T16:00:00+07:00';
  const DAY_AFTER = '2027-01-04T08:00:00+07:00';
  const REFORM = '2027-01-01';

  /** The dossiers that lie in an official's inbox, on `q` at `at`. */
  async function dossiersOf(who: Official, at: Date, q: Queryable = f.db): Promise<string[]> {
    const reach = await reachOfInbox(q, who, at);
    const tasks = await inbox(q, reach, { state: 'open' }, { limit: 1_000 });
    return tasks.map(t => t.subjectId);
  }

  /** Another commune of the province with its committee. */
  async function commune(code: string, name: string) {
    const period = { from: SINCE, to: null };
    return f.db.tx(async tx => {
      const { parentId } = await tx.one<{ parentId: string }>(
        `SELECT parent_id AS "parentId" FROM organisation.area_version WHERE code = '99001'`,
      );
      const facts = {
        code,
        level: 'commune',
        kind: 'commune',
        name,
        fullName: `Xã ${name}`,
        parentId,
      } as const;
      const area = await createArea(tx, areaFacts(facts), period, f.act());
      const identifier = `Z99.60.${code.slice(3)}`;
      const place = { areaId: area.id, parentId: f.agencies.province, kind: 'commune-committee' } as const;
      const more = { identifier, name: `UBND xã ${name}`, level: 'commune' } as const;
      return {
        area: area.id,
        agency: (await createAgency(tx, agencyFacts({ ...place, ...more }), period, f.act())).id,
      };
    });
  }

  const areaOf = async (code: string): Promise<string> =>
    (
      await f.db.one<{ id: string }>('SELECT area_id AS id FROM organisation.area_version WHERE code = $1', [
        code,
      ])
    ).id;

  test('an agency is merged on a day: the next day the successor’s clerk finds the dossier and does it; the old clerk and a third agency’s do not', async () => {
    const { bacHa, centre, saPa } = f.agencies;
    const yTy = await commune('99003', 'Y Tý');
    const third = await f.official('Phàn Tả Mẩy', yTy.agency, ['receiver', 'officer', 'leader', 'signer']);
    const dossier = await f.apply(p.reader);
    const given = await f.apply(p.reader);
    const [task] = await openTasks(f.db, given.id);
    assert.ok(task);
    await f.db.tx(tx => assignTask(tx, task.id, p.clerk.postId));
    const old = await areaOf('99001');
    const heir = await areaOf('99002');
    await f.db.tx(async tx => {
      const whole = { on: REFORM, share: 'whole', unverified: false, note: null } as const;
      await endAgency(tx, centre, REFORM, f.act());
      await endAgency(tx, bacHa, REFORM, f.act());
      await linkAgencies(tx, { fromId: bacHa, intoId: saPa, ...whole }, f.act());
      await linkAgencies(tx, { fromId: centre, intoId: saPa, ...whole }, f.act());
      await endArea(tx, old, REFORM, f.act());
      await linkAreas(tx, { fromId: old, intoId: heir, ...whole }, f.act());
    });
    const both = new Set([dossier.id, given.id]);
    const found = async (who: Official, at: string) =>
      (await dossiersOf(who, new Date(at))).filter(id => both.has(id)).length;

    assert.deepEqual([await found(p.clerk, DAY_BEFORE), await found(p.stranger, DAY_BEFORE)], [2, 0]);
    assert.deepEqual([await found(p.clerk, DAY_AFTER), await found(p.stranger, DAY_AFTER)], [0, 2]);
    assert.deepEqual([await found(third, DAY_BEFORE), await found(third, DAY_AFTER)], [0, 0]);

    f.clock.set(DAY_AFTER);
    const now = f.clock.now();
    const slip = await controlSlipOf(f.db, f.deps, await f.again(dossier), now);
    const head = wordsOf(slip);
    assert.match(
      head,
      /ỦY BAN NHÂN DÂN XÃ SA PA|UBND XÃ SA PA/i,
      'a slip of today bears the head of who issues it',
    );
    assert.doesNotMatch(head.slice(0, head.indexOf('PHIẾU')), /BẮC HÀ/i);
    const reach = await reachOfInbox(f.db, p.stranger, now);
    const words = [...dossier.code.split('-').slice(-1)];
    const searched = await inbox(f.db, reach, { state: 'open', words }, { limit: 10 });
    assert.deepEqual(
      searched.map(t => t.subjectId),
      [dossier.id],
      'it is found by its code',
    );
    const counts = await inboxCounts(f.db, reach, { state: 'open' }, now, now);
    assert.equal(counts.all, (await dossiersOf(p.stranger, now)).length);

    assert.ok(task.dueAt);
    await planEscalations(f.db, [{ id: task.id, dueAt: task.dueAt, escalateAt: now }]);
    await f.db.tx(tx => escalate(tx, f.deps, { dossierId: given.id, taskId: task.id }, now));
    const told = (await storyOf(f.db, f.ledger, await f.again(given), now)).happenings[0];
    assert.deepEqual([told?.kind, told?.other], ['escalated', 'UBND xã Sa Pa'], 'its leader is told');

    for (const id of both) {
      await assert.rejects(dossierFor(f.db, third, id, 'do-task', now), { code: 'NOT_FOUND' });
      await assert.rejects(dossierFor(f.db, p.clerk, id, 'do-task', now), { code: 'NOT_FOUND' });
    }
    await does(f, p.stranger, given, 'forward');
    await does(f, p.stranger, dossier, 'forward');
    assert.deepEqual(await stepsOf(f, dossier), ['check']);
    const [next] = await openTasks(f.db, dossier.id);
    assert.equal(next?.agencyId, saPa, 'the next step is its own');
    assert.ok((await dossiersOf(p.stranger, now)).includes(dossier.id));
    await does(f, p.stranger, dossier, 'propose');
  });

  test('in any province after any reforms, a dossier lies in the inbox of exactly those who may do its step, and in the registers of those who followed', async () => {
    f.clock.set('2026-11-20T09:00:00+07:00');
    const names = ['Mường Hum', 'Nậm Chạc', 'Dền Sáng', 'Trịnh Tường', 'Bát Xát'];
    const communes = await Promise.all(names.map((name, i) => commune(`9901${i}`, name)));
    const roles = ['receiver', 'officer', 'leader', 'signer'];
    const officials: Official[] = [];
    for (const { agency } of communes) officials.push(await f.official('Ai đó', agency, roles));
    const above = await f.official('Đỗ Đức Thắng', f.agencies.province, ['receiver']);
    const scope = { postId: above.postId, roleId: 'receiver', agencyId: f.agencies.province };
    await f.db.tx(tx => scopeRole(tx, { ...scope, below: true, fields: null }, f.act()));
    officials.push({ ...above, ...(await f.visitor(above.accountId, 'official')) });
    const dossiers: Dossier[] = [];
    for (const i of communes.keys())
      dossiers.push(await f.apply(p.reader, { data: f.filledIn({ commune: `9901${i}` }) }));
    const given = await openTasks(f.db, dossiers[0]?.id ?? '');
    await f.db.tx(tx => assignTask(tx, given[0]?.id ?? '', officials[0]?.postId ?? null));

    const days = ['2027-01-01', '2027-02-01', '2027-03-01'];
    const index = fc.nat({ max: communes.length - 1 });
    const links = fc.uniqueArray(fc.record({ from: index, into: index, on: fc.constantFrom(...days) }), {
      maxLength: 6,
      selector: l => `${l.from} ${l.into} ${l.on}`,
    });
    const fates = fc.array(fc.option(fc.constantFrom(...days), { nil: null }), {
      minLength: communes.length,
      maxLength: communes.length,
    });
    const worlds = fc.record({
      ...{ agencies: links, areas: links, agencyEnds: fates, areaEnds: fates },
      reader: index,
    });

    const undo = new Error('undone');
    await fc.assert(
      fc.asyncProperty(worlds, fc.constantFrom('2027-01-15', '2027-02-01', '2027-04-01'), (world, day) =>
        f.owner
          .tx(async tx => {
            changesKept(tx);
            for (const [table, ends, chain] of [
              ['agency', world.agencyEnds, world.agencies],
              ['area', world.areaEnds, world.areas],
            ] as const) {
              for (const [i, end] of ends.entries())
                if (end)
                  await tx.run(
                    `UPDATE organisation.${table}_version SET valid = daterange(lower(valid), $2) WHERE ${table}_id = $1`,
                    [communes[i]?.[table], end],
                  );
              for (const { from, into, on } of chain)
                if (from !== into)
                  await tx.run(
                    `INSERT INTO organisation.${table}_succession (from_id, into_id, on_date, share) VALUES ($1, $2, $3, 'part')`,
                    [communes[from]?.[table], communes[into]?.[table], on],
                  );
            }
            const at = new Date(`${day}T10:00:00+07:00`);
            const inboxes = new Map<Official, string[]>();
            for (const who of officials) inboxes.set(who, await dossiersOf(who, at, tx));
            for (const [i, dossier] of dossiers.entries()) {
              const facts = await factsOf(tx, dossier, at);
              for (const [n, who] of officials.entries())
                assert.equal(
                  inboxes.get(who)?.includes(dossier.id),
                  doable(askerOf(who), facts).length > 0,
                  `dossier of ${names[i]}, official of ${names[n] ?? 'the province'}`,
                );
            }
            const { agency } = communes[world.reader] ?? assert.fail();
            if (await findAgency(tx, agency, day)) {
              const { reach } = await withLegaciesByPlace(tx, [{ agencyId: agency, fields: null }], at);
              const lines = await listRegister(tx, reach, {}, { limit: 1_000, offset: 0 }, at);
              for (const [i, dossier] of dossiers.entries()) {
                const heirs = [];
                for (const id of new Set([dossier.agencyId, dossier.receivedBy]))
                  heirs.push((await heirOf(tx, dossier, id, day))?.id);
                const listed = lines.some(line => line.id === dossier.id);
                assert.equal(listed, heirs.includes(agency), `dossier of ${names[i]} in a register`);
              }
            }
            throw undo;
          })
          .catch(error => {
            if (error !== undo) throw error;
          }),
      ),
      { numRuns: 150 },
    );
  });
});
