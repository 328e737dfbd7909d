import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scopeRole } from '#engines/identity';
import { endAbsence, noteAbsence } from '#engines/work';
import { refuse, stopProcessing } from '../acts/close.ts';
import { declineResult } from '../acts/decline-result.ts';
import { proposeRefusal } from '../acts/propose-refusal.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { toSign } from './to-sign.ts';

describe('cases: who examined a dossier does not sign it where somebody else may', () => {
  let f: CasesFixture;
  let p: People;
  let both: People['officer'];
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    both = await f.official('Vàng A Lử', f.agencies.bacHa, ['officer', 'signer']);
  });

  const examined = async (by = both) => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, by, dossier, 'propose');
    return dossier;
  };
  const SIGNED = { code: 'SIGNED_OWN_APPRAISAL' };
  const ENDED = { code: 'ENDED_OWN_APPRAISAL' };

  test('an officer who may sign too neither signs, declines, refuses nor stops what she examined: the chairman does', async () => {
    const dossier = await examined();
    await assert.rejects(signs(f, both, dossier), SIGNED);
    const { input, actor } = await facing(f, both, dossier);
    const why = { ...input, reason: 'Không đủ căn cứ theo quy định' };
    await assert.rejects(
      f.db.tx(tx => declineResult(tx, f.deps, why, actor)),
      SIGNED,
    );
    for (const end of [refuse, stopProcessing])
      await assert.rejects(
        f.db.tx(tx => end(tx, f.deps, why, actor)),
        ENDED,
      );
    assert.equal((await f.again(dossier)).status, 'processing', 'nothing was done by halves');
    assert.equal((await signs(f, p.chairman, dossier)).status, 'completed');
    assert.equal((await signs(f, both, await examined(p.officer))).status, 'completed', 'of others she does');
  });

  test('who proposed the refusal leaves it to another who may decide, as long as there is one', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor } = await facing(f, both, dossier);
    const why = { ...input, reason: 'Không đủ căn cứ theo quy định' };
    await f.db.tx(tx => proposeRefusal(tx, f.deps, why, actor));
    const { actor: again } = await facing(f, both, dossier);
    await assert.rejects(
      f.db.tx(tx => refuse(tx, f.deps, why, again)),
      ENDED,
    );
    const { actor: head } = await facing(f, p.chairman, dossier);
    assert.equal((await f.db.tx(tx => refuse(tx, f.deps, why, head))).status, 'declined');
  });

  test('she signs where she is the only one who can: the others are away, blocked, or sign in other fields', async () => {
    const may = async (dossier: Awaited<ReturnType<typeof examined>>) => {
      const { input } = await facing(f, both, dossier);
      const [asked, none] = await toSign(f.db, both, [input], f.clock.now(), 'appraised');
      assert.equal(none, undefined);
      assert.equal(asked?.own?.barred, asked?.own?.others.length !== 0, 'barred by who else can');
      return !asked?.own?.barred;
    };
    const dossier = await examined();
    assert.equal(await may(dossier), false);
    const mixed = [dossier, await examined(p.officer)];
    const steps = await Promise.all(mixed.map(async d => (await facing(f, both, d)).input));
    const said = await toSign(f.db, both, steps, f.clock.now());
    assert.deepEqual(
      mixed.map(d => said.find(s => s.dossierId === d.id)?.own?.others.map(o => o.name)),
      [[p.chairman.name], undefined],
      'of what others examined nothing stands in her way',
    );
    assert.equal((await toSign(f.db, both, steps, f.clock.now(), 'appraised')).length, 1);
    const asked: string[] = [];
    const q = {
      ...f.db,
      query: <T extends object>(sql: string, values: readonly unknown[] = []) => {
        asked.push(sql);
        return f.db.query<T>(sql, values);
      },
    };
    await toSign(q, both, steps, f.clock.now());
    const times = (part: string) => asked.filter(sql => sql.includes(part)).length;
    assert.deepEqual([times('FROM work.task'), times('agency_path')], [1, 2], 'each dossier is read once');
    assert.deepEqual(await toSign(f.db, p.stranger, steps, f.clock.now()), [], 'not hers to sign');
    const leave = { accountId: p.chairman.accountId, from: '2026-11-20', to: '2026-11-21' };
    const by = { ...f.act(), actor: p.chairman.accountId };
    const id = await f.db.tx(tx => noteAbsence(tx, leave, by));
    assert.equal(await may(dossier), true, 'away today');
    await f.db.tx(tx => endAbsence(tx, id, by));
    const set = (status: string) =>
      f.owner.run('UPDATE identity.account SET status = $2 WHERE id = $1', [p.chairman.accountId, status]);
    await set('blocked');
    assert.equal(await may(dossier), true, 'blocked');
    await set('active');

    const scope = { postId: p.chairman.postId, agencyId: f.agencies.bacHa, below: false };
    const limited = (fields: string[] | null) =>
      f.db.tx(async tx => {
        await scopeRole(tx, { ...scope, roleId: 'signer', fields }, f.act());
      });
    await limited([dossier.field]);
    assert.equal(await may(dossier), false, 'of this field');
    await limited(['khác']);
    assert.equal(await may(dossier), true, 'of another field');
    assert.equal((await signs(f, both, dossier)).status, 'completed');
  });
});
