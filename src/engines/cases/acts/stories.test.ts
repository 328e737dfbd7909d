import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listTasks, openTasks } from '#engines/work';
import {
  actorOf,
  completeStep,
  type Dossier,
  issueResult,
  listPapers,
  listResults,
  refuse,
  requestSupplement,
  returnResult,
  storyOf,
  supplement,
  waitsForOwner,
  withdraw,
} from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { asks, does, facing, type People, signs, stepsOf, withLibrary } from '../testing/people.ts';

describe('cases: acts/stories', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const by = () => actorOf(p.reader, f.clock.now());
  const dossierOf = (change?: Parameters<CasesFixture['filledIn']>[0]) =>
    f.apply(p.reader, { data: f.filledIn(change) });
  const asksFor = (what: string, dossier: Dossier, who = p.officer) => asks(f, who, dossier, what);

  describe('a dossier', () => {
    test('goes from the reader over desk, officer and chairman to a signed card that is handed over', async () => {
      const dossier = await dossierOf();
      assert.match(dossier.code, /^Z99\.60\.01\.01-261120-\d{4}$/);
      assert.equal(dossier.ownerName, 'Giàng A Phử');
      assert.equal(dossier.agencyId, f.agencies.bacHa);
      assert.equal(dossier.receivedBy, f.agencies.centre);
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      const signed = await signs(f, p.chairman, dossier);
      assert.equal(signed.status, 'completed');
      const [result] = await listResults(f.db, dossier.id);
      assert.match(result?.number ?? '', /^\d+\/2026$/);
      assert.equal(result?.signedPost, p.chairman.postId);
      const verdict = await f.deps.trust.verifyPdf(await f.deps.files.read(result?.sha256 ?? ''));
      assert.equal(verdict.verdict, 'valid');
      const [giving] = await openTasks(f.db, dossier.id);
      assert.ok(giving && waitsForOwner(giving), 'nobody is late when the reader does not come for it');
      assert.equal(giving.dueAt, null);
      const { input, actor } = await facing(f, p.clerk, dossier);
      const handed = await f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'counter' }, actor));
      assert.equal(handed.status, 'returned');
      assert.deepEqual(handed.closedAt, f.clock.now());
      const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
      assert.deepEqual(
        story.happenings.map(h => [h.kind, h.who]),
        [
          ['returned', 'Vi Thị Huyền'],
          ['result-issued', 'Thào A Sính'],
          ['step-done', 'Lù Thị Sen'],
          ['step-done', 'Vi Thị Huyền'],
          ['submitted', 'Giàng Thị Mỷ'],
        ],
      );
      assert.equal(story.happenings[1]?.agency, 'UBND xã Bắc Hà');
      // Years later it is explained as it was when the card was signed.
      const years = await storyOf(
        f.db,
        f.ledger,
        await f.again(dossier),
        new Date('2029-05-05T09:00:00+07:00'),
      );
      const { ended, account, at } = years.explanation;
      assert.deepEqual([ended?.how, ended?.outcome, ended?.recounted], ['result', 'early', false]);
      assert.deepEqual([account.over, at], [0, dossier.dueAt]);
      assert.ok(account.rows.every(row => !row.untilNow));
    });

    test('that goes by post has still to be sent in time', async () => {
      const dossier = await dossierOf({ way: 'post' });
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      await signs(f, p.chairman, dossier);
      assert.deepEqual(
        (await openTasks(f.db, dossier.id)).map(t => t.dueAt),
        [dossier.dueAt],
      );
    });

    test('whose reader wants no paper ends with the signature, in her account', async () => {
      const dossier = await dossierOf({ way: 'electronic' });
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      assert.equal((await signs(f, p.chairman, dossier)).status, 'returned');
      assert.deepEqual(await stepsOf(f, dossier), []);
    });

    test('that the chairman sends back is checked and signed again', async () => {
      const dossier = await dossierOf();
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      const { input, actor } = await facing(f, p.chairman, dossier);
      await f.db.tx(tx =>
        completeStep(tx, f.deps, { ...input, outcome: 'send-back', note: 'Sai họ' }, actor),
      );
      assert.deepEqual(await stepsOf(f, dossier), ['check']);
    });

    test('waits for what the reader has to add, and goes on when it is there', async () => {
      const dossier = await dossierOf();
      await does(f, p.clerk, dossier, 'forward');
      await asksFor('Thiếu ảnh chân dung', dossier);
      assert.equal((await f.again(dossier)).status, 'supplementing');
      assert.deepEqual(await stepsOf(f, dossier), []);
      const [, waiting] = await listTasks(f.db, dossier.id);
      const late = completeStep.bind(null);
      await assert.rejects(
        f.db.tx(tx =>
          late(tx, f.deps, { dossierId: dossier.id, taskId: waiting?.id ?? '', outcome: 'propose' }, by()),
        ),
        { code: 'TASK_SUSPENDED' },
      );
      await f.db.tx(tx =>
        supplement(tx, f.deps, { dossierId: dossier.id, papers: [], note: 'Ảnh đây 😀' }, by()),
      );
      assert.equal((await f.again(dossier)).status, 'processing');
      assert.deepEqual(await stepsOf(f, dossier), ['check']);
      assert.deepEqual(await listPapers(f.db, dossier.id), []);
      const story = await storyOf(f.db, f.ledger, await f.again(dossier), f.clock.now());
      assert.equal(story.supplements[0]?.what, 'Thiếu ảnh chân dung');
      assert.deepEqual(story.supplements[0]?.answeredAt, f.clock.now());
    });

    test('is refused in writing only, with a number, and is closed then', async () => {
      const dossier = await dossierOf();
      const { input, actor } = await facing(f, p.clerk, dossier);
      const refusal = (reason: string) => f.db.tx(tx => refuse(tx, f.deps, { ...input, reason }, actor));
      await assert.rejects(refusal(' \n '), { code: 'REASON_MISSING' });
      await assert.rejects(refusal('x'.repeat(4001)), { code: 'REASON_TOO_LONG' });
      const refused = await refusal('Không cư trú tại xa\u0303');
      assert.equal(refused.status, 'refused');
      assert.deepEqual(refused.processState.tokens, []);
      const [last] = (await storyOf(f.db, f.ledger, refused, f.clock.now())).happenings;
      assert.equal(last?.personal.reason, 'Không cư trú tại xã');
      assert.match(String(last?.body.number), /^\d+\/2026$/);
      await assert.rejects(refusal('Lần nữa'), { code: 'TASK_DONE' });
    });

    test('is taken back by its reader, even while it waits, but not once its result is there', async () => {
      const dossier = await dossierOf({ way: 'counter' });
      await asksFor('Thiếu ảnh', dossier, p.clerk);
      const back = (d: Dossier) => f.db.tx(tx => withdraw(tx, f.deps, { dossierId: d.id, reason: '' }, by()));
      const withdrawn = await back(dossier);
      assert.equal(withdrawn.status, 'withdrawn');
      assert.deepEqual(
        (await listTasks(f.db, dossier.id)).map(t => t.state),
        ['cancelled'],
      );
      const other = await dossierOf();
      await does(f, p.clerk, other, 'forward');
      await does(f, p.officer, other, 'propose');
      await signs(f, p.chairman, other);
      await assert.rejects(back(other), { code: 'ACT_NOT_ALLOWED_NOW' });
    });

    test('has no outcome that its step does not name', async () => {
      const dossier = await dossierOf();
      await assert.rejects(does(f, p.clerk, dossier, 'burn'), { code: 'OUTCOME_UNKNOWN' });
      assert.deepEqual(await stepsOf(f, dossier), ['receive']);
      assert.equal((await f.again(dossier)).status, 'received');
    });

    test('is not handed over before it has a result', async () => {
      const dossier = await dossierOf();
      const { input, actor } = await facing(f, p.clerk, dossier);
      await assert.rejects(
        f.db.tx(tx => returnResult(tx, f.deps, { ...input, how: 'counter' }, actor)),
        { code: 'ACT_NOT_ALLOWED_NOW' },
      );
      assert.deepEqual(await stepsOf(f, dossier), ['receive']);
    });
  });

  describe('two officials at once', () => {
    test('on one step: the second is told that it is done', async () => {
      const dossier = await dossierOf();
      const colleague = await f.official('Hoàng Thị Lan', f.agencies.centre, ['receiver']);
      const desks = [await facing(f, p.clerk, dossier), await facing(f, colleague, dossier)];
      const ends = await Promise.allSettled(
        desks.map(({ input, actor }) =>
          f.db.tx(tx => completeStep(tx, f.deps, { ...input, outcome: 'forward' }, actor)),
        ),
      );
      assert.deepEqual(ends.map(e => (e.status === 'rejected' ? e.reason.code : e.status)).sort(), [
        'TASK_DONE',
        'fulfilled',
      ]);
      assert.deepEqual(await stepsOf(f, dossier), ['check']);
    });

    test('signing: one result and one number', async () => {
      const dossier = await dossierOf();
      await does(f, p.clerk, dossier, 'forward');
      await does(f, p.officer, dossier, 'propose');
      const { input, actor } = await facing(f, p.chairman, dossier);
      const sign = () => issueResult(f.db, f.deps, { ...input, signerName: 'Thào A Sính' }, actor);
      const ends = await Promise.allSettled([sign(), sign()]);
      assert.deepEqual(ends.map(e => (e.status === 'rejected' ? e.reason.code : e.status)).sort(), [
        'TASK_DONE',
        'fulfilled',
      ]);
      assert.equal((await listResults(f.db, dossier.id)).length, 1);
      await assert.rejects(sign(), { code: 'TASK_DONE' });
    });

    test('asking for papers: one request, and the second is told', async () => {
      const dossier = await dossierOf();
      // Both have the page before either asks: who came after would face no step any more.
      const { input, actor } = await facing(f, p.clerk, dossier);
      const ends = await Promise.allSettled(
        ['Thiếu ảnh chân dung', 'Thiếu chữ ký của người khai'].map(what =>
          f.db.tx(tx => requestSupplement(tx, f.deps, { ...input, what }, actor)),
        ),
      );
      assert.deepEqual(ends.map(e => (e.status === 'rejected' ? e.reason.code : e.status)).sort(), [
        'TASK_SUSPENDED',
        'fulfilled',
      ]);
    });
  });

  test('numbers of racing dossiers are dense, each code is there once', async () => {
    const day = '2026-11-24T09:00:00+07:00';
    f.clock.set(day);
    const dossiers = await Promise.all(Array.from({ length: 12 }, () => dossierOf()));
    f.clock.set('2026-11-20T09:00:00+07:00');
    assert.deepEqual(
      dossiers.map(d => Number(d.code.slice(-4))).sort((a, b) => a - b),
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
  });
});
