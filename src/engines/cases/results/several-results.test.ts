import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { openTasks } from '#engines/work';
import { newId } from '#platform/db';
import {
  actorOf,
  type Dossier,
  drawnFrom,
  issueResult,
  listResults,
  previewResult,
  renewResult,
  resultFor,
  returnResult,
  seenMark,
  withdraw,
} from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { dossierState } from '../state-check.ts';
import { type CasesFixture, CIRCLE } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';

describe('cases: one dossier with several results', () => {
  let f: CasesFixture;
  let p: People;
  let director: People['chairman'];
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    director = await f.official('Trần Thị Yến', f.agencies.province, ['leader', 'signer']);
  });

  const kinds = async (d: Dossier) => (await listResults(f.db, d.id)).map(r => [r.kind, r.agencyId]);

  const circle = async () => {
    const dossier = await f.apply(p.reader, { code: CIRCLE });
    await does(f, p.clerk, dossier, 'forward');
    return dossier;
  };

  test('three agencies sign a result each in their own name; the dossier is done with the last', async () => {
    const dossier = await circle();
    await assert.rejects(signs(f, p.officer, dossier), /faces no step/);
    assert.equal((await signs(f, p.stranger, dossier)).status, 'processing');
    assert.equal((await signs(f, p.chairman, dossier)).status, 'processing');
    assert.deepEqual(
      new Set((await kinds(dossier)).map(String)),
      new Set([`loan-card,${f.agencies.saPa}`, `library-card,${f.agencies.bacHa}`]),
    );
    const { input, actor } = await facing(f, p.clerk, dossier);
    const handed = await f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'counter' }, actor));
    assert.equal(handed.status, 'processing', 'what is there is handed over while the last is awaited');
    assert.equal((await signs(f, director, dossier)).status, 'returned');
    assert.equal((await listResults(f.db, dossier.id)).length, 3);
    await f.ledger.sealer.sealOnce();
    const problems = await f.ledger.verifyState([dossierState]);
    assert.deepEqual(
      problems.filter(x => x.key === `dossier:${dossier.id}`),
      [],
    );
    await f.ledger.followers.runOnce([notifyApplicant.id]);
    const told = (await messagesAbout(f.db, dossier.id)).filter(
      m => m.channel === 'account' && /message\.result/.test(m.key),
    );
    assert.deepEqual(
      told.map(m => m.params.result).sort(),
      (await listResults(f.db, dossier.id)).map(r => r.title).sort(),
      'each message says which result has come',
    );
  });

  test('taken back by its applicant while others are to come, what was signed holds, and its signer is told', async () => {
    const dossier = await circle();
    const email = 'ky@example.vn';
    await f.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [p.stranger.accountId, email]);
    await signs(f, p.stranger, dossier);
    const by = actorOf(p.reader, f.clock.now());
    const back = await f.db.tx(tx => withdraw(tx, f.deps, { dossierId: dossier.id, reason: '' }, by));
    assert.equal(back.status, 'withdrawn');
    const [result] = await listResults(f.db, dossier.id);
    assert.equal(result?.status, 'valid');
    const told = await f.db.query<{ number: string }>(
      "SELECT params->>'number' AS number FROM messaging.message WHERE address = $1",
      [email],
    );
    assert.deepEqual(
      told.map(m => m.number),
      [result?.number],
    );
  });

  test('two sign at the same moment, and neither is in the other’s way', async () => {
    const dossier = await circle();
    await Promise.all([signs(f, p.stranger, dossier), signs(f, director, dossier)]);
    assert.equal((await listResults(f.db, dossier.id)).length, 2);
    assert.equal((await f.again(dossier)).status, 'processing');
  });

  test('what was corrected on one of them is right on those that are signed after it', async () => {
    const dossier = await circle();
    await signs(f, p.stranger, dossier);
    await signs(f, p.chairman, dossier);
    const later = () => f.clock.set(new Date(f.clock.now().getTime() + 60_000));
    later();
    const card = (await listResults(f.db, dossier.id)).find(r => r.kind === 'library-card');
    const of = { dossierId: dossier.id, resultId: card?.id ?? '' };
    const { actor } = await resultFor(f.db, p.chairman, of, 'correct', f.clock.now());
    const reader = { ...(dossier.data.reader as object), name: 'Giàng A Phừ' };
    const wish = { ...of, id: newId(), kind: 'correction' as const, reason: 'Ghi sai tên của chủ thẻ' };
    const data = { ...dossier.data, reader };
    await renewResult(f.db, f.deps, { ...wish, signerName: p.chairman.name, data }, actor);
    later();
    const look = { task: null, signerName: director.name, signer: director };
    assert.match(wordsOf(await previewResult(f.db, f.deps, dossier, look, f.clock.now())), /Phừ|PHỪ/);
    const now = await f.again(dossier);
    assert.equal(now.ownerName, 'Giàng A Phừ', 'lists and searches follow');
    assert.deepEqual(now.data, dossier.data, 'what was declared stays');
    await f.ledger.sealer.sealOnce();
    const wrong = (await f.ledger.verifyState([dossierState])).filter(x => x.key === `dossier:${dossier.id}`);
    assert.deepEqual(wrong, []);
    // What lay before her was made of the old name: she signs when she has seen the correction.
    await assert.rejects(signs(f, director, dossier), { code: 'RESULT_CORRECTED_SINCE' });
    const { input, actor: by } = await facing(f, director, dossier);
    const page = { dossier: now, step: 'province' };
    const signing = async (correction?: string) => ({
      ...input,
      signerName: director.name,
      seen: await seenMark(f.db, f.deps, { ...page, correction }, f.clock.now()),
    });
    // As of many at once: a page that shows no correction.
    await assert.rejects(issueResult(f.db, f.deps, await signing(), by), { code: 'RESULT_CORRECTED_SINCE' });
    await issueResult(f.db, f.deps, await signing(wish.id), by);
    const results = await listResults(f.db, dossier.id);
    const drawn = async (result: (typeof results)[number] | undefined) =>
      (await drawnFrom(f.db, dossier, result ?? assert.fail())).data;
    const last = results.find(r => r.issuedAt > (card?.issuedAt ?? 0) && r.agencyId === f.agencies.province);
    assert.deepEqual(await drawn(last), data);
    const before = results.find(r => r.agencyId === f.agencies.saPa);
    assert.deepEqual(await drawn(before), dossier.data, 'what was signed before stays');
    assert.match(wordsOf(await f.deps.files.read(last?.sha256 ?? '')), /Phừ|PHỪ/);
  });

  test('nothing is handed over before there is anything', async () => {
    const dossier = await circle();
    const task = (await openTasks(f.db, dossier.id)).find(t => t.elementId === 'card');
    const early = { dossierId: dossier.id, taskId: task?.id ?? '', how: 'counter' as const };
    const actor = actorOf(p.clerk, f.clock.now());
    await assert.rejects(
      f.db.tx(tx => returnResult(tx, f.deps, early, actor)),
      { code: 'ACT_NOT_ALLOWED_NOW' },
    );
  });

  test('whoever is to sign sees the paper of his own step', async () => {
    const dossier = await circle();
    const preview = (elementId: string) =>
      previewResult(
        f.db,
        f.deps,
        dossier,
        {
          task: { elementId, agencyId: f.agencies.province },
          signerName: director.name,
          signer: director,
        },
        f.clock.now(),
      );
    const [own, other] = [await preview('province'), await preview('loan')];
    assert.equal(own.subarray(0, 5).toString(), '%PDF-');
    assert.notDeepEqual(own, other);
  });
});
