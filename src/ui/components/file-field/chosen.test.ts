import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { LOADER } from '#platform/http';
import { openBrowser } from '#test/axe';
import { testCtx } from '#test/ctx';
import { findAsset } from '../../assets/asset.ts';
import { CITIZEN_CSS, STAFF_CSS } from '../../assets/css.ts';
import { ui } from '../../module.ts';
import { fileField } from './component.ts';

describe('ui: what a field for files says', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  const { t } = testCtx({ modules: [ui] });
  const NOTHING = 'rgba(0, 0, 0, 0)';

  for (const [surface, sheet] of Object.entries({ citizen: CITIZEN_CSS, staff: STAFF_CSS }))
    for (const [script, sends] of [
      [true, true],
      [true, false],
      [false, true],
    ] as const)
      test(`to a ${surface} ${script ? 'is said in the page’s language while no file is chosen, and then its name' : 'without script is what the browser says'}${sends ? '' : ', where the form brings the file'}`, async () => {
        const css = findAsset(sheet.slice('/a/'.length))?.body.toString() ?? assert.fail();
        const field = fileField(t, {
          name: 'p',
          label: 'Giấy chứng sinh',
          ...(sends && { script: '/a/upload.js' }),
        });
        const page = await browser.newPage({ javaScriptEnabled: script });
        await page.route('**/*', route =>
          route.request().url().endsWith('.js')
            ? route.abort()
            : route.fulfill({
                contentType: 'text/html; charset=utf-8',
                body: `<!DOCTYPE html><title>x</title><style>${css}</style><main>${field}</main><script>${LOADER}</script>`,
              }),
        );
        await page.goto('http://page.test/');
        const input = page.locator('[type=file]');
        const colour = () =>
          page.evaluate<string>("getComputedStyle(document.querySelector('[type=file]')).color");
        const words = () =>
          page.evaluate<string>(
            "getComputedStyle(document.querySelector('[type=file]'), '::before').content",
          );
        if (!script) {
          assert.notEqual(await colour(), NOTHING);
          return page.close();
        }
        assert.deepEqual([await colour(), await words()], [NOTHING, '"Chưa chọn tệp"']);
        await input.setInputFiles({ name: 'anh.png', mimeType: 'image/png', buffer: Buffer.from('x') });
        assert.notEqual(await colour(), NOTHING, 'though the script itself does not come');
        assert.equal(await words(), 'none');
        await input.setInputFiles([]);
        assert.equal(await colour(), NOTHING);
        await page.close();
      });
});
