import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { delegate } from '#engines/identity';
import { factsOf } from '../access/facts.ts';
import { refuse, stopProcessing } from '../acts/close.ts';
import { storyOf } from '../read/story.ts';
import { decider, signerLines } from '../slips/words.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { appraisersOf } from './own-appraisal.ts';
import { titleOf } from './signatory.ts';

describe('cases: as what somebody signs', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const title = async (postId: string, patch: string) =>
    f.owner.query('UPDATE organisation.post SET title_vi = $2 WHERE id = $1', [postId, patch]);
  const linesOf = async (accountId: string, postId: string | null) =>
    signerLines(await titleOf(f.db, { accountId, postId }, f.clock.now()));

  test('the holder of a post as what it is; whose rights were delegated to him not as that, but by its holder’s delegation', async () => {
    const { chairman, officer } = p;
    await title(chairman.postId, 'Chủ tịch Ủy ban nhân dân');
    await title(officer.postId, 'Công chức tư pháp - hộ tịch');
    const deputy = await f.official('Lù Văn Thắng', f.agencies.bacHa, ['leader']);
    await title(deputy.postId, 'Phó Chủ tịch Ủy ban nhân dân');
    assert.deepEqual(await linesOf(chairman.accountId, chairman.postId), ['CHỦ TỊCH ỦY BAN NHÂN DÂN']);
    assert.deepEqual(await linesOf(officer.accountId, chairman.postId), [
      'TUQ. CHỦ TỊCH ỦY BAN NHÂN DÂN',
      'CÔNG CHỨC TƯ PHÁP - HỘ TỊCH',
    ]);
    const asDeputy = ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'];
    assert.deepEqual(await linesOf(deputy.accountId, chairman.postId), asDeputy, 'delegated or not');
    assert.deepEqual(await linesOf(deputy.accountId, deputy.postId), asDeputy);
    assert.deepEqual(await linesOf(officer.accountId, null), ['']);
  });

  test('the story says in whose place somebody acted, and of who acted in his own post nothing', async () => {
    const { chairman, officer, clerk, reader } = p;
    const given = { fromPostId: chairman.postId, toPostId: officer.postId, roles: ['signer'] };
    const leave = { from: '2026-11-20', to: '2026-12-27', reason: 'Đi công tác' };
    await f.db.tx(tx => delegate(tx, { ...given, ...leave }, f.act()));
    const dossier = await f.apply(reader);
    await does(f, clerk, dossier, 'forward');
    const colleague = await f.official('Sùng Thị Dua', f.agencies.bacHa, ['officer']);
    await does(f, colleague, dossier, 'propose');
    const standIn = await f.visitor(officer.accountId, 'official');
    await signs(f, { ...officer, ...standIn }, dossier);
    const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
    const places = story.happenings.map(h => `${h.kind} ${h.inPlaceOf ?? '–'}`);
    assert.ok(places.includes('result-issued Chủ tịch Ủy ban nhân dân'), places.join('; '));
    assert.ok(places.includes('step-done –'), places.join('; '));
  });

  test('who appraised a dossier neither signs nor refuses it by delegation; the one who delegated does', async () => {
    const { officer, clerk, reader, chairman } = p;
    const dossier = await f.apply(reader);
    await does(f, clerk, dossier, 'forward');
    await does(f, officer, dossier, 'propose');
    const standIn = { ...officer, ...(await f.visitor(officer.accountId, 'official')) };
    assert.deepEqual(await appraisersOf(f.db, await factsOf(f.db, dossier, f.clock.now())), [
      { accountId: officer.accountId, name: officer.name },
    ]);
    await assert.rejects(signs(f, standIn, dossier), { code: 'SIGNED_OWN_APPRAISAL' });
    assert.equal((await f.again(dossier)).status, 'processing', 'nothing was done by halves');
    await signs(f, chairman, dossier);

    const worse = await f.apply(reader);
    await does(f, clerk, worse, 'forward');
    await does(f, officer, worse, 'propose');
    const { actor } = await facing(f, standIn, worse);
    const why = { dossierId: worse.id, reason: 'Không đủ căn cứ theo quy định' };
    const ends = [refuse, stopProcessing] as const;
    for (const end of ends)
      await assert.rejects(
        f.db.tx(tx => end(tx, f.deps, why, actor)),
        { code: 'ENDED_OWN_APPRAISAL' },
      );
    assert.equal((await f.again(worse)).status, 'processing');
    const { actor: head } = await facing(f, chairman, worse);
    assert.equal((await f.db.tx(tx => refuse(tx, f.deps, why, head))).status, 'declined');
  });
});

test('above the grounds of a decision stands the head of the agency, also where a deputy signs for him', () => {
  const ward = 'Ủy ban nhân dân phường Lào Cai';
  const said = (title: string, agency = ward) => decider(title, agency).replaceAll('\u00a0', ' ');
  for (const title of ['Chủ tịch Ủy ban nhân dân', 'Phó Chủ tịch Ủy ban nhân dân', 'Chủ tịch'])
    assert.equal(said(title), 'CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG LÀO CAI');
  assert.equal(said('TUQ. Chủ tịch\nTrưởng phòng Tư pháp'), 'CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG LÀO CAI');
  assert.equal(said('Phó Giám đốc Sở', 'Sở Tư pháp'), 'GIÁM ĐỐC SỞ TƯ PHÁP');
  assert.equal(said('', 'Sở Tư pháp'), 'SỞ TƯ PHÁP');
});
