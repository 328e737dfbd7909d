import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, listHandOvers, listResults } from '#engines/cases';
import { changeProfile, vaultService } from '#engines/identity';
import { listTasks } from '#engines/work';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

const PAPER = { kiem: '', 'giay-khac': 'hộ chiếu C1234567', ky: 'paper' };

describe('one-stop: a result is handed over at the counter', () => {
  let s: OneStopSite;
  let second: Official;
  before(async () => {
    s = await oneStopSite();
    second = await s.official('Hoàng Thị Mai', s.agencies.centre, ['receiver']);
  });
  after(() => s.close());

  /** A card that is signed and lies at the desk, and the page on which it is handed over. */
  async function signed(account?: string) {
    const dossier = await s.signed(account ? { account } : {});
    return { dossier, page: await pageFor(dossier) };
  }
  const pageFor = async (dossier: Dossier) => `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}`;
  const handOvers = async (dossier: Dossier) => (await listHandOvers(s.db, dossier.id)).length;
  const next = () => s.clock.set(new Date(s.clock.now().getTime() + 60_000));

  const held = async ({ id }: Dossier) =>
    (await listResults(s.db, id)).find(r => r.status === 'valid') ?? assert.fail('no result holds');
  /** The chairman issues the card anew (`cap-lai`), or revokes it (`thu-hoi`). */
  async function ends(dossier: Dossier, way: 'cap-lai' | 'thu-hoi') {
    next();
    const path = `${s.pageOf(dossier)}/ket-qua/${(await held(dossier)).id}/${way}`;
    await s.signer.visit.open(path);
    const typed = { 'ly-do': 'Thẻ bị ướt, rách', cach: 'revocation', 'can-cu': 'Điều 7 Nội quy thư viện' };
    await s.signer.visit.follow(path, typed);
    const done = await s.signer.visit.submit(path, typed);
    assert.equal(done.status, 303, done.html.slice(0, 1000));
    next();
  }

  test('a step sent without its page is handed to nobody: it leads to the page that asks who came', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(s.pageOf(dossier));
    const task = await s.taskOf(dossier);
    const sent = await s.clerk.visit.submit(`${s.pageOf(dossier)}/buoc/${task}`, { outcome: 'counter' });
    assert.deepEqual([sent.status, sent.location], [303, page]);
    assert.equal((await s.clerk.visit.open(page)).status, 200, 'it is still to be handed over');
  });

  test('of two clerks the second reads who did it and when, keeps what he typed, and nothing is noted twice', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(page);
    await second.visit.open(page);
    const first = await s.clerk.visit.submit(page, PAPER);
    assert.match(first.location ?? '', /xong=handed-over-counter/, first.html.slice(0, 1000));
    next();
    const late = await second.visit.submit(page, {
      ...PAPER,
      'nhan-thay': '1',
      'nguoi-nhan': 'Sùng Thị Máy',
    });
    assert.equal(late.status, 409);
    assert.match(late.html, /<h1>Hồ sơ đã có người làm trước<\/h1>/);
    assert.match(
      late.html,
      /Bước này đã có người làm xong\. Gần nhất, Vi Thị Huyền: trả kết quả, lúc 20\/11\/2026 \d\d:\d\d\./,
    );
    assert.match(late.html, /Việc vừa gửi không được thực hiện/);
    assert.match(late.html, /hộ chiếu C1234567\nSùng Thị Máy<\/textarea>/);
    for (const path of [page, `${page}/phieu.pdf`]) {
      const seen = await second.visit.open(path);
      assert.equal(seen.status, 409, path);
      assert.match(seen.html, /Gần nhất, Vi Thị Huyền: [^.]*trả kết quả, lúc/);
      assert.doesNotMatch(seen.html, /Việc vừa gửi/, 'nothing was sent');
    }
    assert.equal(await handOvers(dossier), 1);
  });

  test('the same clerk reads in another window that it was he; a form sent twice gets its first answer', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(page);
    assert.equal((await s.clerk.visit.submit(page, PAPER)).status, 303);
    const twice = await s.clerk.visit.submit(page, PAPER);
    assert.match(twice.location ?? '', /xong=handed-over-counter/);
    const seen = await s.clerk.visit.open(page);
    assert.match(seen.html, /Gần nhất, chính người đang đăng nhập đã làm rồi: [^.]*trả kết quả[^.]*, lúc/);
    for (const lan of ['018f2f00-0000-7000-8000-00000000000a', undefined]) {
      const other = { ...PAPER, ...(lan && { lan }), 'giay-khac': 'xác nhận của trưởng thôn' };
      const late = await s.clerk.visit.submit(page, other);
      assert.equal(late.status, 409);
      assert.match(late.html, /chính người đang đăng nhập đã làm rồi/);
    }
    const [noted, ...more] = await listHandOvers(s.db, dossier.id);
    assert.deepEqual([noted?.checkedPaper, more.length], ['hộ chiếu C1234567', 0]);
  });

  test('of two who press at the same moment one does it, and the other reads that', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(page);
    await second.visit.open(page);
    const both = await Promise.all([s.clerk, second].map(c => c.visit.submit(page, PAPER)));
    assert.deepEqual(both.map(b => b.status).sort(), [303, 409]);
    assert.match(both.find(b => b.status === 409)?.html ?? '', /Hồ sơ đã có người làm trước/);
    assert.equal(await handOvers(dossier), 1);
  });

  test('who comes with a new paper that is not wanted any more, or was revoked, reads by whom; nothing is handed over', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(page);
    await s.clerk.visit.submit(page, PAPER);
    await ends(dossier, 'cap-lai');
    const unwanted = await pageFor(dossier);
    await second.visit.open(unwanted);
    await s.step(s.clerk, dossier, 'online');
    next();
    const late = await second.visit.submit(unwanted, PAPER);
    assert.equal(late.status, 409);
    assert.match(late.html, /Gần nhất, Vi Thị Huyền: ghi nhận người nhận không cần bản giấy số [^,]+, lúc/);

    await ends(dossier, 'cap-lai');
    const revoked = await pageFor(dossier);
    await second.visit.open(revoked);
    await ends(dossier, 'thu-hoi');
    for (const [status, seen] of [
      [409, await second.visit.submit(revoked, PAPER)],
      [409, await second.visit.open(revoked)],
      [409, await s.clerk.visit.open(`${revoked}/phieu.pdf`)],
    ] as const) {
      assert.equal(seen.status, status);
      assert.match(
        seen.html,
        /Không còn bản giấy nào để trả\. Gần nhất, Thào A Sính: thu hồi kết quả số [^,]+, Quyết định số [^,]+, lúc/,
      );
    }
    assert.equal(await handOvers(dossier), 1);
  });

  test('to whom the step never was it is refused as before: another office, another right, another step', async () => {
    const { dossier, page } = await signed();
    const stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    const received = `${s.pageOf(dossier)}/tra/${(await listTasks(s.db, dossier.id))[0]?.id}`;
    const tried = async () => [
      (await s.officer.visit.open(page)).status,
      (await stranger.visit.open(page)).status,
      (await s.clerk.visit.open(received)).status,
    ];
    assert.deepEqual(await tried(), [403, 404, 404]);
    await s.clerk.visit.open(page);
    await s.clerk.visit.submit(page, PAPER);
    assert.deepEqual(await tried(), [403, 404, 404]);
    for (const who of [s.officer, stranger]) {
      const late = await who.visit.submit(page, PAPER);
      assert.doesNotMatch(late.html, /Vi Thị Huyền/);
      assert.ok(late.status === 403 || late.status === 404);
    }
  });

  test('the code of the dossier says nothing of who came; with another paper that was compared it is enough', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(page);
    const alone = await s.clerk.visit.submit(page, { ...PAPER, kiem: dossier.code, 'giay-khac': '' });
    assert.equal(alone.status, 422);
    assert.match(alone.html, /Mã hồ sơ chưa cho biết ai đến\./);
    const other = await s.clerk.visit.submit(page, { ...PAPER, kiem: '010092003345' });
    assert.match(other.html, /Mã hoặc số này không phải của hồ sơ này/);
    const done = await s.clerk.visit.submit(page, { ...PAPER, kiem: dossier.code });
    assert.equal(done.status, 303, done.html.slice(0, 1000));
    const [noted] = await listHandOvers(s.db, dossier.id);
    assert.deepEqual([noted?.checked, noted?.checkedPaper], ['paper', 'hộ chiếu C1234567']);
  });

  test('what no slip can show is not taken: the paper that was compared, and what somebody is to the applicant', async () => {
    const { dossier, page } = await signed();
    await s.clerk.visit.open(page);
    const who = { 'nhan-thay': '1', 'nguoi-nhan': 'Sùng Thị Máy', 'quan-he': 'vợ, giấy ủy quyền số 12 😀' };
    const refused = await s.clerk.visit.submit(page, {
      ...PAPER,
      ...who,
      'giay-khac': 'hộ chiếu 😀 C1234567',
    });
    assert.equal(refused.status, 422);
    for (const field of ['giay-khac', 'quan-he'])
      assert.match(refused.html, new RegExp(`href="#f-${field}">[^<]*😀`), field);
    assert.equal(await handOvers(dossier), 0);
    const done = await s.clerk.visit.submit(page, { ...PAPER, ...who, 'quan-he': 'vợ, giấy ủy quyền số 12' });
    assert.equal(done.status, 303, done.html.slice(0, 1000));
  });

  test('a card with the declared number and another name is of somebody else: refused, until the paper that was compared is named', async () => {
    const { accountId } = await s.official('Giàng Thị Mỷ', s.agencies.saPa, ['officer']);
    const number = { personalNumber: '010191000172' };
    await s.db.tx(tx => changeProfile(tx, s.env.get(vaultService), accountId, number, s.act()));
    const { dossier, page } = await signed(accountId);
    await s.clerk.visit.open(page);
    const card = (name: string) => ({ ky: 'paper', kiem: `010191000172||${name}|01011991|Nữ|Bắc Hà|` });
    const refused = await s.clerk.visit.submit(page, card('Trần Văn Cường'));
    assert.equal(refused.status, 422);
    assert.match(refused.html, /href="#f-kiem">Thẻ vừa quét mang tên Trần Văn Cường, hồ sơ ghi Giàng Thị Mỷ/);
    assert.equal(await handOvers(dossier), 0);
    assert.equal((await s.clerk.visit.submit(page, card('GIÀNG THỊ MỶ'))).status, 303);
  });
});
