import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from '#test/axe';
import { findAsset } from '../../assets/asset.ts';
import { CITIZEN_CSS } from '../../assets/css.ts';
import { foldTable, scrollTable } from './component.ts';

const props = {
  caption: 'Bảng "A"',
  columns: [{ label: 'Cơ quan' }, { label: 'Đã trả', figures: true }],
  rows: [['Xã <b>', '611']],
};

test('a folded value still says which column it belongs to', () => {
  assert.match(
    foldTable(props).toString(),
    /<tr><th scope="row">Xã &lt;b&gt;<\/th><td class="n" data-l="Đã trả">611<\/td><\/tr>/,
  );
});

test('a table that scrolls is a region with a name, within reach of the keyboard', () => {
  assert.match(scrollTable(props).toString(), /tabindex="0" role="region" aria-label="Bảng &quot;A&quot;"/);
});

test('the heading of a column of figures does not break within its last word; of a folded table words stay whole, no more', () => {
  const columns = [{ label: 'Cơ quan' }, { label: 'Đang giải quyết', figures: true }];
  assert.match(
    scrollTable({ ...props, columns }).toString(),
    /<th scope="col">Cơ\u00a0quan<\/th><th scope="col" class="n">Đang giải\u00a0quyết</,
  );
  assert.match(foldTable({ ...props, columns }).toString(), /class="n">Đang giải\u00a0quyết</);
});

test('of many cards a telephone shows the first, and the others by a link, without script; paper and a wide screen have all', async () => {
  const rest = { id: 'con-lai', link: 'Xem đủ 115 xã' };
  const rows = Array.from({ length: 115 }, (_, i) => [`Xã ${i + 1}`, '611']);
  assert.doesNotMatch(foldTable({ ...props, rest }).toString(), /con-lai/, 'of few all are seen');
  const css = findAsset(CITIZEN_CSS.slice('/a/'.length))?.body.toString() ?? assert.fail();
  const body = `<!DOCTYPE html><html lang="vi"><title>x</title><style>${css}</style><main>${foldTable({ ...props, rows, rest })}</main></html>`;
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 640 },
    });
    const page = await context.newPage();
    await page.route('**/*', route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
    await page.goto('http://page.test/');
    const seen = () => page.locator('tbody tr').filter({ visible: true }).count();
    const link = page.getByRole('link', { name: 'Xem đủ 115 xã' });
    assert.equal(await seen(), 20);
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual([await seen(), await link.isVisible()], [115, false], 'paper');
    await page.emulateMedia({ media: 'screen' });
    await page.setViewportSize({ width: 1366, height: 800 });
    assert.deepEqual([await seen(), await link.isVisible()], [115, false], 'a wide screen');
    await page.setViewportSize({ width: 360, height: 640 });
    await link.click();
    assert.deepEqual([await seen(), await link.isVisible()], [115, false]);
    const top = (await page.locator('#con-lai').boundingBox())?.y ?? Number.NaN;
    assert.ok(Math.abs(top) < 320, `one goes on where one was: ${top}`);
  } finally {
    await browser.close();
  }
});
