import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen } from '#test/sign-in';
import { asRead } from '#test/visit';
import { begin, draftOf, fillIn, press } from './support/birth.ts';

describe('journeys: a repeating group', () => {
  let program: TestProgram;
  let browser: Browser;
  let sinh: Person;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    sinh = await person(browser, program, { script: false });
    await signInCitizen(sinh, '+84987654321');
    await begin(sinh, '1.001612');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const words = () => sinh.page.locator('main').innerText().then(asRead);

  test('without script: lines of business are added one by one, changed, and taken away', async () => {
    const list = `/nop/${draftOf(sinh)}/lines`;
    await sinh.open(list);
    assert.match(await words(), /Chưa khai ngành, nghề nào/);
    assert.equal(await sinh.page.locator('main .btn:not(.alt)').count(), 1, 'one button leads on');
    await sinh.page.getByRole('link', { name: 'Thêm ngành, nghề' }).click();
    await press(sinh, 'Lưu mục này');
    assert.match(await words(), /Chọn câu trả lời cho “Đây là ngành chính”/);
    for (const [n, name, main] of [
      [0, 'Bán lẻ hàng tạp hóa', 'yes'],
      [1, 'Dịch vụ ăn uống', 'no'],
    ] as const) {
      await sinh.open(list);
      if (n === 1) await sinh.page.getByRole('link', { name: 'Thêm ngành, nghề' }).click();
      else await sinh.open(`${list}/1`);
      await fillIn(sinh, {
        [`lines.${n}.name`]: name,
        [`lines.${n}.main`]: main,
        [`lines.${n}.conditional`]: 'no',
      });
      await press(sinh, 'Lưu mục này');
      assert.ok(sinh.page.url().endsWith(list), 'back to the list');
    }
    assert.match(await words(), /Bán lẻ hàng tạp hóa[\s\S]*Dịch vụ ăn uống/);
    await sinh.page.locator('summary').first().click();
    await sinh.page.locator('[name="_remove"][value="0"]').click();
    await sinh.page.waitForLoadState();
    assert.doesNotMatch(await words(), /Bán lẻ hàng tạp hóa/);
    assert.match(await words(), /Dịch vụ ăn uống/);
    assert.deepEqual(sinh.faults, []);
  });
});
