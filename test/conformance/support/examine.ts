import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Response } from 'playwright-core';
import { DESK, look, type Person, PHONE } from '#test/person';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const AXE = `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).join(' | ')))`;
const TEXT_KEY = /\b[a-z][a-z-]*(?:\.[a-z][a-zA-Z0-9-]*)+\b/g;
// How far the page goes over its right edge, and what sticks out there.
const OVER = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return null;
  const out = [...document.querySelectorAll('main *, header *, footer *')].filter(e => !e.closest('.scroll') && e.getBoundingClientRect().right > clientWidth + 1);
  return scrollWidth - clientWidth + 'px: ' + out.slice(-2).map(e => e.outerHTML.slice(0, 90)).join(' | ');
})()`;

// With the keyboard alone: what cannot take the focus, what does not show that it has it, what jumps the queue of the Tab key.
const KEYBOARD = `(() => {
  const was = document.activeElement, out = [];
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')) {
    if (e.disabled || !e.checkVisibility({ visibilityProperty: true })) continue;
    const say = what => out.push(what + ': ' + e.outerHTML.slice(0, 120));
    if (e.tabIndex > 0) say('jumps the queue of the Tab key');
    e.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== e) { say('takes no focus'); continue; }
    const shown = [e, e.closest('label'), e.nextElementSibling].some(n => {
      const s = n && getComputedStyle(n);
      return s && (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 || s.boxShadow !== 'none');
    });
    if (!shown) say('does not show that it has the focus');
  }
  was?.focus?.({ preventScroll: true });
  return out;
})()`;

/** What the headers of an answer lack: nothing may be run, framed, sniffed or kept that we did not mean to be. */
export function headerFaults(response: Response): string[] {
  const h = response.headers();
  const csp = h['content-security-policy'] ?? '';
  const wanted: Array<[string, boolean]> = [
    ['a policy that begins with nothing', csp.includes("default-src 'none'")],
    ['a policy without unsafe-inline', !csp.includes('unsafe')],
    ['a policy against frames', csp.includes("frame-ancestors 'none'")],
    ['nosniff', h['x-content-type-options'] === 'nosniff'],
    ['a referrer policy', h['referrer-policy'] === 'same-origin'],
    ['no-store', h['cache-control'] === 'no-store'],
  ];
  return wanted.filter(([, held]) => !held).map(([what]) => `lacks ${what}`);
}

/** Keys of texts that were shown instead of the texts. */
export const keysIn = (markup: string, isKey: (key: string) => boolean): string[] =>
  [...new Set(markup.match(TEXT_KEY) ?? [])].filter(isKey).map(key => `shows the key ${key}`);

// Words in braces that were to be filled in: `Ví dụ {example}`. What is written as code or template shows them on purpose.
const UNFILLED = `[...document.querySelectorAll('main, header, footer, nav, aside')].flatMap(e => {
  const copy = e.cloneNode(true);
  for (const code of copy.querySelectorAll('code, pre, textarea, script, input')) code.remove();
  return copy.textContent.match(/(?<![{\\w/]){[a-z][a-zA-Z]*}(?!})/g) ?? [];
})`;

async function axeFaults({ page }: Person, width: number): Promise<string[]> {
  const found = (await page.evaluate(AXE)) as string[];
  return found.map(v => `${width}px ${v}`);
}

/**
 * What is wrong with the page that is open, a line each: axe at phone and desk size, sideways scroll at 320 px and with
 * text of twice the size, its language, heading and title, keys instead of texts. `name` is that of its picture.
 */
export async function examine(who: Person, name: string): Promise<string[]> {
  const { page, program } = who;
  const faults: string[] = [];
  const headings = await page.locator('h1').count();
  if (headings !== 1) faults.push(`${headings} main headings`);
  if ((await page.title()).length < 8) faults.push('no title');
  if (!/^(vi|en)$/.test((await page.getAttribute('html', 'lang')) ?? '')) faults.push('no language');
  faults.push(...keysIn(await page.content(), program.env.texts.has));
  const unfilled = (await page.evaluate(UNFILLED)) as string[];
  faults.push(...[...new Set(unfilled)].map(word => `shows ${word}, which nobody filled in`));
  await page.evaluate(axe);
  for (const size of [PHONE, DESK]) {
    await page.setViewportSize(size);
    faults.push(...(await axeFaults(who, size.width)));
    await look(page, `${name}-${size.width}`);
  }
  faults.push(...((await page.evaluate(KEYBOARD)) as string[]));
  const over = async (what: string) => {
    const out = await page.evaluate(OVER);
    if (out) faults.push(`scrolls sideways ${what}, ${out}`);
  };
  await page.setViewportSize({ width: 320, height: 800 });
  await over('at 320 px');
  await page.setViewportSize({ width: 640, height: 800 });
  const browser = await who.context.newCDPSession(page);
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await over('with text of twice the size');
  await browser.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
  await browser.detach();
  await page.setViewportSize(DESK);
  return faults;
}
