import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier, findDossier, letterPdf, listLetters } from '#engines/cases';
import { wordsOf } from '../../../../engines/cases/testing/words-of.ts';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a dossier is turned down', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  const REASON = 'Người đề nghị đã có thẻ còn hạn đến 01/03/2027';
  const statusOf = async (d: Dossier) => (await findDossier(s.db, d.id))?.status;
  const post = (who: Official, dossier: Dossier, path: string, fields: Record<string, string>) =>
    who.visit.submit(`${s.pageOf(dossier)}/${path}`, fields);
  const pageFor = async (who: Official, dossier: Dossier) => (await who.visit.open(s.pageOf(dossier))).html;
  const wordsOfSlip = async (dossier: Dossier) => {
    const deps = s.env.get(casesService);
    const [letter] = (await listLetters(s.db, deps.ledger, dossier)).filter(
      l => l.kind === 'refusal' && !l.void,
    );
    return wordsOf(await letterPdf(s.db, deps, dossier, letter ?? assert.fail('no slip')));
  };

  /** Received, and before the officer. */
  async function taken(): Promise<Dossier> {
    const dossier = await s.apply();
    await pageFor(s.clerk, dossier);
    await post(s.clerk, dossier, `buoc/${await s.taskOf(dossier)}`, { outcome: 'forward' });
    return dossier;
  }
  async function proposed(): Promise<Dossier> {
    const dossier = await taken();
    await pageFor(s.officer, dossier);
    const sent = await post(s.officer, dossier, 'de-nghi-tu-choi', { 'reason-propose': REASON });
    assert.match(sent.location ?? '', /xong=refusal-proposed/, sent.html.slice(0, 300));
    return dossier;
  }

  test('the clerk refuses to take in what was not taken in hand yet, and the slip says so', async () => {
    const dossier = await s.apply();
    await pageFor(s.clerk, dossier);
    await post(s.clerk, dossier, 'tu-choi', { reason: 'Việc này thuộc xã nơi cư trú' });
    assert.equal(await statusOf(dossier), 'refused');
    assert.match(await wordsOfSlip(dossier), /không tiếp nhận hồ sơ này/);
  });

  test('once it is in hand the official proposes it, and his leader, who may change the words, decides', async () => {
    const dossier = await taken();
    await pageFor(s.officer, dossier);
    assert.equal((await post(s.officer, dossier, 'tu-choi', { reason: REASON })).status, 403);
    assert.equal(await statusOf(dossier), 'processing');
    const short = await post(s.officer, dossier, 'de-nghi-tu-choi', { 'reason-propose': 'Không' });
    assert.equal(short.status, 422);
    await post(s.officer, dossier, 'de-nghi-tu-choi', { 'reason-propose': REASON });
    assert.match(await pageFor(s.officer, dossier), /Đang chờ lãnh đạo cơ quan quyết định/);
    assert.match((await s.signer.visit.open('/can-bo')).html, /Xem xét đề nghị không giải quyết/);
    const before = await pageFor(s.signer, dossier);
    assert.match(before, new RegExp(`Lù Thị Sen đề nghị không giải quyết[^“]*“${REASON}”`));
    const done = await post(s.signer, dossier, 'tu-choi', { reason: `${REASON}, chưa được cấp lại` });
    assert.match(done.location ?? '', /xong=refused/);
    assert.equal(await statusOf(dossier), 'declined');
    const words = await wordsOfSlip(dossier);
    assert.match(words, /không giải quyết hồ sơ này/);
    assert.match(words, /chưa được cấp lại/);
    assert.match(words, /Thào A Sính/);
    const told = await s.story(`dossier:${dossier.id}`);
    assert.deepEqual(
      told.filter(kind => kind.startsWith('case.ref')),
      ['case.refusal-proposed', 'case.refused'],
    );
    const after = await pageFor(s.signer, dossier);
    assert.match(after, /quyết định không giải quyết hồ sơ, Phiếu số/);
    const undo = /href="([^"]*\/hoan-tac\/[^"]*)"/.exec(after)?.[1] ?? assert.fail('no way back');
    await s.signer.visit.open(undo);
    await s.signer.visit.submit(undo, { 'ly-do': '' });
    assert.equal(await statusOf(dossier), 'processing');
    assert.match(
      await pageFor(s.signer, dossier),
      /Lù Thị Sen đề nghị không giải quyết/,
      'it lies before him again',
    );
  });

  test('the leader sends the proposal back; the dossier goes on, and nobody may propose twice at once', async () => {
    const dossier = await proposed();
    await pageFor(s.officer, dossier);
    const twice = await post(s.officer, dossier, 'de-nghi-tu-choi', { 'reason-propose': REASON });
    assert.equal(twice.status, 409);
    assert.equal((await post(s.officer, dossier, 'tra-de-nghi', { 'reason-back': REASON })).status, 403);
    await pageFor(s.signer, dossier);
    const back = await post(s.signer, dossier, 'tra-de-nghi', {
      'reason-back': 'Thẻ cũ đã báo mất, cấp lại',
    });
    assert.match(back.location ?? '', /xong=refusal-back/);
    const html = await pageFor(s.officer, dossier);
    assert.match(html, /trả lại đề nghị không giải quyết[\s\S]*Thẻ cũ đã báo mất/);
    assert.match(html, /<summary[^>]*>Đề nghị không giải quyết</);
    assert.doesNotMatch(
      (await s.signer.visit.open('/can-bo')).html,
      new RegExp(`Xem xét đề nghị[\\s\\S]*${dossier.code}`),
    );
  });

  test('who goes on with the step takes the proposal back by it', async () => {
    const dossier = await proposed();
    await pageFor(s.officer, dossier);
    const task = await s.db.one<{ id: string }>(
      "SELECT id FROM work.task WHERE subject_id = $1 AND state = 'open' AND ref !~ '^refusal'",
      [dossier.id],
    );
    await post(s.officer, dossier, `buoc/${task.id}`, { outcome: 'propose' });
    assert.doesNotMatch(await pageFor(s.signer, dossier), /đề nghị không giải quyết hồ sơ này/);
    assert.equal(
      await s.db.maybe(
        "SELECT id FROM work.task WHERE subject_id = $1 AND state = 'open' AND ref ~ '^refusal'",
        [dossier.id],
      ),
      undefined,
    );
  });

  /** Two windows: both are sent while somebody holds the dossier, the second shortly after the first. */
  async function together<A, B>(d: Dossier, first: () => Promise<A>, second: () => Promise<B>) {
    const pause = () => new Promise(resolve => setTimeout(resolve, 100));
    const sent = await s.db.tx(async tx => {
      await tx.run('SELECT FROM cases.dossier WHERE id = $1 FOR UPDATE', [d.id]);
      const one = first();
      await pause();
      const two = second();
      await pause();
      return { one, two };
    });
    return [await sent.one, await sent.two] as const;
  }

  for (const [name, path, fields, status] of [
    ['refuses nothing', 'tu-choi', { reason: REASON }, 'processing'],
    ['asks for nothing', 'yeu-cau-bo-sung', { reason: 'Thiếu ảnh chân dung' }, 'processing'],
  ] as const)
    test(`a clerk who passes it on in another window at the same moment ${name}, and reads what she did`, async () => {
      const dossier = await s.apply();
      await pageFor(s.clerk, dossier);
      const step = `buoc/${await s.taskOf(dossier)}`;
      const [on, late] = await together(
        dossier,
        () => post(s.clerk, dossier, step, { outcome: 'forward' }),
        () => post(s.clerk, dossier, path, fields),
      );
      assert.deepEqual([on.status, late.status], [303, 409]);
      assert.match(late.html, /Gần nhất, chính người đang đăng nhập đã làm rồi/);
      assert.match(late.html, new RegExp(fields.reason), 'what was typed is kept');
      assert.equal(await statusOf(dossier), status);
    });

  test('who read that its reception would be refused does not decline what was taken in hand since', async () => {
    const dossier = await taken();
    await pageFor(s.signer, dossier);
    const shown = { reason: REASON, 'tu-choi-gi': 'received' };
    assert.equal((await post(s.signer, dossier, 'tu-choi', shown)).status, 409);
    assert.equal(await statusOf(dossier), 'processing');
  });
});
