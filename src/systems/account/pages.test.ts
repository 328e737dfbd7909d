import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser as Chromium } from 'playwright-core';
import { faultsOf, openBrowser } from '#test/axe';
import type { Seen } from './testing/browser.ts';
import { type AccountSite, accountSite } from './testing/site.ts';

describe('account: pages', () => {
  let site: AccountSite;
  let chromium: Chromium;
  before(async () => {
    site = await accountSite();
    chromium = await openBrowser();
  });
  after(async () => {
    await chromium.close();
    await site.close();
  });

  async function faults({ html }: Seen): Promise<string[]> {
    const files: Record<string, { body: Buffer; type: string }> = {};
    for (const [, path = ''] of html.matchAll(/"(\/a\/[^"]+)"/g)) {
      const { rawPayload, headers } = await site.server.inject({ url: path });
      files[path] = { body: rawPayload, type: String(headers['content-type']) };
    }
    return faultsOf(chromium, { markup: html, files }, 320);
  }

  test('citizens’ pages: axe finds nothing, nothing scrolls sideways at 320 pixels', async () => {
    const browser = site.browser();
    assert.deepEqual(await faults(await browser.open('/dang-nhap')), []);
    await browser.open('/dang-ky');
    assert.deepEqual(await faults(await browser.submit('/dang-ky', { 'dien-thoai': '0912' })), []);
    await browser.submit('/dang-ky', { 'ho-ten': 'Giàng Thị Mỷ', 'dien-thoai': '0912345678' });
    assert.deepEqual(await faults(browser.seen), []);
    await browser.submit('/dang-nhap/ma', { ma: site.sent.at(-1)?.code ?? '' });
    assert.deepEqual(await faults(browser.seen), []);
    for (const path of [
      '/tai-khoan/thong-tin',
      '/tai-khoan/lien-he',
      '/tai-khoan/ung-dung',
      '/tai-khoan/khoa',
    ])
      assert.deepEqual(await faults(await browser.open(path)), [], path);
    assert.deepEqual(await faults(await browser.open('/tai-khoan')), []);
    site.clock.advance(11 * 60_000);
    assert.deepEqual(await faults(await browser.open('/tai-khoan/xac-nhan')), []);
    await browser.submit('/tai-khoan/xac-nhan/gui');
    assert.deepEqual(await faults(browser.seen), []);
    assert.deepEqual(await faults(await site.browser().open('/dang-nhap/khoa')), []);
    // By a number no browser offers passkeys: no page leads to them there.
    const { baseUrl } = site.env.site;
    for (const [address, led] of [
      [baseUrl, true],
      ['http://192.168.1.20:3000', false],
    ] as const) {
      site.env.site.baseUrl = address;
      assert.equal((await site.browser().open('/dang-nhap')).html.includes('/dang-nhap/khoa'), led);
      assert.equal((await browser.open('/tai-khoan')).html.includes('/tai-khoan/khoa'), led);
    }
    assert.match((await site.browser().open('/dang-nhap/khoa')).html, /Ở địa chỉ này chưa dùng được/);
    site.env.site.baseUrl = baseUrl;
  });

  test('a citizen’s second step likewise, and when everything is lost', async () => {
    const browser = site.browser();
    site.clock.advance(61_000);
    await browser.open('/dang-nhap');
    await browser.submit('/dang-nhap', { 'lien-he': '0912345678' });
    await site.db.run(
      `INSERT INTO identity.passkey (id, account_id, public_key, counter, transports, label, added_at)
       SELECT 'x', id, '', 0, '{}', 'Máy', $1 FROM identity.account WHERE kind = 'citizen'`,
      [site.clock.now()],
    );
    await browser.submit('/dang-nhap/ma', { ma: site.sent.at(-1)?.code ?? '' });
    assert.equal(browser.seen.path, '/dang-nhap/xac-thuc');
    assert.deepEqual(await faults(browser.seen), []);
    await browser.submit('/dang-nhap/xac-thuc/mat');
    assert.deepEqual(await faults(browser.seen), []);
    assert.deepEqual(await faults(await browser.open('/dang-nhap/xac-thuc')), []);
  });

  test('who asks for another code reads that it went out, and signs in with that one', async () => {
    const browser = site.browser();
    site.clock.advance(61_000);
    await browser.open('/dang-ky');
    await browser.submit('/dang-ky', { 'ho-ten': 'Lý Thị Pà', 'dien-thoai': '0912000111' });
    assert.match(browser.seen.html, /Mã gồm 6 chữ số đã gửi đến số/);
    const first = site.sent.at(-1)?.code ?? '';
    await browser.submit('/dang-nhap/ma/gui-lai');
    assert.doesNotMatch(browser.seen.html, /Đã gửi mã khác/, 'within a minute none went out');
    site.clock.advance(61_000);
    await browser.submit('/dang-nhap/ma/gui-lai');
    assert.match(browser.seen.html, /role="status"[\s\S]*Đã gửi mã khác đến số/);
    assert.deepEqual(await faults(browser.seen), []);
    assert.equal(site.sent.filter(m => m.to === '+84912000111').length, 2);
    await browser.submit('/dang-nhap/ma', { ma: first });
    assert.equal(browser.seen.path, '/tai-khoan', 'the message that came late is good too');
  });

  test('who asks in a second browser, or after somebody else did, types the code there', async () => {
    site.clock.advance(61_000);
    const other = site.browser();
    await other.open('/dang-nhap');
    await other.submit('/dang-nhap', { 'lien-he': '0912000111' });
    const mine = site.browser();
    await mine.open('/dang-nhap');
    await mine.submit('/dang-nhap', { 'lien-he': '0912000111' });
    assert.equal(mine.seen.path, '/dang-nhap/ma');
    await mine.submit('/dang-nhap/ma', { ma: site.sent.at(-1)?.code ?? '' });
    assert.equal(mine.seen.path, '/tai-khoan');
    await other.submit('/dang-nhap/ma', { ma: site.sent.at(-1)?.code ?? '' });
    assert.equal(other.seen.path, '/dang-nhap/ma', 'it counts once');
  });

  test('officials’ pages likewise', async () => {
    const o = await site.official('Lù Thị Sen', site.agencies.bacHa, ['officer']);
    const browser = site.browser();
    const asked = await browser.open('/can-bo/dang-nhap?next=/tai-khoan');
    assert.match(asked.html, /name="ten-dang-nhap"[^>]* autofocus/, 'one types at once');
    const headOf = ({ html }: Seen) => /<header[\s\S]*?<\/header>/.exec(html)?.[0] ?? '';
    assert.match(headOf(asked), /href="\/can-bo"/);
    assert.doesNotMatch(headOf(asked), /href="\/(dang-nhap|thu-tuc|ho-so)"/, 'no links of citizens');
    assert.deepEqual(await faults(await browser.submit('/can-bo/dang-nhap', {})), []);
    await browser.submit('/can-bo/dang-nhap', { 'ten-dang-nhap': o.user, 'mat-khau': o.password });
    assert.equal(browser.seen.path, '/can-bo/dang-nhap/ma');
    assert.equal(headOf(browser.seen), headOf(asked));
    assert.deepEqual(await faults(browser.seen), []);
    await browser.submit('/can-bo/dang-nhap/ma', { ma: o.code() });
    assert.deepEqual(await faults(browser.seen), []);
    for (const path of [
      '/tai-khoan/mat-khau',
      '/tai-khoan/ung-dung',
      '/tai-khoan/khoa',
      '/tai-khoan/xac-nhan',
    ])
      assert.deepEqual(await faults(await browser.open(path)), [], path);
  });
});
