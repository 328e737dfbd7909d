import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen } from '#test/sign-in';
import { BIRTH, begin, draftOf, press } from './support/birth.ts';

describe('journeys: led to a field', () => {
  let program: TestProgram;
  let browser: Browser;
  let my: Person;
  before(async () => {
    [program, browser] = await Promise.all([startProgram(), openBrowser()]);
    my = await person(browser, program);
    await signInCitizen(my, '+84912345678');
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** Where the block of the field that the address names begins and the field ends, on the screen. */
  const seen = ({ page }: Person): Promise<{ id: string; top: number; end: number; height: number }> =>
    page.evaluate(`(() => {
      const field = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const label = field.closest('.f').querySelector('label, legend');
      const { bottom } = field.getBoundingClientRect();
      return { id: field.id, top: label.getBoundingClientRect().top, end: bottom, height: innerHeight };
    })()`);

  test('who follows a fault from the list above sees the label and what is wrong, with and without script', async () => {
    await begin(my, BIRTH);
    const draft = draftOf(my);
    const without = await person(browser, program, { script: false, state: await my.context.storageState() });
    for (const who of [my, without]) {
      // A text page, which needs the whole style sheet as little as any, and one of choices.
      for (const part of ['child', 'mother', 'contact']) {
        await who.open(`/nop/${draft}/${part}`);
        for (const input of await who.page.locator('main form input[type="text"], main form input.in').all())
          if (await input.isVisible()) await input.fill('').catch(() => undefined);
        await press(who);
        const links = await who.page
          .locator('.sum a')
          .evaluateAll(all => all.map(a => a.getAttribute('href')));
        assert.ok(links.length, part);
        for (const href of links) {
          await who.page.locator(`.sum a[href="${href}"]`).click();
          const at = await seen(who);
          assert.equal(`#${at.id}`, href);
          assert.ok(at.top >= 0 && at.end <= at.height, `${part} ${JSON.stringify(at)}`);
        }
      }
      // As from the page to check.
      await who.open(`/nop/${draft}/mother#f-mother.ethnicity`);
      const at = await seen(who);
      assert.ok(at.top >= 0 && at.end <= at.height, JSON.stringify(at));
    }
    await without.close();
  });
});
