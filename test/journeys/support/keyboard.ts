import assert from 'node:assert/strict';
import type { Person } from '#test/person';
import type { Answers } from './birth.ts';

/** Presses Tab until `selector` has the focus, as somebody without a mouse does. */
export async function tabTo({ page }: Person, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate(
      `document.activeElement !== null && document.activeElement.matches(${JSON.stringify(selector)})`,
    );
    if (there) return;
  }
  assert.fail(`no way to ${selector} with the Tab key at ${page.url()}`);
}

/** Presses Enter where the focus is, and waits for the page that comes. */
export async function enter({ page }: Person): Promise<void> {
  const came = page.waitForEvent('framenavigated', frame => frame === page.mainFrame());
  await page.keyboard.press('Enter');
  await came;
  await page.waitForLoadState();
}

/** Fills in the form that is open and sends it, with Tab, Space, arrows and Enter only. */
export async function typeIn(who: Person, answers: Answers): Promise<void> {
  const { page } = who;
  for (const [name, value] of Object.entries(answers)) {
    await tabTo(who, `[name="${name}"]`);
    if (typeof value !== 'string') {
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Enter');
      await (await chooser).setFiles(value);
    } else if ((await page.locator(`[name="${name}"]`).first().getAttribute('type')) === 'radio') {
      await page.keyboard.press('Space');
      const chosen = () => page.locator(`[name="${name}"]:checked`).getAttribute('value');
      for (let i = 0; (await chosen()) !== value; i++) {
        assert.ok(i < 10, `${name} has no choice ${value}`);
        await page.keyboard.press('ArrowDown');
      }
    } else if (
      (await page
        .locator(`[name="${name}"]`)
        .first()
        .evaluate(e => e.tagName)) === 'SELECT'
    ) {
      const chosen = () => page.locator(`[name="${name}"]`).first().inputValue();
      for (let i = 0; (await chosen()) !== value; i++) {
        assert.ok(i < 80, `${name} has no choice ${value}`);
        await page.keyboard.press('ArrowDown');
      }
    } else {
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(value);
    }
  }
  await tabTo(who, 'main form button.btn');
  await enter(who);
}
