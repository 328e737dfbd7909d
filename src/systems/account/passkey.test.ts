import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { addOfficial } from '#engines/identity';
import { openBrowser } from '#test/axe';
import { type AccountSite, accountSite } from './testing/site.ts';

describe('account: passkey', () => {
  const PASSWORD = 'ngựa ăn cỏ bên suối';
  let site: AccountSite;
  let chromium: Browser;
  let base: string;
  before(async () => {
    site = await accountSite();
    base = await site.listen();
    chromium = await openBrowser();
  });
  after(async () => {
    await chromium.close();
    await site.close();
  });

  /** A browser on a machine with a fingerprint reader. */
  async function machine(): Promise<Page> {
    const context = await chromium.newContext({ locale: 'vi-VN' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const session = await context.newCDPSession(page);
    await session.send('WebAuthn.enable');
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return page;
  }

  async function enter(page: Page, password: string): Promise<void> {
    await page.goto(`${base}/can-bo/dang-nhap?next=/tai-khoan`);
    await page.fill('[name=ten-dang-nhap]', 'tan.lao.lo');
    await page.fill('[name=mat-khau]', password);
    await page.click('main .btn');
  }

  test('an official enrols a passkey, signs in with it, and shows it again before what binds; another machine has none', async () => {
    const { initialPassword } = await site.db.tx(tx =>
      addOfficial(tx, { name: 'Tẩn Láo Lở', staffId: 'tan.lao.lo', email: null, phone: null }, site.act()),
    );
    const desk = await machine();
    await enter(desk, initialPassword);
    await desk.fill('[name=mat-khau-moi]', PASSWORD);
    await desk.fill('[name=nhap-lai]', PASSWORD);
    await desk.click('main .btn');
    await desk.click('form[data-passkey] .btn');
    await desk.waitForSelector('text=Đã cất, tiếp tục');
    await desk.goto(`${base}/tai-khoan`);
    await desk.click('header form.out button');

    await enter(desk, PASSWORD);
    await desk.click('form[data-passkey] .btn');
    await desk.waitForURL('**/tai-khoan');

    site.clock.advance(11 * 60_000);
    await desk.goto(`${base}/tai-khoan/mat-khau`);
    assert.match(desk.url(), /xac-nhan/);
    await desk.click('form[data-passkey] .btn');
    await desk.waitForURL('**/tai-khoan/mat-khau');

    const thief = await machine();
    await enter(thief, PASSWORD);
    await thief.click('form[data-passkey] .btn');
    await thief.waitForSelector('[data-failed]:not([hidden])');
    assert.match(thief.url(), /\/can-bo\/dang-nhap\/ma$/);
  });
});
