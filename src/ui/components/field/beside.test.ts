import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { testCtx } from '#test/ctx';
import { findAsset } from '../../assets/asset.ts';
import { STAFF_CSS } from '../../assets/css.ts';
import { type Html, html } from '../../html.ts';
import { ui } from '../../module.ts';
import { fileField } from '../file-field/component.ts';
import { selectField, textField } from './component.ts';

const { t } = testCtx({ modules: [ui] });

describe('ui: fields beside each other on a desk', () => {
  const css = findAsset(STAFF_CSS.slice('/a/'.length))?.body.toString() ?? assert.fail();
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  });
  after(() => browser.close());

  const show = (form: Html) =>
    page.setContent(`<!DOCTYPE html><title>x</title><style>${css}</style><main>${form}</main>`);
  const boxOf = async (of: string) => (await page.locator(of).boundingBox()) ?? assert.fail(of);

  const from = textField(t, { name: 'tu', label: 'Từ ngày' });
  const agency = selectField(t, { name: 'co-quan', label: 'Cơ quan', options: [] });
  const hinted = textField(t, {
    name: 'ma',
    label: 'Mã',
    hint: 'Ghi mã dưới mã QR',
    error: 'Nhập mã, ví dụ H38.60.18',
  });

  for (const [kind, row] of Object.entries({
    filter: html`<form class="ask">${from}${hinted}${agency}<button class="btn">Lọc</button></form>`,
    form: html`<form><div class="fs">${from}${hinted}${agency}</div></form>`,
  }))
    test(`a label of a ${kind} stays with its box where a neighbour has a hint or a fault; the boxes stand in one line`, async () => {
      await show(row);
      for (const name of ['tu', 'co-quan']) {
        const label = await boxOf(`label[for="f-${name}"]`);
        const gap = (await boxOf(`#f-${name}`)).y - label.y - label.height;
        assert.ok(gap >= 0 && gap < 8, `${name}: ${gap}`);
      }
      const feet = await Promise.all(
        ['tu', 'ma', 'co-quan'].map(async name => {
          const { y, height } = await boxOf(`#f-${name}`);
          return Math.round(y + height);
        }),
      );
      assert.equal(new Set(feet).size, 1, feet.join());
    });

  test('a file that was refused moves none of the counts of its paper', async () => {
    const paper = (error?: string) =>
      html`<form><div class="paper"><p><b>Giấy chứng sinh</b></p>${['chinh', 'sao'].map(name =>
        textField(t, { name, label: 'Số bản', inputmode: 'numeric' }),
      )}${fileField(t, { name: 'tep', label: 'Tệp quét', error })}</div></form>`;
    const counts = async () => [await boxOf('#f-chinh'), await boxOf('#f-sao')];
    await show(paper());
    const before = await counts();
    await show(paper('x.exe: Không nhận được loại tệp này. Chọn tệp PDF, JPG, PNG.'));
    assert.deepEqual(await counts(), before);
  });
});
