import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  actorAt,
  apologise,
  apologySlipOf,
  factsOf,
  findApology,
  listSupplementRequests,
  receiptOf,
  supplementSlipOf,
} from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { asks, does, type People, withLibrary } from '../testing/people.ts';
import { wordsOf } from '../testing/words-of.ts';
import { issuerLines, withoutPlace } from './words.ts';

describe('cases: slips', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('a receipt names the centre once, the number as people write it, and its place in the register', async () => {
    const dossier = await f.apply(p.reader, { data: f.filledIn({ phone: '0912345678' }) });
    const words = wordsOf(await receiptOf(f.db, f.deps, f.ctx.texts, dossier));
    assert.match(words, /Mã hồ sơ: \S+-261120-0001/);
    assert.match(words, /0912 345 678/);
    assert.match(words, /quyển số: 2026.*Số thứ tự: 261120-0001/);
  });

  test('the slip of a request says what is wanted, by whom and since when, and is the same whenever it is asked for', async () => {
    const dossier = await f.apply(p.reader);
    await does(f, p.clerk, dossier, 'forward');
    const asked = await asks(f, p.officer, dossier, 'Thiếu ảnh 3 × 4.\nChữ ký ở tờ 2 bị mờ.');
    const [request] = await listSupplementRequests(f.db, dossier.id);
    assert.ok(request);
    const slip = await supplementSlipOf(f.db, f.deps, asked, request);
    const words = wordsOf(slip);
    for (const said of [
      'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
      'Số: 1/2026',
      'Thiếu ảnh 3 × 4. Chữ ký ở tờ 2 bị mờ.',
      'Từ 09 giờ 00 phút, ngày 20/11/2026',
      'Lù Thị Sen',
      dossier.code,
    ])
      assert.ok(words.includes(said), `${said} in ${words}`);
    f.clock.advance(86_400_000);
    assert.deepEqual(await supplementSlipOf(f.db, f.deps, await f.again(dossier), request), slip);
  });

  test('the slip of an apology names both dates, the reason and who answers for it', async () => {
    const dossier = await f.apply(p.reader);
    const facts = await factsOf(f.db, dossier, f.clock.now());
    const leader = actorAt(p.chairman, f.clock.now(), facts, 'dossier.decide');
    const wish = { dossierId: dossier.id, newDate: '2026-12-01', reason: 'Kho sách bị ngập.' };
    await f.db.tx(tx => apologise(tx, f.deps, wish, leader));
    const apology = await findApology(f.db, dossier.id);
    assert.ok(apology);
    const words = wordsOf(await apologySlipOf(f.db, f.deps, await f.again(dossier), apology));
    for (const said of [
      'PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ',
      'Số: 1/2026',
      'Kho sách bị ngập.',
      'Hẹn lại: trả kết quả trước 17 giờ 00 phút, ngày 01/12/2026.',
      'CHỦ TỊCH',
      'Thào A Sính',
      dossier.code,
    ])
      assert.ok(words.includes(said), `${said} in ${words}`);
  });

  test('the head leaves out the place that the body above names already', () => {
    const name = withoutPlace('Trung tâm Phục vụ hành chính công xã Bắc Hà', 'UBND XÃ BẮC HÀ');
    assert.deepEqual(issuerLines(name), ['TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG']);
    assert.equal(withoutPlace('Ủy ban nhân dân xã Bắc Hà', 'TỈNH LÀO CAI'), 'Ủy ban nhân dân xã Bắc Hà');
    assert.equal(withoutPlace('Sở Tư pháp', null), 'Sở Tư pháp');
  });
});
