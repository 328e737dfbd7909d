import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { faultsOf, openBrowser } from '#test/axe';
import { testCtx } from '#test/ctx';
import { findAsset } from '../assets/asset.ts';
import { CITIZEN_CSS, STAFF_CSS } from '../assets/css.ts';
import { ui } from '../module.ts';
import { TYPE_AHEAD } from './field/type-ahead-asset.ts';
import { reviewPage, reviewRoute } from './review-page.ts';

describe('ui: components/review page', () => {
  const files = Object.fromEntries(
    [CITIZEN_CSS, STAFF_CSS, TYPE_AHEAD].map(address => {
      const asset = findAsset(address.slice('/a/'.length));
      assert.ok(asset);
      return [address, asset];
    }),
  );

  let browser: Browser;
  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser.close());

  for (const surface of ['citizen', 'staff'] as const) {
    for (const width of [320, 360, 1366]) {
      test(`every component is accessible on ${surface} pages at ${width} px`, async () => {
        const markup = reviewPage(testCtx({ modules: [ui] }), surface).toString();
        const shot = process.env.SHOTS && `${process.env.SHOTS}/components-${surface}-${width}.png`;
        assert.deepEqual(await faultsOf(browser, { markup, files }, width, shot || undefined), []);
      });
    }
  }

  test('the review page is not there in production', async () => {
    const ctx = testCtx({ modules: [ui] });
    const production = { ...ctx, config: { ...ctx.config, NODE_ENV: 'production' as const } };
    await assert.rejects(reviewRoute.handler(production), { code: 'NOT_FOUND' });
    assert.equal((await reviewRoute.handler(ctx)).kind, 'page');
  });
});
