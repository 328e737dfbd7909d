import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actorOf, type Dossier } from '#engines/cases';
import { indicators, sumsByAgency } from '#engines/indicators';
import { localDate } from '#platform/clock';
import type { CasesFixture } from '../cases/testing/fixture.ts';
import { does, type People, signs, withLibrary } from '../cases/testing/people.ts';
import { answerRating, judgeWords } from './answer.ts';
import { RATED, SATISFIED } from './followers.ts';
import { BY_TRACKING, findRating, listPublicRatings, rate, ratings } from './index.ts';
import type { RatingInput } from './rate.ts';

describe('ratings', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [indicators, ratings],
  );

  async function finished(): Promise<Dossier> {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    await does(f, p.officer, dossier, 'propose');
    return signs(f, p.chairman, dossier);
  }

  const says = (dossier: Dossier, said: Partial<RatingInput>, at = f.clock.now()) =>
    f.db.tx(tx =>
      rate(
        tx,
        f.deps,
        dossier,
        { level: 5, reasons: [], words: '', way: 'account', ...said },
        { accountId: p.reader.accountId, at },
      ),
    );
  const later = (days: number) => new Date(f.clock.now().getTime() + days * 86_400_000);
  const chairman = () => ({ ...actorOf(p.chairman, f.clock.now()), agencyId: f.agencies.bacHa });
  const kinds = async (dossier: Dossier) =>
    (await f.ledger.history(f.db, `rating:${dossier.id}`)).map(e => e.kind);

  async function counted(): Promise<Record<string, number>> {
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 2; i++) await f.ledger.followers.runOnce(['ratings.count', 'ratings.notify']);
    const day = localDate(f.clock.now());
    const all = await sumsByAgency(f.db, [RATED, SATISFIED], { from: day, to: day });
    return all.find(s => s.agencyId === f.agencies.bacHa)?.sums ?? {};
  }

  test('a reader rates once, the same again changes nothing, and a change is counted under the first day', async () => {
    const dossier = await finished();
    await says(dossier, { level: 5, reasons: ['manner', 'nothing-known'] });
    await says(dossier, { level: 5, reasons: ['manner'] });
    assert.deepEqual(await kinds(dossier), ['rating.given']);
    assert.deepEqual(await counted(), { [RATED]: 1, [SATISFIED]: 1 });
    await says(dossier, { level: 2, reasons: ['time'] }, later(3));
    assert.deepEqual(await kinds(dossier), ['rating.given', 'rating.changed']);
    assert.deepEqual(await counted(), { [RATED]: 1, [SATISFIED]: 0 });
    const kept = await findRating(f.db, dossier.id);
    assert.deepEqual([kept?.level, kept?.reasons, kept?.revision], [2, ['time'], 2]);
  });

  const as = (accountId: string, dossier: Dossier, level: number) => {
    const input = { level, reasons: [], words: '', way: 'tracking' as const };
    return f.db.tx(tx => rate(tx, f.deps, dossier, input, { accountId, at: f.clock.now() }));
  };

  test('two who send at the same moment make one rating and its change', async () => {
    const dossier = await finished();
    await Promise.all([says(dossier, { level: 4 }), says(dossier, { level: 3 })]);
    assert.deepEqual(await kinds(dossier), ['rating.given', 'rating.changed']);
    const tracked = await finished();
    await Promise.all([as(BY_TRACKING, tracked, 4), as(BY_TRACKING, tracked, 3)]);
    assert.deepEqual(await kinds(tracked), ['rating.given', 'rating.changed']);
  });

  test('what the applicant gave himself neither a delegate nor code and digits replace; what was given for him he does', async () => {
    const refusal = { code: 'RATING_OTHERS' };
    const delegate = (await f.citizen('Sùng A Hòa')).accountId;
    const dossier = await finished();
    await as(delegate, dossier, 5);
    const [given] = await f.ledger.history(f.db, `rating:${dossier.id}`);
    assert.deepEqual([given?.actor, given?.body.for], [delegate, p.reader.accountId]);
    await as(delegate, dossier, 4);
    await says(dossier, { level: 4 });
    assert.equal((await kinds(dossier)).length, 3, 'the same, and now it is hers');
    await assert.rejects(as(delegate, dossier, 5), refusal);
    await assert.rejects(as(BY_TRACKING, dossier, 5), refusal);
    const tracked = await finished();
    await as(BY_TRACKING, tracked, 3);
    await assert.rejects(as(delegate, tracked, 5), refusal);
    await as(BY_TRACKING, tracked, 4);
    await says(tracked, { level: 5 });
    assert.equal((await findRating(f.db, tracked.id))?.level, 5);
  });

  test('is refused before the end, after its time, without a level, and dissatisfied without a reason', async () => {
    const running = await f.apply(p.reader);
    await assert.rejects(says(running, {}), { code: 'RATING_TOO_EARLY' });
    const dossier = await finished();
    await assert.rejects(says(dossier, { level: 0 }), { code: 'RATING_LEVEL_MISSING' });
    await assert.rejects(says(dossier, { level: 1 }), { code: 'RATING_REASON_MISSING' });
    await assert.rejects(says(dossier, { words: 'x'.repeat(2_001) }), { code: 'RATING_WORDS_LONG' });
    await assert.rejects(says(dossier, {}, later(91)), { code: 'RATING_OVER' });
    await says(dossier, { level: 1, words: 'Phải đi lại ba lần' });
    await assert.rejects(says(dossier, { level: 2, words: 'Muộn' }, later(31)), { code: 'RATING_OVER' });
    assert.equal((await findRating(f.db, dossier.id))?.level, 1);
  });

  test('words are public after they were read, and not when they were changed since', async () => {
    const dossier = await finished();
    const { agencyId } = dossier;
    const shown = async () =>
      (await listPublicRatings(f.db, agencyId, { limit: 10, offset: 0 })).some(
        r => r.dossierId === dossier.id,
      );
    await says(dossier, { words: 'Chị ở quầy 3 rất tận tình' });
    assert.equal(await shown(), false);
    const judge = (revision: number, why: string | null) =>
      f.db.tx(tx => judgeWords(tx, f.deps, { dossierId: dossier.id, revision, why }, chairman()));
    await judge(1, null);
    assert.equal(await shown(), true);
    await says(dossier, { words: 'Mua hàng tại đây' });
    assert.equal(await shown(), false, 'new words wait again');
    await assert.rejects(judge(1, null), { code: 'RATING_WORDS_CHANGED' });
    await assert.rejects(judge(2, 'because'), { code: 'NOT_FOUND' });
    await judge(2, 'advert');
    assert.equal((await findRating(f.db, dossier.id))?.hiddenWhy, 'advert');
    assert.equal(await shown(), false);
  });

  test('the agency answers, once for the same words, and who rated is told', async () => {
    const dossier = await finished();
    await says(dossier, { level: 2, reasons: ['guidance'] });
    const answer = (words: string) =>
      f.db.tx(tx =>
        answerRating(tx, f.deps, { dossierId: dossier.id, answer: words, isPublic: true }, chairman()),
      );
    await assert.rejects(answer('  '), { code: 'RATING_ANSWER_MISSING' });
    await answer('Đã niêm yết hướng dẫn tại quầy');
    await answer('Đã niêm yết hướng dẫn tại quầy');
    assert.deepEqual(await kinds(dossier), ['rating.given', 'rating.answered']);
    await counted();
    const told = await f.db.query(
      `SELECT channel FROM messaging.message WHERE about_id = $1 AND text_key = 'ratings.message.answered' AND channel = 'account'`,
      [dossier.id],
    );
    assert.equal(told.length, 1);
  });

  test('an answer for everybody names nobody and holds no number; to who rated it may', async () => {
    const dossier = await finished();
    await says(dossier, { level: 2, reasons: ['guidance'] });
    const answer = (words: string, isPublic: boolean) =>
      f.db.tx(tx => answerRating(tx, f.deps, { dossierId: dossier.id, answer: words, isPublic }, chairman()));
    for (const words of [dossier.applicantName, dossier.ownerName, '0912 345 678', 'a@b.vn', dossier.code])
      await assert.rejects(answer(`Đã trả lời ${words}`, true), { code: 'RATING_ANSWER_PERSONAL' }, words);
    const kept = await answer(`Mời ${dossier.applicantName} gọi 0214 3840 888`, false);
    assert.equal(kept.answerPublic, false);
    await assert.rejects(answer(kept.answer ?? '', true), { code: 'RATING_ANSWER_PERSONAL' }, 'made public');
  });

  test('the database refuses a second rating, a level that there is not, and dissatisfaction without why', async () => {
    const dossier = await finished();
    await says(dossier, {});
    const copy = (change: string) =>
      f.owner.run(
        `INSERT INTO ratings.rating SELECT (jsonb_populate_record(r, $2::jsonb)).* FROM ratings.rating r WHERE dossier_id = $1`,
        [dossier.id, change],
      );
    await assert.rejects(copy('{}'), { code: '23505' });
    const other = '"dossier_id": "00000000-0000-7000-8000-000000000000"';
    await assert.rejects(copy(`{${other}, "level": 6}`), { code: '23514' });
    await assert.rejects(copy(`{${other}, "level": 1, "reasons": []}`), { code: '23514' });
    await assert.rejects(copy(`{${other}, "words": "public at once", "words_state": "none"}`), {
      code: '23514',
    });
  });
});
