import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FormData } from '#engines/forms';
import { actorAt, correctAnswers, type Dossier, dossierFor, factsOf, transfer } from '../index.ts';
import { writeReception } from '../intake/reception.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';
import { placeOtherwise } from './place-said.ts';

const [BAC_HA, SA_PA] = ['99001', '99002'];

describe('cases: the wrong place was typed, and the dossier was transferred to the right one', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  /** Taken in at the counter of Bắc Hà, with its commune. */
  async function received(): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { channel: 'counter', data: f.filledIn({ commune: BAC_HA }) });
    const at = f.clock.now();
    const by = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre, at };
    const none = { delegate: null, trackingNumber: null, offline: null, papers: [], selfDeclared: false };
    await f.db.tx(tx => writeReception(tx, dossier, { agencyId: f.agencies.centre, ...none }, by));
    return dossier;
  }
  async function sends(dossier: Dossier, agencyId: string) {
    const { actor } = await facing(f, p.officer, dossier);
    const reason = 'Trụ sở tại xã Sa Pa';
    return f.db.tx(tx => transfer(tx, f.deps, { dossierId: dossier.id, agencyId, reason }, actor));
  }
  async function corrects(who: People['clerk'], dossier: Dossier, commune: string): Promise<Dossier> {
    const at = f.clock.now();
    const seen = await dossierFor(f.db, who, dossier.id, 'correct-answers', at);
    const actor = actorAt(who, at, await factsOf(f.db, seen, at), 'dossier.read');
    const data = f.filledIn({ commune }) as unknown as FormData;
    const wish = { dossierId: dossier.id, reason: 'Chọn nhầm xã', data };
    return f.db.tx(tx => correctAnswers(tx, f.deps, wish, actor));
  }
  const otherwise = async (dossier: Dossier) => placeOtherwise(f.db, await f.again(dossier), f.clock.now());
  const communeOf = async (dossier: Dossier) =>
    ((await f.again(dossier)).data as { place: { commune: string } }).place.commune;

  test('the commune is corrected once the dossier lies there, by its counter and by who has it now; to no other, and by nobody else', async () => {
    const dossier = await received();
    await assert.rejects(corrects(p.clerk, dossier, SA_PA), { code: 'FORM_INCOMPLETE' });
    assert.equal(await otherwise(dossier), undefined);
    await does(f, p.clerk, dossier, 'forward');
    await sends(dossier, f.agencies.saPa);
    assert.deepEqual(await otherwise(dossier), { said: 'Xã Bắc Hà', now: 'Xã Sa Pa' });
    await assert.rejects(corrects(p.officer, dossier, SA_PA), { code: 'NOT_ALLOWED' });
    await corrects(p.stranger, dossier, SA_PA);
    assert.equal(await communeOf(dossier), SA_PA);
    assert.equal(await otherwise(dossier), undefined);
    await assert.rejects(corrects(p.stranger, dossier, BAC_HA), { code: 'FORM_INCOMPLETE' });
  });

  test('the counter that typed it corrects it too, and takes that back', async () => {
    const dossier = await received();
    await does(f, p.clerk, dossier, 'forward');
    await sends(dossier, f.agencies.saPa);
    await corrects(p.clerk, dossier, SA_PA);
    await undoes(f, p.clerk, dossier);
    assert.equal(await communeOf(dossier), BAC_HA);
    assert.deepEqual(await otherwise(dossier), { said: 'Xã Bắc Hà', now: 'Xã Sa Pa' });
  });
});
