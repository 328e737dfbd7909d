import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  arrive,
  findDossier,
  getIntake,
  makePack,
  receiveIntake,
  saveDraft,
  takePerson,
} from '#engines/cases';
import { indicators, sumsByAgency } from '#engines/indicators';
import type { Ctx } from '#platform/http';
import { CARD, type CasesFixture } from '../../engines/cases/testing/fixture.ts';
import { type People, withLibrary } from '../../engines/cases/testing/people.ts';
import { countDossiers, RECEIVED } from './count-dossiers.ts';

describe('performance: what was taken in where there was no network', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators],
  );

  test('is counted on the day on which it was handed in, not on that on which it came', async () => {
    const ctx: Ctx = { ...f.ctx, visitor: p.clerk };
    const setOut = f.clock.now();
    const pack = await f.db.tx(tx => makePack(tx, ctx, { agencyId: f.agencies.centre, codes: [CARD] }));
    const handedIn = new Date(setOut.getTime() + 3_600_000);
    f.clock.advance(26 * 3_600_000);
    const arrived = await f.db.tx(tx =>
      arrive(tx, ctx, {
        id: randomUUID(),
        pack,
        provisional: `TAM-${pack.mark}-001`,
        versionId: pack.versionIds[0] ?? '',
        device: { stored: setOut.getTime(), taken: handedIn.getTime(), sent: f.clock.now().getTime() },
        digest: Buffer.alloc(32),
      }),
    );
    const open = () => getIntake(f.db, p.clerk.accountId, arrived.draftId ?? '', f.clock.now());
    await f.db.tx(async tx => takePerson(tx, ctx, await open(), { name: 'Giàng Thị Mỷ' }, null));
    const { draft } = await open();
    await f.db.tx(tx =>
      saveDraft(tx, draft, { data: f.filledIn(), revision: draft.revision }, f.clock.now()),
    );
    const dossier = (await findDossier(f.db, await receiveIntake(ctx, await open()))) ?? assert.fail();
    for (const e of await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.submitted']))
      await f.db.tx(tx => countDossiers.handle({ ...e, position: 0 }, tx));
    const on = async (day: string) =>
      (await sumsByAgency(f.db, [RECEIVED], { from: day, to: day })).find(
        s => s.agencyId === dossier.agencyId,
      )?.sums[RECEIVED] ?? 0;
    assert.deepEqual(dossier.receivedAt, handedIn);
    assert.deepEqual([await on('2026-11-20'), await on('2026-11-21')], [1, 0]);
  });
});
