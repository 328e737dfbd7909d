import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier, listHandOvers, listResults, mailingsOfDossier } from '#engines/cases';
import { newId } from '#platform/db';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

const PAPER = { kiem: '', 'giay-khac': 'hộ chiếu C1234567', ky: 'paper' };
const MAIL = '/can-bo/buu-chinh';

describe('one-stop: what is handed over is what the page said', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  const next = () => s.clock.set(new Date(s.clock.now().getTime() + 60_000));
  const pageFor = async (dossier: Dossier) => `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}`;
  const statusOf = async ({ id }: Dossier) => (await findDossier(s.db, id))?.status;
  const held = async ({ id }: Dossier) =>
    (await listResults(s.db, id)).find(r => r.status === 'valid') ?? assert.fail('no result holds');
  /** What is written down that went with the hand-overs and letters of a dossier: ids of results, or of decisions. */
  const given = async ({ id }: Dossier) =>
    (
      await s.db.query<{ id: string }>(
        `SELECT coalesce(g.result_id, g.act_id) AS id FROM cases.given g LEFT JOIN cases.hand_over h ON h.id = g.hand_over_id
         LEFT JOIN cases.mailing m ON m.id = g.mailing_id WHERE coalesce(h.dossier_id, m.dossier_id) = $1`,
        [id],
      )
    ).map(g => g.id);

  /** The chairman issues the card anew (`cap-lai`), or annuls it (`thu-hoi`). */
  async function ends(dossier: Dossier, way: 'cap-lai' | 'thu-hoi') {
    next();
    const path = `${s.pageOf(dossier)}/ket-qua/${(await held(dossier)).id}/${way}`;
    await s.signer.visit.open(path);
    const typed = { 'ly-do': 'Thẻ bị ướt, rách', cach: 'annulment', 'can-cu': 'Điều 7 Nội quy thư viện' };
    await s.signer.visit.follow(path, typed);
    const done = await s.signer.visit.submit(path, typed);
    assert.equal(done.status, 303, done.html.slice(0, 1000));
    next();
  }

  test('a card that was issued anew since is not given by the page that shows the old one: it says who did what, keeps what was typed and drawn, and names the new one', async () => {
    const dossier = await s.signed();
    const [page, old] = [await pageFor(dossier), await held(dossier)];
    assert.ok((await s.clerk.visit.open(page)).html.includes(`${old.title} số ${old.number}`));
    await ends(dossier, 'cap-lai');
    const drawn = 'data:image/png;base64,iVBORw0KGgo=';
    const late = await s.clerk.visit.submit(page, { ...PAPER, ky: 'pad', 'chu-ky': drawn });
    assert.equal(late.status, 422);
    assert.match(
      late.html,
      /href="#f-trao">Hồ sơ đã thay đổi sau khi mở trang\. Thào A Sính: cấp lại kết quả[^.]*, lúc/,
    );
    assert.doesNotMatch(late.html, /in lại phiếu/, 'he signs on the screen');
    for (const kept of ['hộ chiếu C1234567', drawn]) assert.ok(late.html.includes(`value="${kept}"`), kept);
    const now = await held(dossier);
    assert.ok(late.html.includes(`${now.title} số ${now.number}`));
    assert.deepEqual([await statusOf(dossier), await listHandOvers(s.db, dossier.id)], ['completed', []]);
    // He has looked again.
    assert.equal((await s.clerk.visit.submit(page, PAPER)).status, 303);
    assert.deepEqual(await given(dossier), [now.id]);
    assert.match((await s.clerk.visit.open(s.pageOf(dossier))).html, /<h2>Đã trả kết quả cho<\/h2>/);
  });

  test('an annulled card is not given, and no decision that the page had not named; then the decision is, by its number', async () => {
    const dossier = await s.signed();
    const page = await pageFor(dossier);
    await s.clerk.visit.open(page);
    await ends(dossier, 'thu-hoi');
    const late = await s.clerk.visit.submit(page, PAPER);
    assert.equal(late.status, 422);
    assert.match(late.html, /Thào A Sính: hủy bỏ kết quả số/);
    assert.match(late.html, /Nếu đã in phiếu giao nhận trước đó thì phiếu ghi kết quả cũ: in lại phiếu/);
    assert.match(late.html, /tabindex="-1">Quyết định số [^<]+ hủy bỏ Thẻ/);
    assert.match(late.html, /<button[^>]*>Đã giao quyết định</);
    assert.equal(await statusOf(dossier), 'completed');
    assert.equal((await s.clerk.visit.submit(page, PAPER)).status, 303);
    assert.equal((await given(dossier)).length, 1);
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    assert.match(html, /<h2>Đã giao quyết định cho<\/h2>/);
    assert.doesNotMatch(html, /Đã trả kết quả cho/);
    const next = await s.signed();
    await ends(next, 'thu-hoi');
    const desk = (await s.clerk.visit.open(s.pageOf(next))).html;
    assert.match(desk, /Giao quyết định tại quầy</);
    assert.doesNotMatch(desk, />Trả tại quầy</);
  });

  test('at the same moment one of both is done, and never both', async () => {
    for (let i = 0; i < 4; i++) {
      const dossier = await s.signed();
      const [page, card] = [await pageFor(dossier), await held(dossier)];
      const path = `${s.pageOf(dossier)}/ket-qua/${card.id}/thu-hoi`;
      await s.signer.visit.open(path);
      const typed = { 'ly-do': 'Cấp trùng thẻ', cach: 'annulment', 'can-cu': 'Điều 7 Nội quy thư viện' };
      await s.signer.visit.follow(path, typed);
      await s.clerk.visit.open(page);
      const [, handed] = await Promise.all([
        s.signer.visit.submit(path, typed),
        new Promise(r => setTimeout(r, i * 15)).then(() => s.clerk.visit.submit(page, PAPER)),
      ]);
      const gave = await given(dossier);
      // What was given is the card that the page named, before it was annulled; or nothing was.
      assert.deepEqual(gave, handed.status === 303 ? [card.id] : [], handed.html.slice(0, 500));
    }
  });

  test('by post: a letter ticked before is not sent with another card, alone or among several', async () => {
    const [dossier, other] = [await s.signed({ post: 'Tổ 5, xã Bắc Hà' }), await s.signed({ post: 'Tổ 6' })];
    const old = await held(dossier);
    for (const thu of [dossier.id, [dossier.id, other.id]]) {
      assert.ok((await s.clerk.visit.open(MAIL)).html.includes((await held(dossier)).number));
      await ends(dossier, 'cap-lai');
      const late = await s.clerk.visit.submit(MAIL, { thu });
      assert.equal(late.status, 422);
      assert.match(late.html, /Hồ sơ đã thay đổi sau khi mở trang\. Thào A Sính: cấp lại kết quả/);
      assert.deepEqual(await mailingsOfDossier(s.db, dossier.id), []);
    }
    // Between the question whether all go and the answer, too.
    const sure = await s.clerk.visit.submit(MAIL, { thu: [dossier.id, other.id] });
    assert.ok(sure.html.includes((await held(dossier)).number), sure.html.slice(0, 500));
    await ends(dossier, 'cap-lai');
    assert.equal((await s.clerk.visit.submit(MAIL, { thu: [dossier.id, other.id] })).status, 422);
    await s.clerk.visit.open(MAIL);
    assert.equal((await s.clerk.visit.submit(MAIL, { thu: dossier.id })).status, 303);
    assert.deepEqual(await given(dossier), [(await held(dossier)).id]);
    assert.notEqual((await held(dossier)).id, old.id);
  });

  test('electronically: what was annulled since is not said to have been given', async () => {
    const { accountId } = await s.official('Giàng Thị Mỷ', s.agencies.saPa, ['officer']);
    const dossier = await s.signed({ account: accountId, electronic: true });
    if ((await statusOf(dossier)) !== 'completed') return;
    const at = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
    await s.clerk.visit.open(s.pageOf(dossier));
    await ends(dossier, 'thu-hoi');
    const late = await s.clerk.visit.submit(at, { outcome: 'online' });
    assert.equal(late.status, 409);
    assert.match(late.html, /Hồ sơ đã thay đổi sau khi mở trang\. Thào A Sính: hủy bỏ kết quả số/);
    assert.equal(await statusOf(dossier), 'completed');
  });

  test('a letter that came back: neither given nor sent again by a page that shows what holds no more', async () => {
    const dossier = await s.signed({ post: 'Tổ 5, xã Bắc Hà' });
    await s.clerk.visit.open(MAIL);
    await s.clerk.visit.submit(MAIL, { thu: dossier.id });
    const [letter] = await mailingsOfDossier(s.db, dossier.id);
    const path = `${MAIL}/thu/${letter?.id}`;
    const back = { viec: 'returned', 'ngay-hoan': '20/11/2026', 'ly-do': 'Sai địa chỉ' };
    await s.clerk.visit.open(path);
    assert.equal((await s.clerk.visit.submit(path, back)).status, 303);
    await s.clerk.visit.open(`${path}/tra`);
    await ends(dossier, 'thu-hoi');
    const late = await s.clerk.visit.submit(`${path}/tra`, PAPER);
    assert.equal(late.status, 422);
    assert.match(late.html, /Thào A Sính: hủy bỏ kết quả số/);
    assert.deepEqual(await listHandOvers(s.db, dossier.id), []);
    assert.equal((await s.clerk.visit.submit(`${path}/tra`, PAPER)).status, 303);
  });

  test('the database names what was given, and refuses what holds no more, is of another dossier, or is changed later', async () => {
    const [dossier, other] = [await s.signed(), await s.signed()];
    const page = await pageFor(dossier);
    await s.clerk.visit.open(page);
    await s.clerk.visit.submit(page, PAPER);
    const [{ id = '' } = {}] = await listHandOvers(s.db, dossier.id);
    await ends(other, 'cap-lai');
    const [old] = (await listResults(s.db, other.id)).filter(r => r.status === 'replaced');
    for (const result of [old?.id, (await held(other)).id, newId()])
      await assert.rejects(
        s.db.tx(tx =>
          tx.run('INSERT INTO cases.given (hand_over_id, result_id) VALUES ($1, $2)', [id, result]),
        ),
        { constraint: 'given_holds' },
      );
    await assert.rejects(
      s.db.tx(tx => tx.run('DELETE FROM cases.given WHERE hand_over_id = $1', [id])),
      { code: '42501' },
    );
  });
});
