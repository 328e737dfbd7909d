import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startProgram, type TestProgram } from '#test/program';

/** What stands under each moment in life, where there are the procedures of the demonstration and no others. */
const HELD: ReadonlyArray<readonly [event: string, text: string]> = [
  ['birth', 'Khai sinh, thẻ bảo hiểm y tế, nơi cư trú của trẻ'],
  ['work', 'Phiếu lý lịch tư pháp'],
  ['marriage', 'Đăng ký kết hôn, xác nhận tình trạng hôn nhân'],
  ['home', 'Đất đai, xây nhà, đăng ký nơi ở'],
  ['vehicle', 'Giấy phép lái xe'],
  ['health', 'Bảo hiểm y tế'],
  ['business', 'Hộ kinh doanh, doanh nghiệp'],
  ['retirement', 'Trợ cấp xã hội, hộ nghèo'],
  ['death', 'Khai tử, mai táng phí'],
];

describe('procedures: what the pages to find them promise', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  const open = async (path: string) => (await fetch(`${program.url}${path}`)).text();

  test('under a moment in life stands what it opens to, and no moment that opens to nothing', async () => {
    const tiles = [...(await open('/')).matchAll(/href="\/thu-tuc\?viec=(\w+)">[^<]+<\/a>([^<]*)<\/li>/g)];
    assert.deepEqual(
      tiles.map(([, event, text]) => [event, text]),
      HELD,
    );
    const english = await open('/?lang=en');
    assert.match(english, /Driving licence<\/li>/);
    assert.doesNotMatch(english, /inheritance|vehicle registration|food safety|[Pp]ension|finding work/);
  });

  test('who looks for a complaint reads how one is made, with marks and without; who looks for something else does not', async () => {
    for (const q of ['khiếu nại', 'khieu nai', 'tôi muốn khiếu nại', 'complaint']) {
      const html = await open(`/thu-tuc?q=${encodeURIComponent(q)}`);
      assert.match(html, /nộp ở trang của hồ sơ đã có kết quả[^<]*<a href="\/khieu-nai">/, q);
    }
    assert.doesNotMatch(await open('/thu-tuc?q=khai+sinh'), /href="\/khieu-nai"/);
  });
});
