import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Actor,
  actorAt,
  apologise,
  consult,
  controlSlipOf,
  type Dossier,
  factsOf,
  letterPdf,
  listLetters,
  receiptOf,
  refuse,
  requestSupplement,
  saveSlipText,
  stopProcessing,
  transfer,
} from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { asks, does, facing, type People, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';
import { wordsOf } from '../testing/words-of.ts';
import { headName, issuerLines, signerLines, withoutPlace } from './words.ts';

describe('cases: slips', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  /** The last slip that was given with a dossier. */
  async function letterOf(dossier: Dossier): Promise<Buffer> {
    const now = await f.again(dossier);
    const letter = (await listLetters(f.db, f.deps.ledger, now)).at(-1);
    assert.ok(letter);
    return letterPdf(f.db, f.deps, now, letter);
  }

  async function chairmanOn(dossier: Dossier) {
    const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
    return actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
  }

  test('a receipt names the centre once, the number as people write it, and its place in the register', async () => {
    const dossier = await f.apply(p.reader, { data: f.filledIn({ phone: '0912345678' }) });
    const words = wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, dossier));
    assert.match(words, /Mã hồ sơ: \S+-261120-0001/);
    assert.match(words, /tiếp nhận hồ sơ của: Giàng A Phử, do Giàng Thị Mỷ nộp/);
    assert.match(words, /0912 345 678/);
    assert.match(words, /quyển số: 2026.*Số thứ tự: 261120-0001/);
  });

  test('the slip of a request says what is wanted, by whom and since when, and is the same whenever it is asked for', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const asked = await asks(f, p.officer, dossier, 'Thiếu ảnh 3 × 4.\nChữ ký ở tờ 2 bị mờ.');
    const slip = await letterOf(asked);
    const words = wordsOf(slip);
    for (const said of [
      'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
      'Số: 1/2026',
      'Thiếu ảnh 3 × 4. Chữ ký ở tờ 2 bị mờ.',
      'Từ 09 giờ 00 phút, ngày 20/11/2026',
      'Lù Thị Sen',
      'ở mục Hồ sơ của tôi, hoặc nộp tại bất kỳ Trung tâm',
      dossier.code,
    ])
      assert.ok(words.includes(said), `${said} in ${words}`);
    f.clock.advance(86_400_000);
    assert.deepEqual(await letterOf(dossier), slip);
    const unknown = await f.again(dossier);
    const [letter] = await listLetters(f.db, f.deps.ledger, { ...unknown, applicantId: null });
    const counter = wordsOf(await letterPdf(f.db, f.deps, unknown, letter ?? assert.fail()));
    assert.match(counter, /Nộp bổ sung tại bất kỳ Trung tâm .*mang theo phiếu này\./);
    assert.doesNotMatch(counter, /Hồ sơ của tôi/, 'who has no account is not sent there');
  });

  test('the slip of an apology names both dates, the reason and who answers for it', async () => {
    const dossier = await f.apply(p.reader);
    const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
    const leader = actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
    const wish = { dossierId: dossier.id, newDate: '2026-12-01', reason: 'Kho sách bị ngập.' };
    await f.db.tx(tx => apologise(tx, f.deps, wish, leader));
    const words = wordsOf(await letterOf(dossier));
    for (const said of [
      'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
      'Số: 1/2026',
      'Bắc Hà sẽ không trả được kết quả đúng hẹn. Lý do: Kho sách bị ngập.',
      'Hẹn lại: trả kết quả trước 17 giờ 00 phút, ngày 01/12/2026.',
      'CHỦ TỊCH',
      'Thào A Sính',
      dossier.code,
    ])
      assert.ok(words.includes(said), `${said} in ${words}`);
  });

  test('an apology after the promised time says that the result was not given in time, not that it will not be', async () => {
    const now = f.clock.now();
    const dossier = await f.apply(p.reader);
    f.clock.set(new Date(dossier.dueAt.getTime() + 3_600_000).toISOString());
    const wish = { dossierId: dossier.id, newDate: '2026-12-01', reason: 'Kho sách bị ngập.' };
    const leader = await chairmanOn(dossier);
    await f.db.tx(tx => apologise(tx, f.deps, wish, leader));
    const words = wordsOf(await letterOf(dossier));
    f.clock.set(now.toISOString());
    assert.match(words, /Bắc Hà không trả được kết quả đúng hẹn\. Lý do: Kho sách bị ngập\./);
  });

  test('the head leaves out the place that the body above names already', () => {
    const name = withoutPlace('Trung tâm Phục vụ hành chính công xã Bắc Hà', 'UBND XÃ BẮC HÀ');
    assert.deepEqual(issuerLines(name), ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG']);
    assert.equal(withoutPlace('Ủy ban nhân dân xã Bắc Hà', 'TỈNH LÀO CAI'), 'Ủy ban nhân dân xã Bắc Hà');
    assert.equal(withoutPlace('Sở Tư pháp', null), 'Sở Tư pháp');
    const ward = 'Ủy ban nhân dân phường Lào Cai';
    assert.equal(withoutPlace(ward, 'TỈNH LÀO CAI'), ward);
  });

  test('a deputy signs for the head, which the paper says; nobody else does', () => {
    assert.deepEqual(signerLines('Phó Giám đốc Công an tỉnh'), ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC']);
    assert.deepEqual(signerLines('Phó Trưởng Công an xã'), [
      'KT. TRƯỞNG CÔNG AN XÃ',
      'PHÓ TRƯỞNG CÔNG AN XÃ',
    ]);
    assert.deepEqual(signerLines('Chủ tịch Ủy ban nhân dân'), ['CHỦ TỊCH ỦY BAN NHÂN DÂN']);
  });

  test('the head of a paper is never torn within the name of a place', () => {
    const place = 'TỈNH\u00a0LÀO\u00a0CAI';
    assert.equal(headName('Ủy ban nhân dân tỉnh Lào Cai'), `ỦY BAN NHÂN DÂN ${place}`);
    assert.deepEqual(issuerLines('Công an tỉnh Lào Cai'), [`CÔNG AN ${place}`]);
    assert.deepEqual(issuerLines('Bảo hiểm xã hội tỉnh Lào Cai'), ['BẢO HIỂM XÃ HỘI', 'TỈNH LÀO CAI']);
    assert.deepEqual(issuerLines('Công an phường Lào Cai'), ['CÔNG AN', 'PHƯỜNG LÀO CAI']);
    assert.equal(headName('Tỉnh Lào Cai'), 'TỈNH LÀO CAI');
    assert.deepEqual(issuerLines('Chi nhánh Văn phòng Đăng ký đất đai khu vực Bắc Hà'), [
      'CHI NHÁNH VĂN PHÒNG',
      'ĐĂNG KÝ ĐẤT ĐAI',
      'KHU VỰC BẮC HÀ',
    ]);
  });

  test('a refusal and a stop are slips of their own, with number, reason, and who answers for them', async () => {
    const said = async (dossier: Dossier, words: string[]) => {
      const text = wordsOf(await letterOf(dossier));
      for (const one of [...words, 'CHỦ TỊCH', 'Thào A Sính', dossier.code])
        assert.ok(text.includes(one), `${one} in ${text}`);
    };
    const refused = await f.apply(p.reader);
    await does(f, p.clerk, refused, 'forward');
    const actor = await chairmanOn(refused);
    const reason = 'Không thuộc thẩm quyền của xã.';
    await f.db.tx(tx => refuse(tx, f.deps, { dossierId: refused.id, reason }, actor));
    await said(refused, [
      'PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ',
      'Số: 1/2026',
      'Hồ sơ của: Giàng A Phử, do Giàng Thị Mỷ nộp',
      reason,
    ]);
    const stopped = await f.apply(p.reader);
    const gone = 'Thư viện đã đóng cửa.';
    await f.db.tx(tx => stopProcessing(tx, f.deps, { dossierId: stopped.id, reason: gone }, actor));
    const right = 'quyền phản ánh, kiến nghị hoặc khiếu nại';
    await said(stopped, ['PHIẾU THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ', 'Số: 1/2026', gone, right]);
  });

  test('reception is refused by the office that receives, under its head, in its book, and signed by who receives', async () => {
    const dossier = await f.apply(p.reader);
    const at = f.clock.now();
    const clerk = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre, at };
    const wish = { dossierId: dossier.id, reason: 'Nộp nhầm thủ tục.' };
    await f.db.tx(tx => refuse(tx, f.deps, wish, clerk));
    const words = wordsOf(await letterOf(dossier));
    for (const said of [
      'UBND XÃ BẮC HÀ TRUNG TÂM',
      'PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ',
      'xã Bắc Hà không tiếp nhận hồ sơ này',
      'Nộp hồ sơ: 09 giờ 00 phút',
      'NGƯỜI TIẾP NHẬN HỒ SƠ',
    ])
      assert.ok(words.includes(said), `${said} in ${words}`);
  });

  test('another agency asks, and turns down, under its own head and in its own book; who is below asks for the agency', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const of = (agencyId: string) => ({
      ...{ accountId: p.officer.accountId, postId: null, agencyId, at: f.clock.now() },
    });
    const ask = (d: Dossier, agencyId: string) =>
      f.db.tx(tx =>
        requestSupplement(tx, f.deps, { dossierId: d.id, what: 'Bản chụp căn cước' }, of(agencyId)),
      );
    await ask(dossier, f.agencies.saPa);
    const theirs = wordsOf(await letterOf(dossier));
    assert.match(theirs, /SA PA/);
    assert.match(theirs, /Số: 1\/2026/);
    const own = await f.apply(p.reader);
    await ask(own, f.agencies.centre);
    assert.match(
      wordsOf(await letterOf(own)),
      /UBND XÃ BẮC HÀ TRUNG TÂM/,
      'who receives asks as the office that receives, as it refuses',
    );
    const taken = await f.apply(p.reader);
    await does(f, p.clerk, taken, 'forward');
    await ask(taken, f.agencies.centre);
    assert.match(wordsOf(await letterOf(taken)), /TỈNH THỬ UBND XÃ BẮC HÀ/);
    const refused = await f.apply(p.reader);
    await does(f, p.clerk, refused, 'forward');
    await f.db.tx(tx =>
      refuse(tx, f.deps, { dossierId: refused.id, reason: 'Hết hạn đăng ký' }, of(f.agencies.saPa)),
    );
    assert.match(wordsOf(await letterOf(refused)), /SA PA/);
  });

  test('the slip that goes with the dossier shows each step: who, when, until when, and how it ended', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const words = wordsOf(await controlSlipOf(f.db, f.deps, await f.again(dossier), f.clock.now()));
    for (const one of [
      'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
      'Mẫu số 06',
      'Đang xử lý',
      'Vi Thị Huyền',
    ])
      assert.ok(words.includes(one), `${one} in ${words}`);
  });

  test('what was done beside the steps stands between them; what was taken back is said to be, in Vietnamese and of nobody else', async () => {
    const dossier = await f.apply(p.reader);
    f.clock.advance(60_000);
    await asks(f, p.clerk, dossier);
    f.clock.advance(60_000);
    await undoes(f, p.clerk, dossier);
    f.clock.advance(60_000);
    await does(f, p.clerk, dossier, 'forward');
    const { input, actor: faced } = await facing(f, p.officer, dossier);
    const { judged: _, ...officer } = faced;
    const question = { ...input, agencyIds: [f.agencies.saPa], what: 'Có nợ sách không?', days: 2 };
    f.clock.advance(60_000);
    await f.db.tx(tx => consult(tx, f.deps, question, { ...officer, at: f.clock.now() }));
    const there = { dossierId: dossier.id, agencyId: f.agencies.saPa, reason: 'Bạn đọc ở Sa Pa.' };
    f.clock.advance(60_000);
    const { actor: still } = await facing(f, p.officer, dossier);
    await f.db.tx(tx => transfer(tx, f.deps, there, still));
    f.clock.advance(60_000);
    await undoes(f, p.officer, dossier);
    const slip = async () =>
      wordsOf(await controlSlipOf(f.db, f.deps, await f.again(dossier), f.clock.now()));
    assert.match(await slip(), /Hẹn trả: \d\d giờ/);
    const leader = await chairmanOn(dossier);
    await f.db.tx(tx => stopProcessing(tx, f.deps, { dossierId: dossier.id, reason: 'Đóng cửa.' }, leader));
    const words = await slip();
    let from = 0;
    for (const one of ['1 Kiểm tra', '2 Yêu cầu', '3 Hoàn tác: yêu cầu', '4 Thẩm tra', '5 Hỏi ý kiến']) {
      assert.ok(words.indexOf(one) > from, `${one} after ${from} in ${words}`);
      from = words.indexOf(one);
    }
    for (const one of [
      'Hẹn trả: không, đã dừng giải quyết',
      'Phiếu số 2/2026, đã hoàn tác',
      'UBND xã Sa Pa',
      'Hoàn tác: chuyển hồ sơ',
      'Không thực hiện: việc trước đó đã hoàn tác',
      'Dừng giải quyết',
      'Phiếu số 2/2026',
    ])
      assert.ok(words.includes(one), `${one} in ${words}`);
    assert.doesNotMatch(words, /undone/i);
    assert.equal(words.match(/Thào A Sính/g)?.length, 1, 'who stopped it did none of its steps');
  });

  test('a step that waits for the applicant is that of who asked him, and no word of the slip is torn', async () => {
    const dossier = await f.apply(p.reader);
    await asks(f, p.clerk, dossier);
    const pdf = await controlSlipOf(f.db, f.deps, await f.again(dossier), f.clock.now());
    const words = wordsOf(pdf);
    assert.match(words, /1 Kiểm tra phiếu Trung tâm PVHCC xã Bắc Hà Vi Thị Huyền .*2 Yêu cầu .*Tạm dừng/);
  });

  test('words of a slip hold from when they were changed; one that was given stays as it was', async () => {
    const act = { ledger: f.deps.ledger, actor: p.chairman.accountId, at: f.clock.now() };
    const text = {
      size: 'A4' as const,
      heading: ['PHIẾU TỪ CHỐI'],
      body: 'Kính gửi **{{nguoi-nop|hoa}}**: {{ly-do}}',
      footer: 'Lưu: Một cửa, hồ sơ {{ma-ho-so}}.',
    };
    const save = (more: object, before: number) =>
      f.db.tx(tx => saveSlipText(tx, 'refusal', { ...text, ...more }, before, act));
    const refuseNow = async () => {
      const dossier = await f.apply(p.reader);
      const actor = await chairmanOn(dossier);
      await f.db.tx(tx => refuse(tx, f.deps, { dossierId: dossier.id, reason: 'Thiếu căn cứ.' }, actor));
      return dossier;
    };
    const before = await refuseNow();
    const old = await letterOf(before);
    await assert.rejects(
      save({ body: 'Hạn {{hen-moi}} {{' }, 0),
      (error: { code: string; details: unknown }) => {
        assert.equal(error.code, 'SLIP_TEXT_REFUSED');
        assert.deepEqual(
          (error.details as Array<{ code: string }>).map(d => d.code),
          ['unclosed', 'unknown-fact', 'missing-facts'],
        );
        return true;
      },
    );
    f.clock.advance(60_000);
    act.at = f.clock.now();
    assert.equal(await save({}, 0), 1);
    await assert.rejects(save({ footer: '' }, 0), { code: 'SLIP_TEXT_CHANGED' });
    f.clock.advance(60_000);
    assert.match(
      wordsOf(await letterOf(await refuseNow())),
      /PHIẾU TỪ CHỐI .*Kính gửi [A-ZÀ-Ỹ ]+: Thiếu căn cứ\..*Lưu: Một cửa, hồ sơ Z99[\d. -]+\./u,
    );
    assert.deepEqual(await letterOf(before), old, 'given before');
    await assert.rejects(f.db.run('DELETE FROM cases.slip_text'), /permission denied|never changed/);
  });

  test('what the office that receives stops goes out under its head and in its book; what the agency stops under that of the agency', async () => {
    const clerk = { accountId: p.clerk.accountId, postId: p.clerk.postId, agencyId: f.agencies.centre };
    const stopped = async (actor: (d: Dossier) => Promise<Actor> | Actor) => {
      const dossier = await asks(f, p.clerk, await f.apply(p.reader), 'Thiếu ảnh 3 × 4.');
      const wish = { dossierId: dossier.id, reason: 'Quá hạn bổ sung.' };
      const by = await actor(dossier);
      await f.db.tx(tx => stopProcessing(tx, f.deps, wish, by));
      return wordsOf(await letterOf(dossier));
    };
    const own = await stopped(() => ({ ...clerk, at: f.clock.now() }));
    for (const said of [
      'UBND XÃ BẮC HÀ TRUNG TÂM',
      'Số: 1/2026',
      'xã Bắc Hà dừng giải quyết hồ sơ này',
      'Vi Thị Huyền',
    ])
      assert.ok(own.includes(said), `${said} in ${own}`);
    assert.doesNotMatch(own, /Ủy ban nhân dân xã Bắc Hà dừng/);
    const decided = await stopped(chairmanOn);
    assert.match(decided, /TỈNH THỬ UBND XÃ BẮC HÀ/);
    for (const said of ['CHỦ TỊCH', 'xã Bắc Hà dừng giải quyết hồ sơ này']) assert.ok(decided.includes(said));
  });
});
