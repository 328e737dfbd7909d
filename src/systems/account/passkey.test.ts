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

  test('a citizen signs in with a passkey alone, no code is sent; after a code it is asked for; an official’s passkey is none for this', async () => {
    const phone = await machine();
    await phone.goto(`${base}/dang-ky`);
    await phone.fill('[name=ho-ten]', 'Giàng Thị Mỷ');
    await phone.fill('[name=dien-thoai]', '0912 345 678');
    await phone.click('main .btn');
    await phone.fill('[name=ma]', site.sent.at(-1)?.code ?? '');
    await phone.click('main .btn');
    await phone.goto(`${base}/tai-khoan/khoa`);
    await phone.click('form[data-passkey] .btn');
    await phone.click('text=Đã cất, tiếp tục');
    await phone.waitForSelector('text=Khóa truy cập: Máy đang dùng');
    await phone.click('text=Tắt');
    await phone.waitForSelector('text=Đã tắt: chỉ mở được');
    await phone.click('header form.out button');

    const sent = site.sent.length;
    await phone.goto(`${base}/dang-nhap?next=/tai-khoan/thong-tin`);
    await phone.click('text=Đăng nhập bằng khóa truy cập');
    await phone.click('form[data-passkey] .btn');
    await phone.waitForURL('**/tai-khoan/thong-tin');
    assert.equal(site.sent.length, sent);

    site.clock.advance(61_000);
    const thief = await machine();
    await thief.goto(`${base}/dang-nhap`);
    await thief.fill('[name=lien-he]', '0912 345 678');
    await thief.click('main .btn');
    await thief.fill('[name=ma]', site.sent.at(-1)?.code ?? '');
    await thief.click('main .btn');
    await thief.waitForURL('**/dang-nhap/xac-thuc');
    await thief.click('form[data-passkey] .btn');
    await thief.waitForSelector('[data-failed]:not([hidden])');

    // Its signature for this page's challenge is good, but an official shows a password besides.
    const { accountId } = await site.official('Lồ Văn Sáu', site.agencies.saPa, ['officer']);
    await site.owner.run('UPDATE identity.passkey SET account_id = $1', [accountId]);
    await phone.context().clearCookies();
    await phone.goto(`${base}/dang-nhap/khoa`);
    await phone.click('form[data-passkey] .btn');
    await phone.waitForSelector('text=không mở được tài khoản nào');
  });
});
