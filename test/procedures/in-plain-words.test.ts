import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { searchForgiving } from '#engines/procedures';
import { localDate, systemClock } from '#platform/clock';
import { fold } from '#platform/text';
import { openDemo } from '#test/program';

/** What ordinary people say they want, and the codes of what they want of the demo's procedures; each is also asked without tone marks. */
const WANTED: ReadonlyArray<readonly [said: string, codes: string]> = [
  ['sổ đỏ', '1.011441 1.012753 1.012784'],
  ['làm sổ đỏ', '1.012753'],
  ['tách sổ đỏ', '1.012784'],
  ['thế chấp sổ đỏ', '1.011441'],
  ['vay ngân hàng', '1.011441'],
  ['chia đất cho con', '1.012784'],
  ['người chết', '1.000656 1.001731'],
  ['bố tôi mất', '1.000656'],
  ['ông nội qua đời', '1.000656'],
  ['làm giấy chứng tử', '1.000656'],
  ['tiền mai táng', '1.001731'],
  ['đẻ con', '1.001193 2.002621'],
  ['làm giấy khai sinh cho con', '1.001193 2.002621'],
  ['mất giấy khai sinh', '1.004884 2.000635'],
  ['xin lại giấy khai sinh', '2.000635'],
  ['trích lục khai sinh', '2.000635'],
  ['sửa tên trong giấy khai sinh', '1.004859'],
  ['sai ngày sinh', '1.004859'],
  ['đổi tên', '1.004859'],
  ['nhận cha cho con', '1.001022'],
  ['cưới vợ', '1.000894'],
  ['đăng ký kết hôn', '1.000894'],
  ['giấy độc thân', '1.004873'],
  ['chưa vợ', '1.004873'],
  ['làm nhà', '1.013225'],
  ['xin phép xây nhà', '1.013225'],
  ['sửa nhà', '1.013225'],
  ['mở quán ăn', '1.001612'],
  ['bán hàng tạp hóa', '1.001612'],
  ['đóng cửa quán', '1.001266'],
  ['mở công ty', '2.001610'],
  ['làm căn cước', '1.014061'],
  ['chứng minh thư', '1.014061'],
  ['mất bằng lái xe', '3.000348'],
  ['lý lịch tư pháp', '3.000333'],
  ['giấy xác nhận không tiền án', '3.000333'],
  ['nhập hộ khẩu', '1.004222'],
  ['thuê trọ', '1.004194'],
  ['thẻ bhyt', '1.002438'],
  ['bảo hiểm cho con', '2.002621'],
  ['photo công chứng', '2.000815'],
  ['hộ nghèo', '1.011607'],
  ['trợ cấp người khuyết tật', '1.001776'],
  ['bán thuốc trừ sâu', '1.004363'],
  ['homestay trong rừng', '1.000081'],
];

describe('procedures: in plain words', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  before(async () => {
    demo = await openDemo(systemClock);
  });
  after(() => demo?.stop());

  test('people find what they want however they call it, with and without tone marks', async () => {
    const today = localDate(systemClock.now());
    const missed: string[] = [];
    for (const [said, codes] of WANTED)
      for (const text of [said, fold(said)]) {
        const { rows } = await searchForgiving(demo.env.db, text, {}, today);
        const found = rows.map(r => r.code);
        const missing = codes.split(' ').filter(code => !found.includes(code));
        if (missing.length)
          missed.push(`${text}: ${found.join(' ') || 'nothing'}, without ${missing.join(' ')}`);
      }
    assert.deepEqual(missed, []);
  });

  test('what was understood is said in plain words with their marks, and what is only a guess is not said to be sure', async () => {
    const today = localDate(systemClock.now());
    const said = async (text: string) => {
      const { how, meant, rows } = await searchForgiving(demo.env.db, text, {}, today);
      return [how, meant, rows.length > 0];
    };
    assert.deepEqual(await said('nguoi chet'), ['synonym', 'khai tử', true]);
    assert.deepEqual(await said('cưới vợ'), ['synonym', 'kết hôn', true]);
    assert.deepEqual(await said('mo quan pho'), ['fewer', 'hộ kinh doanh', true]);
    assert.deepEqual(await said('birth certificate'), ['synonym', 'khai sinh', true]);
    for (const slip of ['kahi sinh', 'khai sih'])
      assert.deepEqual(await said(slip), ['slip', 'khai sinh', true]);
    for (const guess of ['tieu hoc', 'bán đất', 'cắt khẩu'])
      assert.deepEqual(await said(guess), ['near', null, true], guess);
    for (const none of ['con nuôi', 'cà vẹt xe', 'nghi huu'])
      assert.equal((await said(none))[2], false, none);
  });

  test('what nobody does here is not made up', async () => {
    const today = localDate(systemClock.now());
    for (const text of ['xin việc ở sao Hỏa', 'qwrtz']) {
      const { rows } = await searchForgiving(demo.env.db, text, {}, today);
      assert.ok(rows.length <= 3, `${text}: ${rows.map(r => r.name).join('; ')}`);
    }
  });
});
