import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, listHandOvers, listResults, mailingsOfDossier } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

const PAPER = { kiem: '', 'giay-khac': 'hộ chiếu C1234567', ky: 'paper' };
const MAIL = '/can-bo/buu-chinh';

describe('one-stop: a letter that came back and lies at the counter no more', () => {
  let s: OneStopSite;
  let second: Official;
  before(async () => {
    s = await oneStopSite();
    second = await s.official('Sùng Thị Máy', s.agencies.centre, ['receiver']);
  });
  after(() => s.close());

  // Briefly: a signature asks for the second factor again after a quarter of an hour.
  const next = () => s.clock.advance(20_000);
  const handOvers = async ({ id }: Dossier) => (await listHandOvers(s.db, id)).length;

  /** A card that the post brought back: its dossier, and the letter's page. */
  async function back() {
    const dossier = await s.signed({ post: 'Tổ 5, xã Bắc Hà' });
    await s.clerk.visit.open(MAIL);
    await s.clerk.visit.submit(MAIL, { thu: dossier.id });
    const [letter] = await mailingsOfDossier(s.db, dossier.id);
    const path = `${MAIL}/thu/${letter?.id}`;
    next();
    await s.clerk.visit.open(path);
    const noted = { viec: 'returned', 'ngay-hoan': '20/11/2026', 'ly-do': 'Sai địa chỉ' };
    assert.equal((await s.clerk.visit.submit(path, noted)).status, 303);
    next();
    return { dossier, path, form: `${path}/tra` };
  }

  async function reissues(dossier: Dossier) {
    const held = (await listResults(s.db, dossier.id)).find(r => r.status === 'valid');
    const path = `${s.pageOf(dossier)}/ket-qua/${held?.id}/cap-lai`;
    await s.signer.visit.open(path);
    await s.signer.visit.follow(path, { 'ly-do': 'Thẻ bị ướt, rách' });
    assert.equal((await s.signer.visit.submit(path, { 'ly-do': 'Thẻ bị ướt, rách' })).status, 303);
    next();
  }

  /** The form of it is sent too late: nothing is done, what was typed is kept, and it says what (`deed`) was done by whom. */
  async function toldLate(who: Official, form: string, deed: RegExp) {
    const late = await who.visit.submit(form, PAPER);
    assert.equal(late.status, 409, late.location ?? late.html.slice(0, 500));
    assert.match(late.html, /<h1>Hồ sơ đã có người làm trước<\/h1>/);
    assert.match(late.html, deed);
    assert.match(late.html, /Việc vừa gửi không được thực hiện/);
    assert.match(late.html, /hộ chiếu C1234567<\/textarea>/);
    for (const path of [form, `${form}/phieu.pdf`]) {
      const seen = await who.visit.open(path);
      assert.equal(seen.status, 409, path);
      assert.match(seen.html, deed);
      assert.doesNotMatch(seen.html, /Việc vừa gửi/, 'nothing was sent');
    }
  }

  test('the chairman issues the card anew: the clerk is not told that he gave the old one', async () => {
    const { dossier, form } = await back();
    await s.clerk.visit.open(form);
    await reissues(dossier);
    await toldLate(
      s.clerk,
      form,
      /Thào A Sính: cấp lại kết quả[^.]*, lúc [^.]*\. Bản trong bưu gửi này đã được/,
    );
    assert.equal(await handOvers(dossier), 0);
  });

  test('given at another window: to somebody else nothing is; the form that gave it gets its first answer again', async () => {
    const { dossier, form } = await back();
    await second.visit.open(form);
    await s.clerk.visit.open(form);
    for (let i = 0; i < 2; i++) {
      const given = await s.clerk.visit.submit(form, PAPER);
      assert.match(given.location ?? '', /xong=handed-over-counter/);
      next();
    }
    await toldLate(second, form, /Vi Thị Huyền: trả tại quầy kết quả bị chuyển hoàn, lúc/);
    // In another window of the same clerk, and with another recipient in the same.
    for (const lan of ['018f2f00-0000-7000-8000-00000000000a', undefined]) {
      const other = { ...PAPER, ...(lan && { lan }), 'giay-khac': 'xác nhận của trưởng thôn' };
      const late = await s.clerk.visit.submit(form, other);
      assert.equal(late.status, 409);
      assert.match(late.html, /Chính người đang đăng nhập: trả tại quầy kết quả bị chuyển hoàn/);
    }
    assert.equal(await handOvers(dossier), 1);
  });

  test('sent again from another window: it is not given, and what was typed is not lost', async () => {
    const { dossier, path, form } = await back();
    await s.clerk.visit.open(form);
    await second.visit.open(path);
    const again = await second.visit.submit(`${path}/gui-lai`, {
      'dia-chi': 'Tổ 7, xã Bắc Hà',
      'so-hieu': '',
    });
    assert.equal(again.status, 303, again.html.slice(0, 500));
    next();
    await toldLate(s.clerk, form, /Sùng Thị Máy: gửi lại qua bưu chính, lúc/);
    assert.equal(await handOvers(dossier), 0);
  });

  test('sent again by another, or to another address: the second reads who sent it when, and keeps the address he typed', async () => {
    const { dossier, path } = await back();
    const to = (address: string) => ({ 'dia-chi': address, ma: '' });
    for (const who of [s.clerk, second]) await who.visit.open(path);
    const sent = await second.visit.submit(`${path}/gui-lai`, to('Tổ 7, xã Bắc Hà'));
    assert.match(sent.location ?? '', /\/bang-ke\//);
    next();
    const [, anew] = await mailingsOfDossier(s.db, dossier.id);
    const twice = await second.visit.submit(`${path}/gui-lai`, to('Tổ 7, xã Bắc Hà'));
    assert.equal(twice.location, `${MAIL}/thu/${anew?.id}`, 'pressed twice it is his own');
    const SENT =
      /gửi lại qua bưu chính kết quả[^.]*, lúc \d\d\/\d\d\/2026 \d\d:\d\d|gửi lại[^.]*qua bưu chính[^.]*, lúc \d\d\/\d\d\/2026/;
    for (const [who, name, address] of [
      [s.clerk, /Sùng Thị Máy: /, 'Thôn Na Hối, xã Bắc Hà'],
      [s.clerk, /Sùng Thị Máy: /, 'Tổ 7, xã Bắc Hà'],
      [second, /Chính người đang đăng nhập: /, 'Thôn Na Hối, xã Bắc Hà'],
    ] as const) {
      const late = await who.visit.submit(`${path}/gui-lai`, to(address));
      assert.equal(late.status, 409, late.location ?? late.html.slice(0, 500));
      assert.match(late.html, name);
      assert.match(late.html, SENT);
      assert.match(late.html, /Việc vừa gửi không được thực hiện/);
      assert.ok(late.html.includes(`${address}</textarea>`));
    }
    assert.equal((await mailingsOfDossier(s.db, dossier.id)).length, 2, 'it went out once');
  });

  test('of two who note what became of it the second reads who noted what, and keeps what he typed', async () => {
    const { dossier, path } = await back();
    const other = { viec: 'returned', 'ngay-hoan': '20/11/2026', 'ly-do': 'Người nhận vắng nhà' };
    await second.visit.open(path);
    const late = await second.visit.submit(path, other);
    assert.equal(late.status, 409, late.location ?? late.html.slice(0, 500));
    assert.match(
      late.html,
      /đã được ghi nhận kết quả phát trước đó[.] Vi Thị Huyền: [^<]*lúc \d\d\/\d\d\/2026/,
    );
    assert.match(late.html, /Người nhận vắng nhà<\/textarea>/);
    assert.doesNotMatch(late.html, /không còn giá trị/);
    assert.equal((await mailingsOfDossier(s.db, dossier.id))[0]?.returnedWhy, 'Sai địa chỉ');
  });

  test('of two who send it again at the same moment one does, and the other reads that', async () => {
    const { dossier, path } = await back();
    for (const who of [s.clerk, second]) await who.visit.open(path);
    const both = await Promise.all(
      [s.clerk, second].map((c, i) =>
        c.visit.submit(`${path}/gui-lai`, { 'dia-chi': `Tổ ${i + 7}, xã Bắc Hà`, ma: '' }),
      ),
    );
    assert.deepEqual(both.map(b => b.status).sort(), [303, 409]);
    assert.equal((await mailingsOfDossier(s.db, dossier.id)).length, 2);
  });

  test('of two who press at the same moment one gives it, and the other reads that; to others it is not there', async () => {
    const { dossier, form } = await back();
    for (const who of [s.clerk, second]) await who.visit.open(form);
    const both = await Promise.all([s.clerk, second].map(c => c.visit.submit(form, PAPER)));
    assert.deepEqual(both.map(b => b.status).sort(), [303, 409]);
    assert.equal(await handOvers(dossier), 1);
    const stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    assert.equal((await stranger.visit.open(form)).status, 404);
  });

  test('sent again from a page that is older than a reissue: what became of it is told, with nothing to press again', async () => {
    const { dossier, path } = await back();
    await s.clerk.visit.open(path);
    await reissues(dossier);
    const late = await s.clerk.visit.submit(`${path}/gui-lai`, {
      'dia-chi': 'Tổ 7, xã Bắc Hà',
      'so-hieu': '',
    });
    assert.equal(late.status, 409);
    assert.match(late.html, /Thào A Sính: cấp lại kết quả/);
    assert.match(late.html, /Tổ 7, xã Bắc Hà<\/textarea>/);
    assert.doesNotMatch(late.html, /bấm lại/);
  });

  test('while it lies at the counter the inbox of who receives there says so, with the way to it, and nobody else’s', async () => {
    const inbox = async (who: Official) => (await who.visit.open('/can-bo')).html;
    const before = Number(/(\d+) bưu gửi kết quả bị chuyển hoàn/.exec(await inbox(s.clerk))?.[1] ?? 0);
    const { form } = await back();
    const html = await inbox(s.clerk);
    assert.match(
      html,
      new RegExp(`href="${MAIL}#da-gui">${before + 1} bưu gửi kết quả bị chuyển hoàn đang ở quầy`),
    );
    assert.match((await s.clerk.visit.open(MAIL)).html, /id="da-gui"/);
    assert.doesNotMatch(await inbox(s.officer), /bị chuyển hoàn đang ở quầy/);
    await s.clerk.visit.open(form);
    assert.equal((await s.clerk.visit.submit(form, PAPER)).status, 303);
    assert.equal(
      /(\d+) bưu gửi kết quả bị chuyển hoàn/.exec(await inbox(s.clerk))?.[1] ?? '0',
      String(before),
    );
  });

  test('the form of the step that went by post reads how it ended, and what came after that as the last', async () => {
    const dossier = await s.signed({ post: 'Tổ 5, xã Bắc Hà' });
    const step = `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}`;
    await second.visit.open(step);
    await s.clerk.visit.open(MAIL);
    await s.clerk.visit.submit(MAIL, { thu: dossier.id });
    const gone = await second.visit.submit(step, PAPER);
    assert.match(gone.html, /Gần nhất, Vi Thị Huyền: bàn giao kết quả cho bưu chính, lúc/);
    const [letter] = await mailingsOfDossier(s.db, dossier.id);
    const path = `${MAIL}/thu/${letter?.id}`;
    next();
    await s.clerk.visit.open(path);
    const noted = { viec: 'returned', 'ngay-hoan': '20/11/2026', 'ly-do': 'Sai địa chỉ' };
    assert.equal((await s.clerk.visit.submit(path, noted)).status, 303);
    const late = await second.visit.submit(step, PAPER);
    assert.equal(late.status, 409);
    assert.match(
      late.html,
      /Vi Thị Huyền: bàn giao kết quả cho bưu chính, lúc [^.]*\. Gần nhất, Vi Thị Huyền: ghi bưu chính chuyển hoàn kết quả, lúc/,
    );
    assert.doesNotMatch(late.html, /Gần nhất, Vi Thị Huyền: bàn giao/);
  });
});
