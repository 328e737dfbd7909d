import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER } from './browser-path.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Chromium, as installed on the machine: its engine alone, or `WHOLE_BROWSER`. Close it. */
export const openBrowser = (executablePath = BROWSER): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    // Without a language it cannot open files whose names have tone marks.
    env: { ...process.env, LANG: process.env.LANG || 'C.UTF-8' },
  });

/** A page that is not served by anybody: its own markup, and what it asks for by address. */
export type Shown = { markup: string; files: Record<string, { body: Buffer; type: string }> };

/**
 * What is wrong with a page at `width` pixels: axe's violations, sideways scroll, requests it should not make, and what
 * the console complains about. A line each; `shot` is where a picture goes.
 */
export async function faultsOf(
  browser: Browser,
  shown: Shown,
  width: number,
  shot?: string,
): Promise<string[]> {
  const faults: string[] = [];
  const page = await browser.newPage({ viewport: { width, height: 800 }, locale: 'vi-VN' });
  try {
    await page.route('**/*', route => {
      const path = new URL(route.request().url()).pathname;
      const file = shown.files[path];
      if (path === '/') return route.fulfill({ body: shown.markup, contentType: 'text/html; charset=utf-8' });
      if (file) return route.fulfill({ body: file.body, contentType: file.type });
      faults.push(`asks for ${path}`);
      return route.abort();
    });
    page.on('pageerror', error => faults.push(String(error)));
    page.on('console', message => message.type() === 'error' && faults.push(message.text()));
    await page.goto('http://page.test/');
    const over = Number(
      await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    );
    if (over > 0) faults.push(`scrolls ${over}px sideways`);
    if (shot) await page.screenshot({ path: shot, fullPage: true });
    await page.evaluate(axe);
    const found = await page.evaluate(
      `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(r => r.violations.map(v => ({ id: v.id, html: v.nodes.map(n => n.html.slice(0, 160)) })))`,
    );
    const violations = found as Array<{ id: string; html: string[] }>;
    faults.push(...violations.map(v => `${v.id}: ${v.html.join(' | ')}`));
  } finally {
    await page.close();
  }
  return faults;
}
