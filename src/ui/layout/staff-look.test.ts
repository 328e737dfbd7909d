import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '#test/axe';
import { testCtx } from '#test/ctx';
import { findAsset } from '../assets/asset.ts';
import { CITIZEN_CSS, STAFF_CSS } from '../assets/css.ts';
import { radios } from '../components/choice/component.ts';
import { status } from '../components/status/component.ts';
import { html, type Printable } from '../html.ts';
import { ui } from '../module.ts';

describe('ui: how pages stand in a browser', () => {
  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  const { t } = testCtx({ modules: [ui] });
  const options = ['Kế toán', 'Lãnh đạo', 'Văn thư'].map(label => ({ value: label, label }));

  async function drawn(sheet: string, width: number, main: Printable): Promise<Page> {
    const css = findAsset(sheet.slice('/a/'.length))?.body.toString() ?? assert.fail();
    const page = await browser.newPage({ viewport: { width, height: 700 } });
    await page.setContent(
      `<!DOCTYPE html><title>x</title><style>${css}</style><div class="shell two"><nav class="side"></nav><main>${main}</main></div>`,
    );
    return page;
  }
  const boxes = (page: Page, selector: string) =>
    page.evaluate<Array<{ x: number; y: number; width: number; bottom: number }>>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map(e => e.getBoundingClientRect().toJSON())`,
    );

  test('answers stand one below the other beside the menu, and in a long form in a row that holds them all', async () => {
    const question = radios(t, { name: 'vai-tro', label: 'Vai trò', options });
    const rows = async (width: number, main: Printable) => {
      const page = await drawn(STAFF_CSS, width, main);
      const found = new Set((await boxes(page, '.pick')).map(b => b.y)).size;
      await page.close();
      return found;
    };
    assert.equal(await rows(1366, question), 3);
    assert.equal(await rows(1366, html`<form class="parts">${question}</form>`), 1);
    assert.equal(await rows(360, html`<form class="parts">${question}</form>`), 3);
  });

  test('a line of running text is 42rem at most, and the jump to what is to be done is for telephones', async () => {
    const main = html`<p class="row crumb"><a href="/can-bo">Về</a><a class="jump" href="#viec">Tới phần xử lý</a></p><p>${'Một dòng chữ dài. '.repeat(30)}</p>`;
    const desk = await drawn(STAFF_CSS, 1366, main);
    assert.equal((await boxes(desk, 'p:last-child'))[0]?.width, 672);
    assert.equal((await boxes(desk, '.jump'))[0]?.width, 0);
    const phone = await drawn(STAFF_CSS, 360, main);
    assert.ok(((await boxes(phone, '.jump'))[0]?.width ?? 0) > 0);
    await Promise.all([desk.close(), phone.close()]);
  });

  for (const [surface, sheet] of Object.entries({ citizen: CITIZEN_CSS, staff: STAFF_CSS }))
    test(`the bar of a fault reaches to the top of the question of a ${surface}`, async () => {
      const page = await drawn(
        sheet,
        360,
        radios(t, { name: 'muc', label: 'Mức độ', options, error: 'Chọn một mức' }),
      );
      // The border of a group begins in the middle of a legend that is drawn into it.
      const [legend] = await boxes(page, 'legend');
      const [group] = await boxes(page, 'fieldset');
      const inside = await page.evaluate<string>("getComputedStyle(document.querySelector('legend')).float");
      assert.deepEqual([legend?.y, inside], [group?.y, 'left']);
      await page.close();
    });

  test('a chip stands level with its label', async () => {
    const page = await drawn(
      STAFF_CSS,
      1366,
      html`<dl class="kv"><div><dt>Trạng thái</dt><dd>${status('soon', 'Chờ duyệt')}</dd></div></dl>`,
    );
    const bottoms = await page.evaluate<number[]>(`['dt', 'dd b'].map(selector => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector(selector).lastChild);
      return Math.round(range.getBoundingClientRect().bottom);
    })`);
    assert.equal(bottoms[0], bottoms[1]);
    await page.close();
  });
});
