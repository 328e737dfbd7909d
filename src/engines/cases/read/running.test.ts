import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCalendar, deadline } from '#engines/worktime';
import {
  actorAt,
  apologise,
  countRunningNow,
  factsOf,
  findDossier,
  listApologies,
  listRunningNow,
  soonMarks,
} from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';
import { clocksOf } from './clocks.ts';

describe('cases: what runs now', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('an apology ahead of the promised time is no lateness: everybody reads it once that time is over without a result', async () => {
    const dossier = await f.apply(p.reader);
    const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
    const leader = actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
    const wish = { dossierId: dossier.id, newDate: '2026-12-01', reason: 'Kho sách bị ngập.' };
    await f.db.tx(tx => apologise(tx, f.deps, wish, leader));
    const listed = async (ms: number) =>
      (await listApologies(f.db, new Date(dossier.dueAt.getTime() + ms), { limit: 5, offset: 0 })).map(
        a => a.dueBefore,
      );
    assert.deepEqual(await listed(-60_000), []);
    assert.deepEqual(await listed(0), []);
    assert.deepEqual(await listed(60_000), [dossier.dueAt]);
    // They are read from the newest on, however many dossiers are open.
    const plan = await f.db.tx(async tx => {
      for (const way of ['seqscan', 'bitmapscan', 'sort']) await tx.run(`SET LOCAL enable_${way} = off`);
      let text = '';
      const query = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> => {
        for (const row of await tx.query(`EXPLAIN ${sql}`, values)) text += `${Object.values(row)[0]}\n`;
        return [];
      };
      await listApologies({ ...tx, query } as unknown as typeof f.db, f.clock.now(), { limit: 5, offset: 0 });
      return text;
    });
    assert.match(plan, /Index Scan using apology_given/);
  });

  test('what is due soon is so by the calendar of each dossier, as its own page says it, not by the province’s', async () => {
    const dossier = await f.apply(p.reader);
    const counted = async (at: string) => {
      const now = new Date(at);
      const marks = await soonMarks(f.db, now);
      const [counts] = await countRunningNow(f.db, [dossier.agencyId], now, marks);
      const of = { agencyIds: [dossier.agencyId], fields: null, view: 'soon' } as const;
      const listed = await listRunningNow(f.db, of, { limit: 5, offset: 0 }, now, marks);
      const clock = (await clocksOf(f.db, [dossier.id])).get(dossier.id) ?? assert.fail();
      const { dueAt } = (await findDossier(f.db, dossier.id)) ?? assert.fail();
      const shown = deadline(now, dueAt, clock.calendar, null, clock.counted).state;
      assert.deepEqual([counts?.soon, listed], shown === 'soon' ? [1, [dossier.id]] : [0, []]);
      return shown;
    };
    // Due on a Tuesday at the end of the day; the agency works in the mornings of Monday to Saturday from then on.
    await f.owner.run("UPDATE cases.dossier SET due_at = '2026-11-24T17:00:00+07:00' WHERE id = $1", [
      dossier.id,
    ]);
    const saturday = '2026-11-21T08:00:00+07:00';
    const monday = '2026-11-23T16:59:00+07:00';
    assert.deepEqual([await counted(saturday), await counted(monday)], ['ok', 'ok']);
    const morning = [[450, 690]] as const;
    const week = [[], morning, morning, morning, morning, morning, morning];
    const name = { vi: 'Buổi sáng', en: 'Mornings' };
    await f.db.tx(tx =>
      createCalendar(tx, { agencyId: dossier.agencyId, name, hours: { from: '2026-11-21', week } }, f.act()),
    );
    await f.owner.run("UPDATE cases.dossier SET due_at = '2026-11-24T17:00:00+07:00' WHERE id = $1", [
      dossier.id,
    ]);
    assert.deepEqual([await counted(saturday), await counted(monday)], ['ok', 'soon']);
  });
});
