import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '#platform/clock';
import { openDemo } from '#test/program';
import { typedProcedure } from './typed-procedure.ts';

describe('performance: a procedure that is typed', () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  before(async () => {
    demo = await openDemo(systemClock);
  });
  after(() => demo?.stop());

  const typed = async (text: string): Promise<string> => {
    const { db, texts } = demo.env;
    const found = await typedProcedure({ db, t: texts.of('vi'), clock: systemClock }, text);
    return 'error' in found ? found.error : found.procedure.code;
  };

  test('is found by its code, its name, or enough of it, with or without tone marks', async () => {
    for (const text of ['1.001193', 'Đăng ký khai sinh', 'dang ky khai sinh'])
      assert.equal(await typed(text), '1.001193', text);
    assert.equal(await typed('tach thua'), '1.012784');
  });

  test('of several that fit each is named; what nobody does is said', async () => {
    assert.match(await typed('khai sinh'), /^Có \d+ thủ tục khớp.*Đăng ký khai sinh \(1\.001193\)/);
    assert.match(await typed('qwrtz'), /^Không có thủ tục đang áp dụng nào/);
    assert.match(await typed("'; DROP"), /thủ tục/);
  });
});
