import type { Page } from 'playwright-core';

/** On the page of a process, begins to draw, and waits until one can. */
export async function beginDrawing(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Sửa hình vẽ|Edit the drawing)$/ }).click();
  await page.waitForSelector('[data-ready]');
}
